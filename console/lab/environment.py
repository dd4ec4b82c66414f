"""The addresses of a running lab, by name: what ``lab env`` prints."""

from __future__ import annotations

from pathlib import Path

from console.lab.ports import HOST
from console.lab.recipients.recipients import KINDS
from console.lab.scene import Scene
from console.lab.vendors.server import VENDOR_KINDS

MONITOR_DSN = "monitor.dsn"
ADMIN_DSN = "admin.dsn"
# moto takes any keys; these are what its own documentation uses.
AWS_KEYS = dict.fromkeys(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), "testing")
AWS_REGION = "eu-west-1"


def addresses(scene: Scene, config: Path) -> dict[str, str]:
    """Every address, in the order in which people look for them; secrets are named by their file."""
    found = {"OPS_CONSOLE_CONFIG": str(config), "LAB_FOLDER": str(scene.folder)}
    for service in scene.services:
        found[f"LAB_{service.name.upper().replace('-', '_')}"] = service.url
    found["LAB_TLS"] = scene.site.address
    found["LAB_CA_FILE"] = str(scene.site.authority)
    if scene.postgres:
        found["LAB_POSTGRES"] = f"{HOST}:{scene.postgres.port}"
        found["LAB_POSTGRES_DSN_FILE"] = str(scene.folder / MONITOR_DSN)
        found["LAB_POSTGRES_ADMIN_DSN_FILE"] = str(scene.folder / ADMIN_DSN)
    if scene.prometheus:
        found["LAB_PROMETHEUS"] = scene.prometheus.url
    if scene.alertmanager:
        found["LAB_ALERTMANAGER"] = scene.alertmanager.url
    if scene.node:
        found["LAB_NODE_EXPORTER"] = f"http://{scene.node.address}"
    if not scene.disk.missing:
        found["LAB_DISK"] = str(scene.disk.mount)
    found["LAB_BACKUPS"] = str(scene.backups.folder)
    found["AWS_ENDPOINT_URL"] = scene.aws.url
    found |= AWS_KEYS
    found["AWS_DEFAULT_REGION"] = AWS_REGION
    found |= {f"LAB_{kind.upper()}": scene.vendors.url(kind) for kind in VENDOR_KINDS}
    found |= {f"LAB_CHANNEL_{kind.upper()}": scene.recipients.url(kind) for kind in KINDS}
    return found
