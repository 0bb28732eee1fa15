"""All defects by name, in the order in which they take effect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from ...wording import nearest, quote
from . import (
    acceptance,
    agreement,
    credentials,
    disclosure,
    encoding,
    envelope,
    fault_statuses,
    faults,
    json_structure,
    leniency,
    lexical,
    lifecycle,
    members,
    semantics,
    starting,
    times,
    tolerance,
    transport,
    values,
    xml_structure,
)
from .defect import Defect

# What a process is comes first, then the members, the document around them, its bytes, and HTTP.
IN_ORDER = (
    lifecycle,
    agreement,
    semantics,
    times,
    starting,
    values,
    lexical,
    members,
    xml_structure,
    json_structure,
    envelope,
    faults,
    fault_statuses,
    disclosure,
    encoding,
    transport,
    credentials,
    acceptance,
    leniency,
    tolerance,
)


@lru_cache(maxsize=1)
def defects() -> Mapping[str, Defect]:
    """All defects that a simulator can be given, by name.

    >>> from ProcessStatusLibrary import load_contract
    >>> defect = defects()["lower-case-state"]
    >>> defect.title, defect.family
    ('The state is written in lower case.', 'value')
    >>> defect.applies(load_contract("robusta"), "GetProcessStatus", "REST")
    True
    """
    return MappingProxyType({defect.name: defect for module in IN_ORDER for defect in module.DEFECTS})


def chosen(names: Iterable[str]) -> list[Defect]:
    """The defects of some names, in the order in which they take effect.

    Raises:
        ValueError: A name is not known; the message says the nearest one, and what lists them all.
    """
    wanted = list(names)
    for name in wanted:
        if name not in defects():
            near = nearest(name, defects())
            meant = f" Did you mean {quote(near)}?" if near else ""
            raise ValueError(
                f"Argument 'defects': Unknown defect {quote(name)}.{meant} "
                f"'processstatus defects' lists all {len(defects())}."
            )
    return [defect for name, defect in defects().items() if name in wanted]
