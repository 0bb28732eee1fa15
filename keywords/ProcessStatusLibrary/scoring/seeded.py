"""Which seeded defects a score is about."""

from __future__ import annotations

import random
from collections.abc import Sequence

from ..contract.service import Contract
from ..simulator.defects.defect import Defect
from ..simulator.defects.registry import chosen, defects
from ..wording import listing, unknown


def shows(defect: Defect, contract: Contract) -> bool:
    """Whether a defect can show in a service."""
    return any(
        defect.applies(contract, name, binding)
        for name, operation in contract.model.operations.items()
        for binding in operation.bindings
    )


def selected_defects(
    contracts: Sequence[Contract],
    names: Sequence[str] = (),
    families: Sequence[str] = (),
    sample: int = 0,
    seed: int = 0,
) -> list[Defect]:
    """The defects of some names and families that can show in some services; all of them by default.

    Args:
        contracts: The services.
        names: Names of defects.
        families: Kinds of defects, besides those that are named.
        sample: How many of them to draw; 0: all.
        seed: What the draw depends on: the same seed draws the same defects.

    Raises:
        ValueError: A name or a family is not known, or nothing is left.
    """
    known = sorted({defect.family for defect in defects().values()})
    for family in families:
        if family not in known:
            raise ValueError(unknown("family of defects", family, known))
    wanted = {defect.name for defect in chosen(names)}
    wanted |= {name for name, defect in defects().items() if defect.family in families}
    found = [
        defect
        for name, defect in defects().items()
        if (name in wanted or not (names or families)) and any(shows(defect, contract) for contract in contracts)
    ]
    if not found:
        services = listing([contract.service for contract in contracts])
        raise ValueError(f"None of the selected defects can show in {services}. Select others, or other services.")
    if sample < 0:
        raise ValueError(f"A sample of {sample} defects cannot be drawn. Give a number above 0, or none for all.")
    if not sample or sample >= len(found):
        return found
    drawn = random.Random(seed).sample(found, sample)  # noqa: S311  a draw that can be repeated, no secret
    return [defect for defect in found if defect in drawn]
