"""Requests with a method that an address does not have, and to addresses that do not exist."""

from __future__ import annotations

from ..alterations import NO_PATH, with_method, with_segment
from ..bench import Bench, Row
from ..probe import Asking
from ..situation import Situation
from .altered import altered

OF_A_SERVICE = ("PUT", "DELETE")
OF_A_RESOURCE = ("PUT", "POST", "GET")
"""No DELETE: where there is one after all, a process would be gone."""


def wrong_methods(bench: Bench) -> Asking:
    """Sends methods that no page names for the address."""
    for row in bench.rows:
        documented = _methods(bench, row)
        for method in OF_A_RESOURCE if row.binding == "REST" else OF_A_SERVICE:
            if method not in documented:
                yield (altered(bench, row, Situation.WRONG_METHOD, with_method(method), method),)


def unknown_paths(bench: Bench) -> Asking:
    """Asks below a path that does not exist."""
    for row in bench.rows:
        path = row.documented.request.line.partition(" ")[2]
        yield (altered(bench, row, Situation.UNKNOWN_PATH, with_segment(0, NO_PATH, path)),)


def _methods(bench: Bench, row: Row) -> set[str]:
    """The methods that are documented for the path of a row, over any binding."""
    lines = [
        binding.request.line.rstrip("?").partition(" ")
        for operation in bench.contract.model.operations.values()
        for binding in operation.bindings.values()
    ]
    own = row.documented.request.line.rstrip("?").partition(" ")[2]
    return {method for method, _, path in lines if path == own}
