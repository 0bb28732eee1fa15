"""How many examples a property is tried with: few in every run, many in a run that PROPERTY_EXAMPLES asks for."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

WANTED = os.environ.get("PROPERTY_EXAMPLES", "")
FEW = 50

examples = settings(
    max_examples=int(WANTED or FEW),
    derandomize=not WANTED,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
"""The same examples in every ordinary run; others each time in a thorough one."""
