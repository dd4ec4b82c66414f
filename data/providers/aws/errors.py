"""What an error of AWS or of botocore means to a person; imported with botocore, in a worker thread."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from botocore import exceptions as boto
from botocore.parsers import ResponseParserError

from data.errors import SourceError
from data.models.failure import FailureKind
from data.providers.aws.rights import action_of
from data.safe import safe
from data.scrubber import Scrubber
from data.web.retry_after import parse_retry_after

_ACTION = re.compile(r"perform:? ([a-z0-9-]+:[A-Za-z0-9*]+)")
_NOT_ENABLED = re.compile(r"not (been )?(subscribed|enabled|opted|activated)|does not have .*support", re.I)
_EXPIRED = re.compile(r"^(ExpiredToken|TokenRefreshRequired|RequestExpired)")
_CLOCK = re.compile(r"^(RequestTimeTooSkewed|RequestInTheFuture)")
_REFUSED_KEY = re.compile(
    r"^(InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId|SignatureDoesNotMatch|AuthFailure"
    r"|IncompleteSignature|InvalidSignature|InvalidToken|MissingAuthenticationToken|NotSignedUp)"
)
_THROTTLED = re.compile(r"Throttl|TooManyRequests|^(RequestLimitExceeded|SlowDown|LimitExceeded|429)")
_RIGHTS = re.compile(
    r"^(AccessDenied|AllAccessDisabled|Unauthorized|NotAuthorized|Authorization|Forbidden|403)"
)
_NO_PLAN = re.compile(r"^(SubscriptionRequired|OptInRequired|NotSubscribed|DataUnavailable)")
_MISSING = re.compile(r"^NoSuch|NotFound|^404$")
_INVALID = re.compile(r"^(Validation|Invalid|Malformed|Missing|Unsupported|BadRequest|400)")


def translate(
    error: Exception, service: str, operation: str, profile: str = "", scrub: Scrubber | None = None
) -> SourceError:
    """The one place where errors of the library become ours; secrets are taken out of their words."""
    if isinstance(error, boto.ClientError):
        return _answered(error, service, operation, _login(profile), scrub or Scrubber(()))
    for kinds, make in _LIBRARY:
        if isinstance(error, kinds):
            return make(service, _login(profile), error)
    if isinstance(error, boto.BotoCoreError) and not isinstance(error, boto.HTTPClientError):
        return SourceError(FailureKind.INTERNAL, f"{service}: botocore says {type(error).__name__}")
    return SourceError(
        FailureKind.BAD_ANSWER,
        f"{service} {operation}: the answer is none of AWS' ({type(error).__name__})",
        "is there a proxy, or another server, in between?",
    )


def _answered(
    error: Any,  # noqa: ANN401 - botocore has no types
    service: str,
    operation: str,
    login: str,
    scrub: Scrubber,
) -> SourceError:
    """What AWS itself says."""
    said = error.response.get("Error") or {}
    meta = error.response.get("ResponseMetadata") or {}
    code, text = str(said.get("Code") or ""), scrub.text(str(said.get("Message") or ""))
    status = meta.get("HTTPStatusCode") or 0
    if text.lstrip().startswith("<"):
        text = "a web page in place of an answer"
    words = f"{service}: {safe(code, 80)}{': ' if text else ''}{safe(text, 300)}"
    if _NO_PLAN.match(code) or _NOT_ENABLED.search(text):
        return SourceError(
            FailureKind.NOT_CONFIGURED, words, f"enable it, or leave {service} out of services"
        )
    if _EXPIRED.match(code):
        return SourceError(
            FailureKind.AUTH, f"the credentials have expired ({safe(code, 80)})", f"run {login}"
        )
    if _CLOCK.match(code):
        return SourceError(FailureKind.AUTH, f"AWS says {safe(code, 80)}", "set this machine's clock")
    if _REFUSED_KEY.match(code):
        return SourceError(
            FailureKind.AUTH, f"AWS does not accept the credentials ({safe(code, 80)})", f"run {login}"
        )
    if _THROTTLED.search(code) or status == 429:
        headers = meta.get("HTTPHeaders") or {}
        wait = parse_retry_after(headers.get("retry-after"), datetime.now(UTC))
        return SourceError(FailureKind.RATE_LIMITED, words, "it is asked again later", retry_after=wait)
    if _RIGHTS.match(code) or status in (401, 403):
        named = _ACTION.search(text)
        action = named[1] if named else action_of(service, operation)
        return SourceError(FailureKind.RIGHTS, f"{service}: no right to {action}", f"grant {action}")
    if _MISSING.search(code):
        return SourceError(FailureKind.NOT_FOUND, words)
    if status < 500 and _INVALID.match(code):
        return SourceError(FailureKind.REFUSED, words)
    return SourceError(FailureKind.BAD_ANSWER, words if code else f"{service}: status {status}")


def _login(profile: str) -> str:
    return f'"aws sso login --profile {profile}"' if profile else '"aws sso login"'


def _no_credentials(_service: str, login: str, _error: Exception) -> SourceError:
    remedy = f'run "aws configure" or {login}, or name a profile'
    return SourceError(FailureKind.AUTH, "there are no AWS credentials", remedy)


def _half_credentials(_service: str, _login: str, _error: Exception) -> SourceError:
    return SourceError(FailureKind.AUTH, "the AWS credentials are only there in part", 'run "aws configure"')


def _no_profile(_service: str, _login: str, _error: Exception) -> SourceError:
    remedy = 'check profile, or run "aws configure --profile" with its name'
    return SourceError(FailureKind.NOT_CONFIGURED, "AWS' configuration has no such profile", remedy)


def _no_region(_service: str, _login: str, _error: Exception) -> SourceError:
    return SourceError(FailureKind.NOT_CONFIGURED, "no region is known", 'set region, such as "eu-west-1"')


def _logged_out(_service: str, login: str, error: Exception) -> SourceError:
    return SourceError(FailureKind.AUTH, f"not signed in ({type(error).__name__})", f"run {login}")


def _unreachable(service: str, _login: str, error: Exception) -> SourceError:
    unknown = "resolve" in str(error) or "Name or service" in str(error)
    if unknown:
        return SourceError(
            FailureKind.DNS, f"{service}: the address is not known", "check region and network"
        )
    return SourceError(FailureKind.CONNECT, f"{service}: cannot connect", "check network and endpoint_url")


def _dropped(service: str, _login: str, _error: Exception) -> SourceError:
    return SourceError(FailureKind.CONNECT, f"{service}: the connection broke off")


def _late(service: str, _login: str, _error: Exception) -> SourceError:
    return SourceError(FailureKind.TIMEOUT, f"{service} does not answer in time")


def _untrusted(service: str, _login: str, _error: Exception) -> SourceError:
    remedy = "check AWS_CA_BUNDLE and this machine's clock"
    return SourceError(FailureKind.TLS, f"{service}: the certificate is not accepted", remedy)


_LIBRARY = (
    ((boto.NoCredentialsError,), _no_credentials),
    ((boto.PartialCredentialsError,), _half_credentials),
    ((boto.ProfileNotFound,), _no_profile),
    ((boto.NoRegionError,), _no_region),
    (
        (
            boto.SSOError,
            boto.TokenRetrievalError,
            boto.CredentialRetrievalError,
            boto.NoAuthTokenError,
            boto.LoginError,
        ),
        _logged_out,
    ),
    ((boto.ConnectTimeoutError, boto.ReadTimeoutError), _late),
    ((boto.SSLError,), _untrusted),
    ((boto.EndpointConnectionError, boto.ProxyConnectionError), _unreachable),
    ((boto.ConnectionClosedError,), _dropped),
)
NOT_AWS = (ResponseParserError, LookupError, ValueError, TypeError, AttributeError)
"""What botocore throws over an answer that is no answer of AWS at all."""
