"""The documented request of every service and binding, with the values of the samples, ready for variants."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from ProcessStatusLibrary.conformance.bench import Bench, Row
from ProcessStatusLibrary.conformance.probe import Asking, Observation, Probe
from ProcessStatusLibrary.conformance.probes.same_meaning import plain_of
from ProcessStatusLibrary.conformance.situation import Situation
from ProcessStatusLibrary.conformance.variants.plain import Plain
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.contract.service import Contract

from ..bindings.samples import FakeTransport, Sample, credentials, samples, session

SERVICES = ("cora-rpa", "cora-ocr", "robusta", "listrak", "coruson")


def _of(service: str) -> Sample:
    return next(found for found in samples("request") if found.service == service)


def bench(service: str, **settings: object) -> Bench:
    """A service with the process and the start of the samples."""
    values = _of(service).values
    known: dict[str, object] = {
        "process_id": str(values["process_id"]),
        "start": values.get("start", {}),
        "members": {**values.get("header_members", {}), **values.get("body_members", {})},
        "credentials": credentials(values.get("credentials", {})),
    }
    contract = load_contract(service)
    bindings = [name for operation in contract.model.operations.values() for name in operation.bindings]
    return Bench(session(contract, FakeTransport(), **{**known, **settings}), bindings)


@functools.cache
def plains() -> dict[str, tuple[Contract, Plain]]:
    """Every documented request, by service, operation and binding."""
    found = {}
    for service in SERVICES:
        prepared = bench(service)
        for row in prepared.rows:
            probe = prepared.documented_probe(row, Situation.KNOWN_PROCESS, prepared.target.process_id)
            found[name_of(prepared, row)] = (prepared.contract, plain_of(prepared, row, probe))
    return found


def name_of(prepared: Bench, row: Row) -> str:
    """A row's name: ``listrak SOAP 1.1``; a start says so."""
    return f"{prepared.contract.service} {row.binding}{' start' if row.starts else ''}"


def soap_plains() -> dict[str, tuple[Contract, Plain]]:
    """Those in an envelope."""
    return {name: entry for name, entry in plains().items() if entry[1].row.soap}


def asked(family: Asking) -> list[Probe]:
    """Every probe of a family that is told nothing of what came."""
    probes: list[Probe] = []
    batch = next(family, None)
    while batch is not None:
        probes += batch
        try:
            batch = family.send(tuple(Observation(probe) for probe in batch))
        except StopIteration:
            batch = None
    return probes


def text_of_id(plain: Plain, body: bytes) -> str:
    """What stands in the element that holds the id, markup included; the encoding is UTF-8."""
    name = plain.id_path[-1].rpartition("}")[2]
    found = re.search(rf"<(?:\w+:)?{name}[^>]*>(.*?)</(?:\w+:)?{name}>", body.decode(), re.DOTALL)
    assert found, f"no {name} in {body!r}"
    return found[1]


def names(probes: Sequence[Probe]) -> list[str]:
    """The variants, in their order."""
    return [probe.variant for probe in probes]
