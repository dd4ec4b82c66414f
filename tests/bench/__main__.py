"""``python -m tests.bench``: measure everything, print one table, fail when something is over its budget."""

from __future__ import annotations

import argparse
import sys

from tests.bench import (
    boards_bench,
    check_bench,
    journal_bench,
    keys_bench,
    load_bench,
    start_bench,
    traffic_bench,
)
from tests.bench.table import as_json, as_text

PARTS = {
    "start": start_bench.measure,
    "traffic": traffic_bench.measure,
    "keys": keys_bench.measure,
    "boards": boards_bench.measure,
    "journal": journal_bench.measure,
    "check": check_bench.measure,
    "load": load_bench.measure,
}


def main() -> int:
    """Measure; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("part", nargs="*", choices=[*PARTS, []], help=f"only these of: {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter runs")
    parser.add_argument("--json", action="store_true", help="print JSON")
    wanted = parser.parse_args()
    rows = []
    for name, measure in PARTS.items():
        if not wanted.part or name in wanted.part:
            print(f"measuring: {name}", file=sys.stderr, flush=True)
            rows += measure(wanted.quick)
    print(as_json(rows) if wanted.json else as_text(rows))
    return 0 if all(row.ok for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
