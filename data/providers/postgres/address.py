"""Where a connection string leads, in words that hold none of its secrets."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_NAME = re.compile(r"[\w.-]{1,63}")
_HOST = re.compile(r"[\w.:-]{1,253}")
UNKNOWN = "the server"


def shown(dsn: str) -> str:
    """`host:port/database`, or "the server" where that cannot be told for certain.

    A password with an unescaped sign in it moves the parts about; so nothing is shown of a
    string that has any sign of it.
    """
    try:
        parts = urlsplit(dsn)
        host, port, database = parts.hostname, parts.port, parts.path.lstrip("/")
    except ValueError:
        return UNKNOWN
    odd = "@" in parts.path + parts.query or parts.fragment or parts.netloc.count("@") > 1
    if odd or not _HOST.fullmatch(host or "socket") or not (database == "" or _NAME.fullmatch(database)):
        return UNKNOWN
    place = f"{host}:{port or 5432}" if host else "the local socket"
    return f"{place}/{database}" if database else place
