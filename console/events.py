"""What reaches the application from the poller and the journal; many of one kind are one."""

from __future__ import annotations

from textual.message import Message


class SnapshotChanged(Message):
    """Something in the store is new."""

    def can_replace(self, message: Message) -> bool:
        """A newer one makes an older one needless."""
        return isinstance(message, SnapshotChanged)


class JournalChanged(Message):
    """There are new entries, or the writing goes otherwise than before."""

    def can_replace(self, message: Message) -> bool:
        """A newer one makes an older one needless."""
        return isinstance(message, JournalChanged)
