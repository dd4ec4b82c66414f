"""What Sentry means by an answer that is no success: it writes ``{"detail": …}``."""

from __future__ import annotations

from data.web.said import Refusals
from data.web.shape import inner, word

refusal = Refusals(
    "Sentry",
    lambda document: word(document, "detail", 300) or word(inner(document, "detail"), "message", 300),
    {
        401: "name a valid auth token in token_env or token_file",
        403: "the token needs org:read, project:read and event:read",
        404: "check organization and project: their slugs stand in the address of their pages",
    },
).failure
