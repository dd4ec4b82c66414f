"""What sources have in common that are asked over HTTP with a token."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from data.config.base import LocalPath, SourceSettings


class TokenSettings(SourceSettings):
    """A source with a token, which is named and never written."""

    token_env: str | None = None
    """The environment variable that holds a bearer token."""
    token_file: LocalPath | None = None
    """Or the file that holds it, which only its owner may read."""
    ca_file: LocalPath | None = None
    """The authorities to believe (PEM) in place of the machine's."""

    @model_validator(mode="after")
    def _one_token(self) -> Self:
        if self.token_env and self.token_file:
            raise ValueError("give one of token_env and token_file")
        return self


class HeaderSettings(TokenSettings):
    """A source that may want secrets in headers of its own as well."""

    header_env: dict[str, str] = {}
    """Other headers to send, each with the environment variable that holds its whole value."""
