"""The configuration as it may be shown: complete, with secrets masked."""

from __future__ import annotations

import re
from typing import Any

from data.config.configuration import Configuration

MASK = "••••••"
_CREDENTIALS = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*://)[^\s/?#@]+@", re.IGNORECASE)


def shown(configuration: Configuration) -> dict[str, Any]:
    """Tables by name, defaults included, as JSON and TOML know values; empty ones are left out."""
    document: dict[str, Any] = {"console": configuration.console.model_dump(mode="json")}
    for source in configuration.sources:
        document.setdefault(source.kind, []).append(source.settings.masked())
    document["channel"] = {
        name: channel.model_dump(mode="json") for name, channel in configuration.channels.items()
    }
    document["contact"] = [contact.model_dump(mode="json") for contact in configuration.contacts]
    document["vendor"] = [vendor.model_dump(mode="json") for vendor in configuration.vendors]
    document["maintenance"] = [each.model_dump(mode="json") for each in configuration.maintenance]
    document["procedure"] = [{"path": str(path)} for path in configuration.procedures]
    document["policy"] = [{"path": str(path)} for path in configuration.policies]
    return {name: _clean(value) for name, value in document.items() if value}


def _clean(value: Any) -> Any:  # noqa: ANN401 - a JSON value
    """Without nulls, which TOML lacks, and without what stands before an @ in an address."""
    if isinstance(value, dict):
        return {key: _clean(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_clean(inner) for inner in value if inner is not None]
    if isinstance(value, str):
        return _CREDENTIALS.sub(rf"\g<scheme>{MASK}@", value)
    return value
