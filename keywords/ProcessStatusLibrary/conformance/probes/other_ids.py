"""Requests about a process that does not exist, and about an id that cannot be one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..alterations import with_id, without_soap_header
from ..bench import Bench
from ..probe import Asking
from ..situation import Situation
from .altered import altered

BITS = {"int": 32, "long": 64}
UNKNOWN = {
    "int": "2147480047",
    "long": "9007199254740047",
    "guid": "5f0c1d7e-94b3-4e21-8a66-d3b7c2e9f047",
    "string": "no-such-process",
}
"""An id of each type that hardly any service has."""


def unknown_ids(bench: Bench) -> Asking:
    """Asks for a process that does not exist, over every binding that can name one.

    Not without one that does exist: a service that refuses every request would seem to know none.
    """
    known, _ = bench.some_process
    for row in bench.status_rows:
        if row.carries_id:
            kind = bench.contract.model.operations[row.operation].identified_by.type
            yield (bench.documented_probe(row, Situation.UNKNOWN_ID, UNKNOWN[kind] if known else ""),)


def malformed_ids(bench: Bench) -> Asking:
    """Asks for ids that are none of their type; any text that is not empty is a string."""
    known, _ = bench.some_process
    for row in bench.status_rows:
        if not row.carries_id:
            continue
        documented = row.documented.request.process_id
        parameter = bench.target.id_parameters.get(row.binding, "")
        for variant, text in _malformed(bench.contract.model.operations[row.operation].identified_by.type, known):
            if not text and documented.startswith("path: "):
                continue  # without its last segment it is another path
            change = with_id(documented, parameter, known, text)
            yield (replace(altered(bench, row, Situation.MALFORMED_ID, change, variant), process_id=text),)


def missing_headers(bench: Bench) -> Asking:
    """Leaves out the SOAP header that names the process."""
    for row in bench.status_rows:
        if row.documented.request.process_id.startswith("header: "):
            probe = altered(bench, row, Situation.MISSING_HEADER, without_soap_header)
            yield (replace(probe, process_id=""),)


def _malformed(kind: str, known: str) -> Iterator[tuple[str, str]]:
    if kind == "string":
        return
    yield "text", "abc"
    yield "empty", ""
    if kind == "guid":
        yield "too short", known[:-1]
    else:
        yield "fraction", f"{known}.5"
        # What is left of it without the bits above those of the type is the id of a process.
        yield "too large", str(int(known or 0) + 2 ** BITS[kind])
