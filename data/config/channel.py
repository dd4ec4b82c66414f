"""The ``[channel.*]`` tables: where words go."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from data.config.base import Duration, Line, LocalPath, Settings
from data.config.contact import Address, WebAddress


class ChannelSettings(Settings):
    """What every channel takes."""

    timeout: Duration = Field(default=10.0, gt=0, le=600)
    """A bound on one attempt to send."""
    ca_file: LocalPath | None = None
    """The authorities to believe (PEM) in place of the machine's."""
    audience: Literal["internal", "public", "both"] | None = None
    """Whose words go here; without it, as is usual for its kind."""

    def named(self, secret: str) -> bool:
        """Whether the secret is named, by ``…_env`` or ``…_file``; ValueError where by both."""
        given = [key for key in (f"{secret}_env", f"{secret}_file") if getattr(self, key) is not None]
        if len(given) > 1:
            raise ValueError(f"{given[0]} and {given[1]} name the same secret; keep one")
        return bool(given)

    def require(self, secret: str) -> None:
        """ValueError where the secret is not named."""
        if not self.named(secret):
            raise ValueError(f"{secret}_env or {secret}_file is missing")


class WebChannelSettings(ChannelSettings):
    """What every channel takes that speaks HTTP."""

    proxy: WebAddress | None = None
    """The proxy to use; the environment's HTTP_PROXY is never used."""
    proxy_env: str | None = None
    """The environment variable that holds the proxy's address, where it has a password in it."""

    @model_validator(mode="after")
    def _one_proxy(self) -> Self:
        if self.proxy and self.proxy_env:
            raise ValueError("give one of proxy and proxy_env")
        return self


class SlackChannel(WebChannelSettings):
    """A Slack workspace, by incoming webhook or by bot token."""

    webhook_url_env: str | None = None
    webhook_url_file: LocalPath | None = None
    token_env: str | None = None
    token_file: LocalPath | None = None
    channel: Line = ""
    """Where a bot posts, as in "#incidents"; a webhook has its own."""
    api_url: WebAddress = "https://slack.com/api"

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.named("webhook_url") == self.named("token"):
            raise ValueError("either webhook_url_env (or _file) or token_env (or _file) is wanted")
        if self.named("token") and not self.channel:
            raise ValueError("a bot needs to know its channel")
        return self


class StatuspageChannel(WebChannelSettings):
    """A hosted status page."""

    page_id: Line = Field(min_length=1)
    token_env: str | None = None
    token_file: LocalPath | None = None
    components: tuple[Line, ...] = ()
    """The ids of the components that an incident touches; they are marked with it."""
    api_url: WebAddress = "https://api.statuspage.io/v1"

    @model_validator(mode="after")
    def _secret(self) -> Self:
        self.require("token")
        return self


class EmailChannel(ChannelSettings):
    """An SMTP server."""

    host: str = Field(min_length=1)
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    """``none`` suits loopback only."""
    user: str = ""
    password_env: str | None = None
    password_file: LocalPath | None = None
    sender: Address
    to: tuple[Address, ...] = ()

    @model_validator(mode="after")
    def _secret(self) -> Self:
        if self.user:
            self.require("password")
        return self


class WebhookChannel(WebChannelSettings):
    """Any address that takes JSON."""

    url: WebAddress | None = None
    url_env: str | None = None
    url_file: LocalPath | None = None
    token_env: str | None = None
    token_file: LocalPath | None = None
    idempotent: bool = False
    """Whether it takes two requests with the same Idempotency-Key for one."""

    @model_validator(mode="after")
    def _one_address(self) -> Self:
        if (self.url is not None) == self.named("url"):
            raise ValueError("either url or url_env (or url_file) is wanted")
        self.named("token")
        return self


class PagerdutyChannel(WebChannelSettings):
    """The events interface of PagerDuty."""

    routing_key_env: str | None = None
    routing_key_file: LocalPath | None = None
    api_url: WebAddress = "https://events.pagerduty.com/v2/enqueue"

    @model_validator(mode="after")
    def _secret(self) -> Self:
        self.require("routing_key")
        return self


CHANNELS: dict[str, type[ChannelSettings]] = {
    "slack": SlackChannel,
    "statuspage": StatuspageChannel,
    "email": EmailChannel,
    "webhook": WebhookChannel,
    "pagerduty": PagerdutyChannel,
}
