"""All parts of the lab together: started side by side, ended side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from console.lab.aws import Aws
from console.lab.backup.nightly import Backups
from console.lab.database.application import Accounts, furnish, live
from console.lab.database.trouble import Crowd, set_pause
from console.lab.disk import Disk
from console.lab.monitoring.alertmanager import Alertmanager
from console.lab.monitoring.node_exporter import NodeExporter
from console.lab.monitoring.program import find
from console.lab.monitoring.prometheus import Prometheus, Surroundings
from console.lab.ports import Ports
from console.lab.postgres import Postgres, prepare
from console.lab.recipients.recipients import Recipients
from console.lab.services.platform import Platform
from console.lab.services.service import Service
from console.lab.services.traffic import traffic
from console.lab.site import Site
from console.lab.vendors.server import Vendors
from data.errors import OpsError
from data.timekeeping import Timekeeper

SERVICES = ("project-management-api", "template-management-api", "observability-service")

Say = Callable[[str], None]
"""Tells a person how far the lab is."""


@dataclass
class Scene:
    """The parts, and what runs in between; `missing` says what this machine does not have."""

    folder: Path
    time: Timekeeper
    ports: Ports
    services: tuple[Service, ...]
    site: Site
    disk: Disk
    backups: Backups
    aws: Aws
    platform: Platform
    vendors: Vendors
    recipients: Recipients
    node: NodeExporter | None = None
    prometheus: Prometheus | None = None
    alertmanager: Alertmanager | None = None
    postgres: Postgres | None = None
    accounts: Accounts | None = None
    crowd: Crowd | None = None
    missing: list[str] = field(default_factory=list)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    @classmethod
    def plan(cls, folder: Path, time: Timekeeper) -> Scene:
        """What there will be; nothing is started yet."""
        ports = Ports()
        services = tuple(Service(name, ports.take()) for name in SERVICES)
        site, aws = Site(folder, ports.take()), Aws(folder, ports.take(), ports.take())
        backups = Backups(folder)
        platform = Platform(ports.take(), lambda: backups.gauges(time.now().timestamp()))
        vendors = Vendors(folder, ports.take(), time)
        recipients = Recipients(folder, ports, time)
        disk = Disk(folder)
        scene = cls(folder, time, ports, services, site, disk, backups, aws, platform, vendors, recipients)
        scene._plan_monitoring()
        return scene

    def _plan_monitoring(self) -> None:
        """The programs that this machine has."""
        if exporter := find("prometheus-node-exporter", "node_exporter"):
            self.node = NodeExporter(exporter, self.folder, self.ports.take())
        else:
            self.missing.append("node exporter is not installed")
        if manager := find("prometheus-alertmanager", "alertmanager"):
            self.alertmanager = Alertmanager(manager, self.folder, self.ports.take())
        else:
            self.missing.append("Alertmanager is not installed")
        if prometheus := find("prometheus"):
            around = Surroundings(
                self.platform.address,
                self.node.address if self.node else None,
                self.alertmanager.address if self.alertmanager else None,
                None if self.disk.missing else str(self.disk.mount),
            )
            self.prometheus = Prometheus(prometheus, self.folder, self.ports.take(), self.services, around)
        else:
            self.missing.append("Prometheus is not installed")

    async def start(self, say: Say) -> None:
        """Start everything; back when all of it can be asked."""
        for service in self.services:
            await service.start()
        self._tasks.append(asyncio.create_task(traffic(self.services)))
        await self.platform.start()
        await self.vendors.start()
        await self.recipients.start()
        await self.site.start(self.time.now())
        await self.aws.start()
        parts: dict[str, Coroutine[Any, Any, bool]] = {
            "PostgreSQL": self._start_database(),
            "the disk": self._start_disk(),
        }
        if self.node:
            parts["node exporter"] = self._start_program("node", self.node)
        if self.alertmanager:
            parts["Alertmanager"] = self._start_program("alertmanager", self.alertmanager)
        if self.prometheus:
            parts["Prometheus"] = self._start_program("prometheus", self.prometheus)
        say(f"starting {', '.join(parts)}; the services and the site are up")
        await _all(parts, say)
        for what in self.missing:
            say(f"missing here: {what}")

    async def last(self) -> None:
        """Go on until what runs in between fails, which it should not."""
        await asyncio.gather(*self._tasks)

    async def stop(self) -> None:
        """End everything, side by side; whatever is not there is passed over."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self.crowd:
            await self.crowd.go()
        programs = [self.postgres, self.prometheus, self.alertmanager, self.node]
        parts = [*programs, self.aws, self.platform, self.vendors, self.recipients, self.site, *self.services]
        await asyncio.gather(*(part.stop() for part in parts if part), return_exceptions=True)
        self.ports.close()

    async def _start_database(self) -> bool:
        self.postgres = await prepare(self.folder, self.ports.take())
        await self.postgres.start()
        self.accounts = await furnish(self.postgres)
        self.crowd = Crowd(self.accounts.admin, self.accounts.app)
        self._tasks.append(asyncio.create_task(live(self.accounts.app)))
        await self.backups.take(self.postgres)
        # What was done to furnish it is not the application's load.
        await set_pause(self.accounts.admin, 0.0)
        return True

    async def _start_program(self, name: str, part: NodeExporter | Alertmanager | Prometheus) -> bool:
        """Where one does not run on this machine, it is as good as missing."""
        try:
            await part.start()
        except OpsError as error:
            await part.stop()
            setattr(self, name, None)
            self.missing.append(error.message)
        return getattr(self, name) is not None

    async def _start_disk(self) -> bool:
        await self.disk.start()
        if self.disk.missing:
            self.missing.append(self.disk.missing)
        return not self.disk.missing


async def _all(parts: dict[str, Coroutine[Any, Any, bool]], say: Say) -> None:
    """Run them side by side, saying which are there and which awaited; the first to fail ends all."""
    waiting = dict.fromkeys(parts)

    async def run(name: str, part: Coroutine[Any, Any, bool]) -> None:
        here = await part
        del waiting[name]
        rest = f"; waiting for {', '.join(waiting)}" if waiting else ""
        say(f"{name}: {'ready' if here else 'not here'}{rest}")

    async with asyncio.TaskGroup() as group:
        for name, part in parts.items():
            group.create_task(run(name, part))
