"""Speaks through boto3; imported in a worker thread, the first time that something is asked."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.httpsession import URLLib3Session
from botocore.parsers import ResponseParserError
from botocore.utils import get_environ_proxies

from data.errors import SourceError
from data.models.failure import FailureKind
from data.providers.aws.calls import HOME, MOST, Row
from data.providers.aws.errors import NOT_AWS, translate
from data.providers.aws.loading import loading
from data.providers.aws.parse import dig
from data.providers.aws.sending import Sender
from data.providers.aws.settings import AwsSettings
from data.providers.aws.signing import SignedIn
from data.scrubber import Scrubber

T = TypeVar("T")
_CONNECT_S, _READ_S, _ATTEMPTS, _CONNECTIONS = 3, 10, 2, 4
_WITHOUT_DELAY = (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
"""botocore sends head and body as two pieces; else the second waits until the first is acknowledged."""
_HOME = "us-east-1"
_AT_HOME = frozenset({"ce", "health", "cloudfront", "iam", "budgets"})
"""Services that there is one of for all regions."""


class Account:
    """One boto3 session and its clients; both are made under a lock, as boto3 demands it.

    Clients themselves may be used by many threads. Raises what boto3 raises.
    """

    def __init__(self, settings: AwsSettings, elapsed: Callable[[], float]) -> None:
        self._lock = threading.Lock()
        self._settings = settings
        self._elapsed = elapsed
        self._signed: SignedIn | None = None
        self._trouble: BotoCoreError | None = None
        self._clients: dict[str, Any] = {}
        self._anew = False

    @property
    def profile(self) -> str:
        """The profile that it was signed in with."""
        return self._settings.profile

    @property
    def scrubber(self) -> Scrubber:
        """Takes the secrets that it signs with out of what is said to it."""
        return self._signed.scrubber if self._signed is not None else Scrubber(())

    def client(self, service: str) -> Any:  # noqa: ANN401 - boto3 makes its clients at run time
        """The client of a service, made once."""
        with self._lock:
            if self._anew:
                self._signed, self._trouble, self._clients, self._anew = None, None, {}, False
            if service not in self._clients:
                with loading(service.removesuffix(HOME)):
                    self._clients[service] = self._make(service)
            return self._clients[service]

    def renew(self, refused: bool) -> None:
        """After a refusal begin anew with the next call: the credentials on disk may be others by then.

        Takes no lock, for whoever holds it may be waiting for credentials that never come.
        """
        if refused or self._trouble is not None:
            self._anew = True

    def _make(self, service: str) -> Any:  # noqa: ANN401
        signed = self._signed_in()
        region = signed.session.region_name
        at_home = service in _AT_HOME or service.endswith(HOME)
        if self._settings.endpoint_url:
            region = region or _HOME
        elif at_home and not str(region).startswith(("cn-", "us-gov-", "us-iso")):
            region = _HOME
        client = signed.session.client(
            service.removesuffix(HOME),
            region_name=region,
            endpoint_url=self._settings.endpoint_url,
            config=self._config(),
        )
        client.meta.events.register("before-send", self._sender(signed, client.meta.endpoint_url))
        return client

    def _sender(self, signed: SignedIn, url: str) -> Sender:
        """Trust and proxies are what the environment says, as for any tool that speaks to AWS."""
        bundle = signed.core.get_config_variable("ca_bundle") or os.environ.get("REQUESTS_CA_BUNDLE")
        http = URLLib3Session(
            verify=bundle or True,
            proxies={} if self._settings.endpoint_url else get_environ_proxies(url),
            timeout=(_CONNECT_S, _READ_S),
            max_pool_connections=_CONNECTIONS,
            socket_options=[_WITHOUT_DELAY],
        )
        return Sender(http, self._elapsed, signed.sent)

    def _signed_in(self) -> SignedIn:
        if self._trouble is not None:
            raise self._trouble
        if self._signed is None:
            try:
                self._signed = SignedIn(self._settings)
            except BotoCoreError as error:
                self._trouble = error
                raise
        return self._signed

    def _config(self) -> Config:
        config = Config(
            connect_timeout=_CONNECT_S,
            read_timeout=_READ_S,
            retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
        )
        if self._settings.endpoint_url is None:
            return config
        # An address of one's own is asked as it stands: with no name before it.
        return config.merge(Config(s3={"addressing_style": "path"}))


class BotoCalls:
    """Calls through an account, until nobody waits for them any more."""

    def __init__(self, account: Account, late: Callable[[], bool]) -> None:
        self._account = account
        self._late = late

    def one(self, service: str, operation: str, **parameters: object) -> Row:
        """One call. Raises SourceError."""
        return self._translated(
            service, operation, lambda client: _genuine(getattr(client, operation)(**parameters))
        )

    def pages(
        self, service: str, operation: str, key: str, limit: int = MOST, **parameters: object
    ) -> list[Row]:
        """The rows of all pages. Raises SourceError."""
        return self._translated(
            service, operation, lambda client: self._rows(client, operation, key, limit, parameters)
        )

    def _rows(
        self,
        client: Any,  # noqa: ANN401
        operation: str,
        key: str,
        limit: int,
        parameters: dict[str, object],
    ) -> list[Row]:
        if not client.can_paginate(operation):
            return list(dig(_genuine(getattr(client, operation)(**parameters)), key) or ())[:limit]
        rows: list[Row] = []
        for page in client.get_paginator(operation).paginate(**parameters):
            rows += dig(_genuine(page), key) or ()
            if len(rows) >= limit:
                break
            self._check(client.meta.service_model.service_name)
        return rows[:limit]

    def _translated(self, service: str, operation: str, call: Callable[[Any], T]) -> T:
        self._check(service)
        try:
            return call(self._account.client(service))
        except (ClientError, BotoCoreError, *NOT_AWS) as error:
            name = service.removesuffix(HOME)
            told = translate(error, name, operation, self._account.profile, self._account.scrubber)
        raise told

    def _check(self, service: str) -> None:
        if self._late():
            raise SourceError(FailureKind.TIMEOUT, f"{service} does not answer in time")


def _genuine(answer: Row) -> Row:
    """The answer, where it bears AWS' mark: else botocore takes any page for one in which nothing is."""
    if not dig(answer, "ResponseMetadata.RequestId"):
        raise ResponseParserError
    return answer
