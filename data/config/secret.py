"""Secrets are named in the configuration and read here, into a type that does not print."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from data.errors import ConfigError


@dataclass(frozen=True, slots=True)
class SecretReader:
    """Reads secrets from the environment or from files only their owner may read."""

    environ: Mapping[str, str]

    def read(self, *, env: str | None, file: Path | None, key: str) -> SecretStr | None:
        """The secret that `env` or `file` names; None where neither is given.

        Raises ConfigError, naming `key`, where the variable is unset or the file is
        missing, or open to others.
        """
        if env is not None:
            value = self.environ.get(env)
            if not value:
                sign = env.startswith("$")
                remedy = f"its name without the $: {env[1:]}" if sign else f"export {env}=… beforehand"
                raise ConfigError(f"the environment variable {env} is not set", key=key, remedy=remedy)
            return SecretStr(value)
        if file is not None:
            return SecretStr(_read_private(file, key))
        return None


def _read_private(file: Path, key: str) -> str:
    try:
        mode = file.stat().st_mode
        if not stat.S_ISREG(mode):
            raise ConfigError(f"{file} is not a file", key=key)
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise ConfigError(
                f"{file} holds a secret and others can read it", key=key, remedy=f"chmod 600 {file}"
            )
        return file.read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        raise ConfigError(f"{file} is not UTF-8", key=key) from None
    except OSError as error:
        raise ConfigError(f"cannot read {file}: {error.strerror}", key=key) from error
