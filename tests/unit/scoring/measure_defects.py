"""Prints what fires for the defects that are named, by defect and service, as JSON.

python tests/unit/scoring/measure_defects.py DEFECT...
"""

from __future__ import annotations

import json
import os
import sys

from make_defect_table import measured

from ProcessStatusLibrary.scoring.checks import processors

BEHIND = 10
"""How much nicer than the tests this is: their times are limited, its own is not."""

if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(BEHIND)
    fired = measured(sys.argv[1:], processors())
    json.dump(
        {name: {service: sorted(ids) for service, ids in found.items()} for name, found in fired.items()}, sys.stdout
    )
