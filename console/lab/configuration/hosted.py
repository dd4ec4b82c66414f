"""What is hosted elsewhere, as sources: an AWS account, and the stand-ins for other vendors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from console.lab.environment import AWS_KEYS, AWS_REGION
from console.lab.scene import Scene
from console.lab.vendors import fly, github_rows, sentry, supabase, vercel
from console.lab.vendors.server import STATUSPAGE, Vendors
from console.lab.vendors.statuspage import VENDORS

Table = dict[str, Any]

_PROFILE = "lab"
_KEYS = "aws.keys"
# What faults change is asked often; all else at its own pace.
_SOON = dict.fromkeys(("budgets", "cost", "guardduty", "iam", "securityhub"), "10s")
_OFTEN: Table = {"every": "5s", "timeout": "8s"}
_AT_TIMES: Table = {"every": "15s", "timeout": "8s"}
_WATCHED: dict[str, Table] = {
    "github": {"repository": github_rows.REPOSITORY, "alerts_every": "15s", **_OFTEN},
    "sentry": {"organization": sentry.ORGANIZATION, "project": sentry.PROJECT, **_AT_TIMES},
    "vercel": {"project": vercel.PROJECT, **_OFTEN},
    "supabase": {"project": supabase.PROJECT, **_AT_TIMES},
    "fly": {"app": fly.APP, **_AT_TIMES},
}


def hosted(scene: Scene) -> Table:
    """Every one of them as a source."""
    vendors = scene.vendors
    return {
        "aws": [_aws(scene.aws.url)],
        **{kind: [_guarded(kind, vendors, rest)] for kind, rest in _WATCHED.items()},
        STATUSPAGE: [_statuspage(vendor, vendors) for vendor in VENDORS],
    }


def _aws(url: str) -> Table:
    """Every service of the account."""
    return {
        "name": "aws",
        "group": "aws",
        "endpoint_url": url,
        "region": AWS_REGION,
        "profile": _PROFILE,
        "credentials_file": _KEYS,
        "every": "5s",
        "timeout": "30s",
        "pace": _SOON,
    }


def aws_keys(scene: Scene) -> dict[Path, str]:
    """The file with the account's keys, and what belongs into it."""
    lines = [f"[{_PROFILE}]", *(f"{name.lower()} = {value}" for name, value in AWS_KEYS.items())]
    return {scene.folder / _KEYS: "\n".join(lines) + "\n"}


def _guarded(kind: str, vendors: Vendors, rest: Table) -> Table:
    return {
        "name": kind,
        "group": "hosted",
        "url": vendors.url(kind),
        "token_file": vendors.token_file(kind).name,
        **rest,
    }


def _statuspage(vendor: str, vendors: Vendors) -> Table:
    url = f"{vendors.url(STATUSPAGE)}/{vendor}"
    return {"name": f"{vendor} status", "group": "vendors", "vendor": vendor, "url": url, **_OFTEN}
