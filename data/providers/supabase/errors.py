"""What Supabase means by an answer that is no success: it writes ``{"message"}``."""

from __future__ import annotations

from data.web.said import Refusals
from data.web.shape import word

refusal = Refusals(
    "Supabase",
    lambda document: word(document, "message", 300),
    {
        401: "name a valid access token in token_env or token_file",
        403: "the token must belong to a member of the project's organization",
        404: "check project: the reference in the address of its page",
    },
).failure
