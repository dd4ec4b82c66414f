"""What Fly means by an answer that is no success: it writes ``{"error"}``."""

from __future__ import annotations

from data.web.said import Refusals
from data.web.shape import word

refusal = Refusals(
    "Fly",
    lambda document: word(document, "error", 300),
    {
        401: "name a valid token in token_env or token_file (fly tokens create readonly)",
        403: "the token must be one of the app's organization",
        404: "check app",
    },
).failure
