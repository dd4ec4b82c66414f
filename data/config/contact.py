"""People and suppliers: who is called, and whose status page is looked at."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from data.config.base import Line, Settings

_PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{2,30}")


def _address(value: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", value):
        raise ValueError('an e-mail address looks like "name@example.com"')
    return value


def _web_address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\S*", value):
        raise ValueError('an address looks like "https://example.com/path"')
    return value


def _phone(value: str) -> str:
    if not _PHONE.fullmatch(value):
        raise ValueError('a telephone number looks like "+44 20 7946 0000"')
    return value


Address = Annotated[str, AfterValidator(_address)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Phone = Annotated[str, AfterValidator(_phone)]


class Contact(Settings):
    """Somebody who may be called."""

    name: Line = Field(min_length=1)
    """How people call them; unique among the contacts."""
    role: Line = ""
    """The role that ladders speak of: "CTO", "Engineering Manager", "on-call primary"."""
    email: Address | None = None
    phone: Phone | None = None
    slack: Line = ""
    """Their handle or member id."""
    hours: Line = ""
    """When they can be reached, in words."""
    note: Line = ""


class Vendor(Settings):
    """A supplier the service depends on."""

    name: Line = Field(min_length=1)
    """Unique among the vendors."""
    service: Line = ""
    """What they supply: "hosting", "payments"."""
    status_url: WebAddress | None = None
    """Their status page."""
    support_url: WebAddress | None = None
    email: Address | None = None
    phone: Phone | None = None
    account: Line = ""
    """Our customer number with them."""
    sla_pct: float | None = Field(default=None, ge=0, le=100)
    """The availability they promise, in percent."""
    note: Line = ""
