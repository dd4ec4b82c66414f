"""What looks like a secret does not enter the journal.

The journal is copied, merged, exported and shown, so this is the last net: callers hold
secrets as types that do not print, and here whatever slipped through in free text is masked.
"""

from __future__ import annotations

import re
from typing import Any

MASK = "[redacted]"

_ENDS = (
    r"(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|"
    r"private[_-]?key|auth[_-]?key|credential)s?"
)
"""How the names of secrets end; in a text it does not matter how they begin."""
_WHOLE = r"(?:pwd|authorization)"
_VALUE = r"""("(?:[^"\\]|\\.)*"|'[^']*'|[^\s&;,"'}\])]+)"""
_WORD = r"(?-i:[A-Za-z]?[a-z]+(?:-[a-z]+)*[.,]?(?![^\s;:!?)]))"
"""An ordinary word, as in "basic functionality": small letters, perhaps the first one large."""
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.S), MASK),
    (re.compile(r"(\b[a-zA-Z][a-zA-Z0-9+.-]*://)[^\s/?#@]*@(?=\S)"), rf"\1{MASK}@"),
    (re.compile(r"([?&](?:sig|signature|x-amz-signature|code|key)=)[^\s&#]+", re.I), rf"\1{MASK}"),
    (
        re.compile(
            r"""(authorization["']?\s*[:=]\s*["']?(?:Bearer|Basic|Token))\s+(?!\[redacted)[^\s"']+""", re.I
        ),
        rf"\1 {MASK}",
    ),
    (
        re.compile(rf"\b(Bearer|Basic|Token)\s+(?!\[redacted|{_WORD})[A-Za-z0-9._~+/=-]{{8,}}", re.I),
        rf"\1 {MASK}",
    ),
    (
        re.compile(
            rf"""((?:{_ENDS}|(?<![A-Za-z0-9]){_WHOLE})["']?\s*(?:=|:)\s*)"""
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
_SECRET_KEY = re.compile(rf"[A-Za-z0-9_.-]*{_ENDS}|{_WHOLE}", re.I)


def redacted_text(text: str) -> str:
    """The text with what looks like a secret masked."""
    lowered = text.lower()
    if not any(hint in lowered for hint in _HINTS):
        return text
    for pattern, mask in _PATTERNS:
        text = pattern.sub(mask, text)
    return text


def names_secret(key: str) -> bool:
    """Whether a key says that its value is a secret."""
    return _SECRET_KEY.fullmatch(key) is not None


def redacted(value: Any) -> Any:  # noqa: ANN401 - values are TOML's
    """What stands under a secret's name: numbers and flags stay, words do not."""
    return value if isinstance(value, bool | int | float) or value == "" else MASK
