"""Secrets are named in the configuration and read here, into a type that does not print."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from data.errors import ConfigError

_LET_US = "write the secret into it, and let nobody else read it: chmod 600"


@dataclass(frozen=True, slots=True)
class SecretReader:
    """Reads secrets from the environment or from files only their owner may read."""

    environ: Mapping[str, str]

    def read(self, *, env: str | None, file: Path | None, key: str) -> SecretStr | None:
        """The secret that `env` or `file` names; None where neither is given.

        Raises ConfigError, naming `key`, where the variable is unset or the file is
        missing, or open to others.
        """
        self.check(env=env, file=file, key=key)
        if env is not None:
            return SecretStr(self.environ[env])
        return SecretStr(_text_of(file, key)) if file is not None else None

    def check(self, *, env: str | None, file: Path | None, key: str) -> None:
        """Whether it could be read now, found out without reading it. Raises ConfigError as `read` does."""
        if env is not None and not self.environ.get(env):
            sign = env.startswith("$")
            remedy = f"its name without the $: {env[1:]}" if sign else f"export {env}=… beforehand"
            raise ConfigError(f"the environment variable {env} is not set", key=key, remedy=remedy)
        if env is None and file is not None:
            check_private(file, key)


def check_private(file: Path, key: str) -> None:
    """Whether only its owner can read it, and we can. Raises ConfigError, naming `key`."""
    mode = check_readable(file, key, _LET_US)
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ConfigError(
            f"{file} holds a secret and others can read it", key=key, remedy=f"chmod 600 {file}"
        )


def check_readable(file: Path, key: str, remedy: str) -> int:
    """The mode of a file that is there and that we may read. Raises ConfigError, naming `key`."""
    try:
        mode = file.stat().st_mode
        if not stat.S_ISREG(mode):
            raise ConfigError(f"{file} is not a file", key=key, remedy="name the file itself")
        if not os.access(file, os.R_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except (OSError, ValueError) as error:
        raise _unreadable(file, key, error, remedy) from error
    return mode


def _text_of(file: Path, key: str) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        raise ConfigError(f"{file} is not UTF-8", key=key, remedy="save it as UTF-8") from None
    except OSError as error:
        raise _unreadable(file, key, error, _LET_US) from error


def _unreadable(file: Path, key: str, error: OSError | ValueError, remedy: str) -> ConfigError:
    why = error.strerror if isinstance(error, OSError) else error
    return ConfigError(f"cannot read {file}: {why}", key=key, remedy=remedy)
