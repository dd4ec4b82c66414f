"""The one HTTP client: bounded in time and size, redirects off, proxies only when told, errors in words."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx
from pydantic import SecretStr

from data.errors import SourceError
from data.models.failure import FailureKind
from data.scrubber import Scrubber
from data.timekeeping import Timekeeper
from data.web.address import mask_url, url_secrets, user_secrets
from data.web.answer import HttpAnswer
from data.web.exchange import Exchange, Received
from data.web.failure import httpx_error, network_error
from data.web.memory import AnswerMemory
from data.web.options import HttpOptions
from data.web.progress import Progress
from data.web.trust import trust

# At INFO httpx writes whole addresses, at DEBUG httpcore writes headers: both hold secrets.
logging.getLogger("httpx").setLevel(logging.WARNING)
logging.getLogger("httpcore").setLevel(logging.WARNING)


class HttpClient:
    """Asks HTTP services; every failure is a SourceError without secrets. Close it."""

    def __init__(
        self,
        options: HttpOptions,
        time: Timekeeper,
        *,
        headers: Mapping[str, str] | None = None,
        secret_headers: Mapping[str, SecretStr] | None = None,
        hidden: Iterable[SecretStr] = (),
    ) -> None:
        """`hidden` are further secrets, in addresses or bodies, that an answer may repeat."""
        secrets = {name: value.get_secret_value().strip() for name, value in (secret_headers or {}).items()}
        self._options = options
        self._time = time
        self._secrets = (*secrets.values(), *(value.get_secret_value().strip() for value in hidden))
        self._headers = {"User-Agent": "ops-console", "Accept-Encoding": "gzip", **(headers or {}), **secrets}
        self._opened: httpx.AsyncClient | None = None
        self._memory = AnswerMemory(options.remember_bytes)

    async def request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> HttpAnswer:
        """Whatever the server answers, whatever its status; the body is cut at `max_bytes`.

        `params`, where given, take the place of a query in `url`. Raises SourceError where no
        whole answer comes within the time-out; a GET or HEAD whose connection breaks is asked
        once more. `progress` tells how far it came.
        """
        hidden = user_secrets(url) if self._options.open_paths else url_secrets(url)
        scrubber = Scrubber((*self._secrets, *hidden))
        progress = progress or Progress()
        client = self._client()
        started = self._time.elapsed()
        with self._in_words(url, progress, scrubber):
            async with asyncio.timeout(self._options.timeout):
                exchange = Exchange(client, self._options, progress, bool(self._secrets or hidden))
                request = client.build_request(
                    method,
                    url,
                    params=params,
                    content=content,
                    headers=headers,
                    extensions={"trace": progress.trace},
                )
                asked = str(request.url) if method == "GET" else ""
                request.headers.update(self._memory.conditions(asked))
                received = await exchange.run(request)
        answer = _answer(received, scrubber, (self._time.elapsed() - started) * 1000)
        return self._memory.settle(asked, answer) if asked else answer

    @contextmanager
    def _in_words(self, url: str, progress: Progress, scrubber: Scrubber) -> Iterator[None]:
        """Whatever hinders an answer, as a SourceError."""
        try:
            yield
        except TimeoutError:
            words = f"timed out after {self._options.timeout:g} s while {progress.doing}"
            raise SourceError(FailureKind.TIMEOUT, words) from None
        except (httpx.InvalidURL, UnicodeError):
            words = f"not an address: {scrubber.text(mask_url(url))}"
            raise SourceError(FailureKind.REFUSED, words) from None
        except httpx.HTTPError as error:
            raise httpx_error(error, scrubber.text) from None
        except OSError as error:  # httpx lets TLS that breaks in the middle of an answer through
            raise network_error(error) or SourceError(FailureKind.CONNECT, "the connection broke") from None

    async def close(self) -> None:
        """Let go of the connections."""
        opened, self._opened = self._opened, None
        if opened is not None:
            await opened.aclose()

    def _client(self) -> httpx.AsyncClient:
        if self._opened is None:
            self._opened = _open(self._options, self._headers)
        return self._opened


def _answer(received: Received, scrubber: Scrubber, took_ms: float) -> HttpAnswer:
    response = received.response
    return HttpAnswer(
        url=mask_url(str(response.url)),
        status=response.status_code,
        headers={name.lower(): scrubber.text(value) for name, value in response.headers.items()},
        body=scrubber.bytes(received.body),
        digest=f"sha256:{hashlib.sha256(received.body).hexdigest()}",
        complete=received.complete,
        took_ms=took_ms,
        attempts=received.attempts,
        certificate=received.certificate,
    )


def _open(options: HttpOptions, headers: Mapping[str, str]) -> httpx.AsyncClient:
    try:
        return httpx.AsyncClient(
            headers=headers,
            verify=trust(options.ca_file),
            trust_env=False,
            proxy=options.proxy.get_secret_value() if options.proxy else None,
            timeout=None,
            limits=httpx.Limits(
                max_connections=8, max_keepalive_connections=None if options.keep_alive else 0
            ),
            cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
        )
    except (ValueError, ImportError, httpx.InvalidURL):
        raise SourceError(
            FailureKind.NOT_CONFIGURED,
            "a header or the proxy's address cannot be used",
            "headers are ASCII; a proxy looks like http://proxy:3128",
        ) from None
