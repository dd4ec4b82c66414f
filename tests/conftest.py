"""What holds for every test: no file of the person who runs them, no deadline on a busy machine."""

from __future__ import annotations

import gc
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.idle import patient
from tests.own_time import fair

pytest_plugins = ["tests.dealing", "tests.lab_account", "tests.lab_environment", "tests.moto_server"]

_PERSONAL = re.compile(
    r"(XDG|OPS_CONSOLE|AWS)_.*|TEXTUAL_(?!SNAPSHOT_).*|PG[A-Z]+|SSL_CERT_.*|PYTHON(IOENCODING|UTF8)"
    r"|(HTTPS?|ALL|NO)_PROXY|(NO|FORCE)_COLOR|COLUMNS|LINES",
    re.IGNORECASE,
)
"""What libraries take from the environment of whoever runs the tests; some as soon as they are imported."""

for _name in [name for name in os.environ if _PERSONAL.fullmatch(name)]:
    del os.environ[_name]

# A runner in the background may have Ctrl+C ignored; what the tests start would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples everywhere, so that luck decides nothing; `--hypothesis-profile=explore` looks for others.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("shared-machine", _PATIENT, derandomize=True)
settings.register_profile("explore", _PATIENT, max_examples=1000, derandomize=False)
settings.load_profile("shared-machine")


_GARBAGE_AFTER = (5_000, 10, 10)


def pytest_collection_finish() -> None:
    """Thousands of tests stand here until the end: looking through them for garbage costs a third of all."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GARBAGE_AFTER)


@pytest.fixture(autouse=True, scope="session")
def home_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Whatever looks for a configuration or a journal finds an empty home; whatever waits has its time."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patient(patch)
        fair(patch)
        yield home
