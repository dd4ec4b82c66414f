"""What an error of AWS or of botocore means to a person; imported with botocore, in a worker thread."""

from __future__ import annotations

from botocore import exceptions as boto
from botocore.parsers import ResponseParserError

from data.errors import SourceError
from data.models.failure import FailureKind
from data.providers.aws.refusal import meaning, refusal
from data.providers.aws.sending import TooLarge, TooSlow
from data.providers.aws.signing import SecondFactor
from data.scrubber import Scrubber


def translate(
    error: Exception, service: str, operation: str, profile: str = "", scrub: Scrubber | None = None
) -> SourceError:
    """The one place where errors of the library become ours; secrets are taken out of their words."""
    if isinstance(error, boto.ClientError):
        said = refusal(error.response, service, error.operation_name, scrub or Scrubber(()))
        return meaning(said, _login(profile))
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


def _second_factor(_service: str, _login: str, _error: Exception) -> SourceError:
    words = "the profile asks for the code of a second factor, which nobody can type here"
    return SourceError(
        FailureKind.AUTH, words, "name a profile with keys for a while, or one of single sign-on"
    )


def _no_region(_service: str, _login: str, _error: Exception) -> SourceError:
    return SourceError(FailureKind.NOT_CONFIGURED, "no region is known", 'set region, such as "eu-west-1"')


def _logged_out(_service: str, login: str, error: Exception) -> SourceError:
    return SourceError(FailureKind.AUTH, f"not signed in ({type(error).__name__})", f"run {login}")


def _unreachable(service: str, _login: str, error: Exception) -> SourceError:
    if "resolve" in str(getattr(error, "kwargs", {}).get("error")):
        return SourceError(
            FailureKind.DNS, f"{service}: the address is not known", "check region and network"
        )
    return SourceError(FailureKind.CONNECT, f"{service}: cannot connect", "check network and endpoint_url")


def _dropped(service: str, _login: str, _error: Exception) -> SourceError:
    return SourceError(FailureKind.CONNECT, f"{service}: the connection broke off")


def _late(service: str, _login: str, _error: Exception) -> SourceError:
    return SourceError(FailureKind.TIMEOUT, f"{service} does not answer in time")


def _endless(service: str, _login: str, _error: Exception) -> SourceError:
    return SourceError(FailureKind.TOO_LARGE, f"{service}: the answer is larger than any of AWS'")


def _endless_pages(service: str, _login: str, _error: Exception) -> SourceError:
    return SourceError(FailureKind.BAD_ANSWER, f"{service}: the next page is always the same one")


def _untrusted(service: str, _login: str, _error: Exception) -> SourceError:
    remedy = "check AWS_CA_BUNDLE and this machine's clock"
    return SourceError(FailureKind.TLS, f"{service}: the certificate is not accepted", remedy)


_LIBRARY = (
    ((boto.NoCredentialsError,), _no_credentials),
    ((boto.PartialCredentialsError,), _half_credentials),
    ((boto.ProfileNotFound,), _no_profile),
    ((boto.NoRegionError,), _no_region),
    ((boto.PaginationError,), _endless_pages),
    ((SecondFactor,), _second_factor),
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
    ((boto.ConnectTimeoutError, boto.ReadTimeoutError, TooSlow), _late),
    ((TooLarge,), _endless),
    ((boto.SSLError,), _untrusted),
    ((boto.EndpointConnectionError, boto.ProxyConnectionError), _unreachable),
    ((boto.ConnectionClosedError,), _dropped),
)
NOT_AWS = (ResponseParserError, LookupError, ValueError, TypeError, AttributeError)
"""What botocore throws over an answer that is no answer of AWS at all."""
