"""What a server showed in its TLS greeting, as a record."""

from __future__ import annotations

from dataclasses import dataclass

from data.web.certificate import Certificate


@dataclass(frozen=True, slots=True)
class Shown:
    """What a server showed.

    `refusal` is why verification failed, in words, with OpenSSL's number in `refusal_code`; both
    are empty where it held. `certificate` is None where it could not be fetched a second time.
    """

    certificate: Certificate | None
    chain: int | None = None
    protocol: str = ""
    refusal: str = ""
    refusal_code: int = 0
