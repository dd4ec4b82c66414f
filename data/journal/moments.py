"""Moments as entries hold them: in the journal's zone, but with a fixed offset.

Two times that share a zone object are compared and subtracted by their wall clocks, which is
wrong by an hour across a change of the clocks; with fixed offsets both are right.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta, timezone, tzinfo

_MINUTE = timedelta(minutes=1)


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """The moment as the zone's clocks show it."""
    if not MINYEAR < moment.year < MAXYEAR:
        return moment  # at the ends of the calendar the zone may have no such time
    return fixed(moment.astimezone(zone))


def fixed(moment: datetime) -> datetime:
    """The same moment with an offset that stands by itself, in whole minutes as RFC 3339 wants it."""
    offset = moment.utcoffset()
    if offset is None or (type(moment.tzinfo) is timezone and not offset % _MINUTE):
        return moment
    return moment.astimezone(UTC if offset % _MINUTE else timezone(offset))
