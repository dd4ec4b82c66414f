"""Runs as a process of its own: moto's server with a furnished account behind it."""

from __future__ import annotations

import sys
from pathlib import Path

from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import run_simple

from console.lab.account.between import Between
from console.lab.account.furnishing import furnish


def main(host: str, port: str, faults: str) -> None:
    """Furnish the account, and only then listen: the first answer is of the whole account."""
    balancer = furnish()
    app = Between(DomainDispatcherApplication(create_backend_app), Path(faults), balancer)
    run_simple(host, int(port), app, threaded=True, request_handler=MotoRequestHandler)


if __name__ == "__main__":
    main(*sys.argv[1:])
