"""A console in a process of its own that appends to a journal and says what was acknowledged.

``python tests/journal_worker.py ROOT WHO COUNT LARGEST``: each line on standard output is the id
of an entry that is on disk. COUNT 0 goes on for ever; LARGEST is the longest note.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from data.journal.journal import Journal
from data.models.entry import Draft
from tests.journal_helpers import StillTime


def main(root: str, who: str, count: str, largest: str) -> None:
    """Append entries of many sizes, waiting for each."""
    journal = Journal.open(Path(root), by=who, host="bastion-1", zone=ZoneInfo("UTC"), time=StillTime())
    sizes = random.Random(os.getpid())
    number = 0
    while number < int(count) or int(count) == 0:
        length = int(50 * (int(largest) / 50) ** sizes.random() ** 3)
        entry = journal.submit(Draft("note", {"number": number, "note": "x" * length})).result()
        os.write(1, f"{entry.id}\n".encode())
        number += 1
    journal.close(10.0)


if __name__ == "__main__":
    main(*sys.argv[1:5])
