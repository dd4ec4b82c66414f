"""What a service is given to ask with: plain calls, made in a worker thread."""

from __future__ import annotations

from typing import Any, Protocol

Row = dict[str, Any]
"""A structure of an answer, as botocore parsed it: nothing in it is checked or safe to show yet."""

MOST = 1000
"""Rows that are fetched of one list where a service does not say otherwise."""
HOME = "@home"
"""After the name of a service: it is asked in the region where AWS keeps what belongs to none."""


class Calls(Protocol):
    """Asks AWS. Every failure is a SourceError, told in words that hold no secret."""

    def one(self, service: str, operation: str, **parameters: object) -> Row:
        """One call: boto3's name of the service and of the method (``"s3", "list_buckets"``)."""
        ...

    def pages(
        self, service: str, operation: str, key: str, limit: int = MOST, **parameters: object
    ) -> list[Row]:
        """The rows under `key` (``"DistributionList.Items"``) of all pages, at most `limit` of them."""
        ...
