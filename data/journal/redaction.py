"""What looks like a secret does not enter the journal.

The journal is copied, merged, exported and shown, so this is the last net: callers hold
secrets as types that do not print, and here whatever slipped through in free text is masked.
"""

from __future__ import annotations

import re
from typing import Any

MASK = "[redacted]"

_NAMES = (
    r"(?:[A-Za-z0-9_.-]*(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|"
    r"private[_-]?key|auth[_-]?key|credential)s?|pwd|authorization)"
)
_VALUE = r"""("(?:[^"\\]|\\.)*"|'[^']*'|[^\s&;,"'}\])]+)"""
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.S), MASK),
    (re.compile(r"(\b[a-zA-Z][a-zA-Z0-9+.-]*://)[^\s/?#@]*@(?=\S)"), rf"\1{MASK}@"),
    (re.compile(r"([?&](?:sig|signature|x-amz-signature|code|key)=)[^\s&#]+", re.I), rf"\1{MASK}"),
    (re.compile(r"\b(Bearer|Basic|Token)\s+(?!\[redacted)[A-Za-z0-9._~+/=-]{8,}", re.I), rf"\1 {MASK}"),
    (
        re.compile(
            rf"""(?<![A-Za-z0-9])({_NAMES}["']?\s*(?:=|:)\s*)"""
            rf"""(?!\s|\[redacted|(?:Bearer|Basic|Token)\s){_VALUE}""",
            re.I,
        ),
        rf"\1{MASK}",
    ),
    (re.compile(r"\b(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z0-9]{16}\b"), MASK),
    (re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})"), MASK),
    (re.compile(r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}"), MASK),
    (re.compile(r"\b[sr]k_(?:live|test)_[A-Za-z0-9]{10,}"), MASK),
    (re.compile(r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"), MASK),
)
_HINTS = (
    "passw", "passphrase", "pwd", "secret", "token", "key", "credential", "authorization",
    "bearer", "basic", "sig=", "signature=", "code=", "@", "akia", "asia", "aroa", "aida", "abia", "acca",
    "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat", "xox", "k_live", "k_test", "eyj",
)  # fmt: skip
_SECRET_KEY = re.compile(_NAMES, re.I)


def suspicious(text: str) -> bool:
    """Whether a closer look is needed: a quick test that lets nothing slip."""
    lowered = text.lower()
    return any([hint in lowered for hint in _HINTS])  # noqa: C419 - a generator takes thrice as long


def redacted(value: Any) -> Any:  # noqa: ANN401 - values are TOML's
    """The value, or table, or array, with what looks like a secret masked."""
    if isinstance(value, str):
        return redacted_text(value)
    if isinstance(value, dict):
        return {
            redacted_text(key): _mask(item) if _SECRET_KEY.fullmatch(key) else redacted(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [redacted(item) for item in value]
    return value


def redacted_text(text: str) -> str:
    """The text with what looks like a secret masked."""
    for pattern, mask in _PATTERNS:
        text = pattern.sub(mask, text)
    return text


def _mask(value: Any) -> Any:  # noqa: ANN401 - values are TOML's
    """What stands under a secret's name: numbers and flags stay, words do not."""
    return value if isinstance(value, bool | int | float) or value in ("", MASK) else MASK
