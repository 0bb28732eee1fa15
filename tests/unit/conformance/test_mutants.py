"""Mutants: each breaks the schema of its request for two engines, by one fault; the same ones at every run."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import jsonschema_rs
import pytest
import xmlschema
from lxml import etree

from ProcessStatusLibrary.conformance.probes.mutants import mutants
from ProcessStatusLibrary.conformance.situation import Situation
from ProcessStatusLibrary.conformance.variants.mutant import LIMIT, Fault, Mutant, chosen, fault_of
from ProcessStatusLibrary.conformance.variants.mutants import mutants_of
from ProcessStatusLibrary.contract.service import Contract
from ProcessStatusLibrary.schemas.envelope import envelope_schema
from ProcessStatusLibrary.transport.exchange import HttpRequest

from .plain_requests import SERVICES, asked, bench, names, plains, soap_plains

XSI_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
LISTRAK = [
    "ProcessID: text for int",
    "ProcessID: nothing for int",
    "ProcessID: above its range",
    "ProcessID: below its range",
    "ProcessID: missing",
    "ProcessID: in another namespace",
    "ProcessID: in no namespace",
    "ProcessID: nil",
    "ProcessID: twice",
    "GetProcessStatus: undocumented member",
]
OF_A_GUID = ["ImportId: text for guid", "ImportId: a character too few"]
TABLE = {
    "listrak SOAP 1.1": LISTRAK,
    "listrak SOAP 1.2": LISTRAK,
    "coruson REST": OF_A_GUID,
    "robusta REST": [],
    "cora-rpa HTTP GET": [],
    "cora-rpa HTTP POST": [],
}
EVERY_KIND_OF_SOAP = set(Fault) - {Fault.ENUMERATION}  # no request has a list of values
EVERY_KIND_OF_JSON = {Fault.TYPE, Fault.NIL, Fault.FORM, Fault.ENUMERATION, Fault.MISSING, Fault.EXTRA}


def made(name: str) -> list[Mutant]:
    """The mutants of a request."""
    contract, plain = plains()[name]
    return list(mutants_of(contract, plain))


@pytest.mark.parametrize("name", TABLE)
def test_the_mutants_of_a_request(name: str) -> None:
    assert [mutant.name for mutant in made(name)] == TABLE[name]


@pytest.mark.parametrize("name", plains())
def test_they_are_few_and_have_names_of_their_own(name: str) -> None:
    found = [mutant.name for mutant in made(name)]

    assert (len(found) <= LIMIT, len(set(found))) == (True, len(found))


@pytest.mark.parametrize("name", plains())
def test_they_are_the_same_at_every_run(name: str) -> None:
    assert made(name) == made(name)


@pytest.mark.parametrize("name", ["cora-rpa SOAP 1.1", "cora-ocr SOAP 1.2"])
def test_every_kind_of_fault_is_among_them_and_in_the_id_first(name: str) -> None:
    contract, _ = plains()[name]
    found = made(name)
    identity = contract.model.operations["GetStatus"].identified_by.name

    assert len(found) == LIMIT
    assert {mutant.fault for mutant in found} == EVERY_KIND_OF_SOAP
    of_the_id = {mutant.fault for mutant in found if mutant.member == identity}
    assert of_the_id == EVERY_KIND_OF_SOAP - {Fault.ORDER, Fault.EXTRA, Fault.FORM}


def test_every_kind_of_fault_of_json_is_among_them() -> None:
    assert {mutant.fault for mutant in made("robusta REST start")} == EVERY_KIND_OF_JSON


def test_credentials_are_left_alone() -> None:
    contract, plain = plains()["listrak SOAP 1.1"]
    header = b"<WSUser " in plain.request.body
    untouched = plain.request.body.partition(b"</soap:Header>")[0]

    assert header
    assert {untouched in mutant.request.body for mutant in mutants_of(contract, plain)} == {True}


def explained(contract: Contract, name: str, request: HttpRequest) -> list[str]:
    """What the second engine finds: the paths of the elements that are wrong."""
    _, plain = plains()[name]
    documented = plain.row.documented.request
    prefix, _, body = documented.body.partition(":")
    namespace = contract.model.namespaces[prefix]
    file = next(
        path
        for path in (Path(contract.file(file)) for file in contract.model.schemas)
        if etree.parse(path).getroot().get("targetNamespace") == namespace
    )
    text = envelope_schema(plain.row.binding, namespace, file.name, body, documented.header.rpartition(":")[2])
    schema = xmlschema.XMLSchema10(text.decode(), base_url=file.parent.as_uri() + "/", allow="local")
    return [str(error.path) for error in schema.iter_errors(request.body.decode())]


@pytest.mark.parametrize("name", soap_plains())
def test_a_second_engine_finds_every_message_invalid(name: str) -> None:
    contract, plain = plains()[name]

    assert explained(contract, name, plain.request) == []
    assert [m.name for m in made(name) if not explained(contract, name, m.request)] == []


def test_every_start_breaks_the_schema_where_the_fault_is() -> None:
    contract, plain = plains()["robusta REST start"]
    schema = json.loads(Path(contract.file(plain.row.documented.request.schema)).read_text(encoding="utf-8"))
    engine = jsonschema_rs.validator_for(schema)

    assert engine.is_valid(json.loads(plain.request.body))
    for mutant in made("robusta REST start"):
        found = {
            next(iter(error.instance_path), "body") for error in engine.iter_errors(json.loads(mutant.request.body))
        }
        assert found == {"body" if mutant.fault in (Fault.MISSING, Fault.EXTRA) else mutant.member}, mutant.name


Leaf = tuple[str, str, str]


def leaves(body: bytes) -> Counter[Leaf]:
    """The elements without children: their path, their text and whether they are nil."""
    tree = etree.ElementTree(etree.fromstring(body))
    found: Counter[Leaf] = Counter()
    for element in tree.iter("*"):
        if not len(element):
            parents = "/".join(reversed([str(parent.tag) for parent in element.iterancestors()]))
            found[f"{parents}/{element.tag}", (element.text or "").strip(), element.get(XSI_NIL, "")] += 1
    return found


@pytest.mark.parametrize("name", soap_plains())
def test_a_message_has_one_fault_only(name: str) -> None:
    _, plain = plains()[name]
    before = leaves(plain.request.body)
    for mutant in made(name):
        after = leaves(mutant.request.body)
        taken, added = sum((before - after).values()), sum((after - before).values())
        wanted = {Fault.ORDER: {(0, 0)}, Fault.TWICE: {(0, 1)}, Fault.EXTRA: {(0, 1), (1, 1)}}
        wanted[Fault.MISSING] = {(1, 0), (1, 1)}  # the parent may become a leaf itself
        assert (taken, added) in wanted.get(mutant.fault, {(1, 1)}), mutant.name
        head = (mutant.request.method, mutant.request.url, mutant.request.headers)
        assert head == (plain.request.method, plain.request.url, plain.request.headers)


def test_members_that_are_out_of_order_are_neighbours() -> None:
    _, plain = plains()["cora-rpa SOAP 1.1"]
    documented = [element.tag for element in etree.fromstring(plain.request.body).iter("*")]
    found = [mutant for mutant in made("cora-rpa SOAP 1.1") if mutant.fault is Fault.ORDER]
    for mutant in found:
        tags = [element.tag for element in etree.fromstring(mutant.request.body).iter("*")]
        differing = [index for index, (old, new) in enumerate(zip(documented, tags, strict=True)) if old != new]
        assert differing == [differing[0], differing[0] + 1], mutant.name
    assert found


def test_a_start_has_one_fault_only() -> None:
    _, plain = plains()["robusta REST start"]
    before = json.loads(plain.request.body)
    for mutant in made("robusta REST start"):
        after = json.loads(mutant.request.body)
        differing = [name for name in {**before, **after} if before.get(name, ...) != after.get(name, ...)]
        assert len(differing) == 1, mutant.name


def test_a_path_has_one_fault_only() -> None:
    _, plain = plains()["coruson REST"]
    before = plain.request.url.removesuffix(plain.process_id)

    assert [mutant.request.url.removeprefix(before) for mutant in made("coruson REST")] == [
        "abc",
        plain.process_id[:-1],
    ]


def test_members_in_another_namespace_or_in_none() -> None:
    requests = {mutant.said: mutant.request.body for mutant in made("listrak SOAP 1.1")}
    tags = {
        said: [str(e.tag) for e in etree.fromstring(requests[said]).iter("*")][-1]
        for said in ("in another namespace", "in no namespace")
    }

    assert tags == {"in another namespace": "{urn:undocumented}ProcessID", "in no namespace": "ProcessID"}


def test_numbers_out_of_range_have_the_bits_of_the_right_one() -> None:
    requests = {mutant.said: mutant.request.body for mutant in made("listrak SOAP 1.1")}

    assert b"<ProcessID>4294972007</ProcessID>" in requests["above its range"]
    assert b"<ProcessID>-4294962585</ProcessID>" in requests["below its range"]
    assert (4294972007 - 4711, -4294962585 - 4711) == (2**32, -(2**32))


def test_a_choice_has_something_of_every_kind() -> None:
    request = HttpRequest("GET", "https://service.example/")
    many = [Mutant(f"M{number}", "missing", request) for number in range(50)]
    few = [Mutant("M3", "nil", request), Mutant("ID", "missing", request)]

    found = chosen([*many, *few], "ID", 3)

    assert [mutant.name for mutant in found][-2:] == ["M3: nil", "ID: missing"]
    assert len(found) == 3
    assert chosen(few, "ID", 3) == few


def test_what_is_no_mutant_has_no_fault() -> None:
    with pytest.raises(ValueError, match=r"^'UTF-16' is no mutant\. Give a name such as 'ProcessID: text for int'\.$"):
        fault_of("UTF-16")


@pytest.mark.parametrize("service", SERVICES)
def test_a_check_sends_them_after_the_request_as_documented(service: str) -> None:
    prepared = bench(service)
    probes = asked(mutants(prepared))
    for row in prepared.rows:
        own = [probe for probe in probes if probe.row == (row.operation, row.binding)]
        suffix = " start" if row.starts else ""
        wanted = [mutant.name for mutant in made(f"{service} {row.binding}{suffix}")]
        assert names(own) == (["as documented", *wanted] if wanted else [])
        assert {probe.situation for probe in own} <= {Situation.START_MUTANT if row.starts else Situation.MUTANT}
        assert {probe.series for probe in own} <= {"mutants"}


def test_without_a_process_nothing_is_sent() -> None:
    probes = asked(mutants(bench("listrak", process_id="")))

    assert [(probe.variant, probe.request) for probe in probes] == [("as documented", None)] * 2
