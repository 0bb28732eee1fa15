"""The bindings of a contract that a check was asked for."""

from __future__ import annotations

from collections.abc import Iterable

from ..contract.service import Contract, canonical_binding
from ..wording import listing, quote


def selected_bindings(contract: Contract, names: Iterable[str]) -> list[str]:
    """The contract's bindings that were asked for by name, all of them by default.

    Raises:
        ValueError: A name is unknown, or the service does not document the binding.
    """
    documented = list(dict.fromkeys(name for op in contract.model.operations.values() for name in op.bindings))
    wanted = list(dict.fromkeys(canonical_binding(name) for name in names))
    for name in wanted:
        if name not in documented:
            raise ValueError(
                f"Service {quote(contract.service)} does not document {name}. Its bindings: "
                f"{listing(documented, 'and')}."
            )
    return [name for name in documented if name in wanted] if wanted else documented
