"""Secrets of channels: read with each letter, so that one that was changed or mended is used at once."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from pydantic import SecretStr

from data.channel import NotDelivered
from data.config.channel import ChannelSettings, WebChannelSettings
from data.config.secret import SecretReader
from data.errors import ConfigError
from data.models.failure import FailureKind
from data.web.address import user_secrets

_SECRET_PART = 8


def secret_of(secrets: SecretReader, settings: ChannelSettings, name: str, secret: str) -> SecretStr | None:
    """A secret that the channel names, read anew; None where it names none.

    Raises NotDelivered, naming the key to mend.
    """
    env: str | None = getattr(settings, f"{secret}_env")
    file: Path | None = getattr(settings, f"{secret}_file", None)
    key = f"channel.{name}.{secret}_{'env' if env else 'file'}"
    try:
        return secrets.read(env=env, file=file, key=key)
    except ConfigError as error:
        raise NotDelivered(
            FailureKind.NOT_CONFIGURED, error.message, error.remedy, certain=True, final=True
        ) from None


def proxy_of(settings: WebChannelSettings, secrets: SecretReader, name: str) -> SecretStr | None:
    """The address of the proxy to use; None for the straight way. Raises NotDelivered."""
    return SecretStr(settings.proxy) if settings.proxy else secret_of(secrets, settings, name, "proxy")


def address_secrets(url: SecretStr) -> tuple[SecretStr, ...]:
    """An address that is secret as a whole, and its parts as they may turn up in an answer."""
    whole = url.get_secret_value()
    try:
        parts = urlsplit(whole)
    except ValueError:
        return (url,)
    values = [*parts.path.split("/"), *(value for _, value in parse_qsl(parts.query))]
    longer = [
        value for value in values if len(value) >= _SECRET_PART and not (value.isalpha() and value.islower())
    ]
    rest = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return tuple(
        SecretStr(value) for value in (whole, rest, *user_secrets(whole), *longer) if value.strip("/")
    )
