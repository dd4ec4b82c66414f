"""What can be set for a vendor's public status page."""

from __future__ import annotations

from pydantic import Field, model_validator

from data.config.base import Duration, Line
from data.web.access import ApiSettings
from data.web.address import HttpUrl

UP, COMPONENTS, INCIDENTS = "vendor.up", "vendor.components_down", "vendor.incidents"
VENDORS = {
    "atlassian": "https://status.atlassian.com",
    "cloudflare": "https://www.cloudflarestatus.com",
    "datadog": "https://status.datadoghq.com",
    "digitalocean": "https://status.digitalocean.com",
    "fly": "https://status.flyio.net",
    "github": "https://www.githubstatus.com",
    "netlify": "https://www.netlifystatus.com",
    "openai": "https://status.openai.com",
    "pagerduty": "https://status.pagerduty.com",
    "sendgrid": "https://status.sendgrid.com",
    "sentry": "https://status.sentry.io",
    "supabase": "https://status.supabase.com",
    "twilio": "https://status.twilio.com",
    "vercel": "https://www.vercel-status.com",
}
"""Vendors whose status pages answer in Statuspage's shape."""
_OTHERS = {
    "aws": 'AWS has no such page: give an [[aws]] source the service "health"',
    "slack": "Slack's status page has an interface of its own: watch its address with an [[http]] source",
}


class StatuspageSettings(ApiSettings):
    """A vendor by name, or the address of its status page."""

    every: Duration = Field(default=120.0, ge=0.5)
    """From the start of one round of asking to the start of the next."""
    vendor: Line = Field(default="", max_length=60)
    """How the vendor is called; one of those that are known needs no address."""
    url: HttpUrl
    """The address of its status page: what stands before ``/api/v2``."""
    only: tuple[Line, ...] = ()
    """Only components with one of these words in their name count, and the incidents that touch them."""

    @model_validator(mode="before")
    @classmethod
    def _known_vendor(cls, given: object) -> object:
        if not isinstance(given, dict) or given.get("url"):
            return given
        name = str(given.get("vendor", "")).lower()
        if name in _OTHERS:
            raise ValueError(_OTHERS[name])
        if name not in VENDORS:
            raise ValueError(f"give the url of its status page; known by name are {', '.join(VENDORS)}")
        return {**given, "url": VENDORS[name]}

    @property
    def called(self) -> str:
        """The vendor's name, or that of the source."""
        return self.vendor or self.name

    def feeds(self) -> frozenset[str]:
        """The names of all signals that this source may bring."""
        return frozenset({UP, COMPONENTS, INCIDENTS})
