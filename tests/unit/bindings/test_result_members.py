"""What a record is read from beside the state: counters, dictionaries, outputs."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.assertions import status_of
from ProcessStatusLibrary.bindings.members import JsonMembers, Members, XmlMembers
from ProcessStatusLibrary.classification import ReplyKind
from ProcessStatusLibrary.schemas.xml_parsing import parse_xml

from .samples import Sample, reply, samples

CORUSON = [sample for sample in samples("response") if sample.service == "coruson"]
GUID = "5c0e4f0a-1d7b-4b1c-9a51-6f6b0a5d7c21"
XML_ENTRY = f"""<d2p1:KeyValueOfguidstring>
      <d2p1:Key>{GUID}</d2p1:Key>
      <d2p1:Value>R-1001</d2p1:Value>
    </d2p1:KeyValueOfguidstring>"""
OTHER_GUID = "6c0e4f0a-1d7b-4b1c-9a51-6f6b0a5d7c21"
TWO_ENTRIES = XML_ENTRY + XML_ENTRY.replace(GUID, OTHER_GUID)
XML_REFUSAL = "<ResponseStatus><ErrorCode>NotFound</ErrorCode></ResponseStatus>"
each_of_coruson = pytest.mark.parametrize("sample", CORUSON, ids=lambda sample: sample.slug)


def totals(sample: Sample, imported: int, total: int) -> list[tuple[str, str]]:
    """The changes that set both counters, in XML or in JSON."""
    if sample.slug == "rest":
        return [
            ('"TotalReportsImported": 1', f'"TotalReportsImported": {imported}'),
            ('"TotalReports": 1', f'"TotalReports": {total}'),
        ]
    return [
        ("<TotalReportsImported>1<", f"<TotalReportsImported>{imported}<"),
        ("<TotalReports>1<", f"<TotalReports>{total}<"),
    ]


@each_of_coruson
@pytest.mark.parametrize(
    ("imported", "total", "state", "phase"),
    [
        (0, 0, "Waiting", "pending"),
        (0, 3, "Waiting", "pending"),
        (1, 3, "Importing", "running"),
        (2, 3, "Importing", "running"),
        (3, 3, "Imported", "succeeded"),
        (4, 3, "", "unknown"),
    ],
)
def test_a_state_is_derived_from_counters(sample: Sample, imported: int, total: int, state: str, phase: str) -> None:
    status = status_of(reply(sample, *totals(sample, imported, total)))

    assert (status.state, status.phase) == (state, phase)
    assert status.counters == {"TotalReportsImported": imported, "TotalReports": total}


@pytest.mark.parametrize(
    ("gone", "left"), [("TotalReports", "TotalReportsImported"), ("TotalReportsImported", "TotalReports")]
)
def test_no_state_is_derived_from_one_counter_alone(gone: str, left: str) -> None:
    answered = reply("coruson-ImportReportsStatus-rest", (f'"{gone}": 1', '"Other": 1'))

    assert answered.status is not None
    assert (answered.status.state, answered.status.phase) == ("", "unknown")
    assert answered.status.counters == {left: 1}


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("soap12", ('<ResponseStatus i:nil="true" />', XML_REFUSAL)),
        ("rest-xml", ('<ResponseStatus i:nil="true" />', XML_REFUSAL)),
        ("rest", ('"TotalReportsImported"', '"ResponseStatus": {"ErrorCode": "NotFound"}, "TotalReportsImported"')),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_an_error_code_is_a_refusal_whatever_the_counters_say(name: str, change: tuple[str, str]) -> None:
    answered = reply(f"coruson-ImportReportsStatus-{name}", change)

    assert answered.kind is ReplyKind.SERVICE_ERROR
    assert answered.status is not None
    assert (answered.status.state, answered.status.phase) == ("Refused", "failed")
    assert answered.status.error_code == "NotFound"
    assert answered.status.counters == {"TotalReportsImported": 1, "TotalReports": 1}


def test_a_whole_number_may_be_written_with_a_point_in_json() -> None:
    answered = reply("coruson-ImportReportsStatus-rest", ('"TotalReports": 1', '"TotalReports": 1.0'))

    assert answered.problems == ()
    assert answered.status is not None
    assert answered.status.counters == {"TotalReportsImported": 1, "TotalReports": 1}
    assert answered.status.state == "Imported"


@pytest.mark.parametrize("text", ["--1", "+-1", "9" * 5000], ids=["two signs", "both signs", "5000 digits"])
def test_a_counter_that_is_no_number_is_left_to_the_schema(text: str) -> None:
    answered = reply("coruson-ImportReportsStatus-soap12", ("<TotalReports>1<", f"<TotalReports>{text}<"))

    assert answered.status is not None
    assert answered.status.counters == {"TotalReportsImported": 1}
    assert [problem.location.rpartition("/")[2] for problem in answered.problems] == ["TotalReports"]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("soap12", ("<d2p1:Value>R-1001</d2p1:Value>", '<d2p1:Value i:nil="true" />')),
        ("rest-xml", ("<d2p1:Value>R-1001</d2p1:Value>", '<d2p1:Value i:nil="true" />')),
        ("rest", ('"R-1001"', "null")),
    ],
    ids=["soap12", "rest-xml", "rest"],
)
def test_a_dictionary_with_a_null_value(name: str, change: tuple[str, str]) -> None:
    status = status_of(reply(f"coruson-ImportReportsStatus-{name}", change))

    assert status.outputs == {GUID: None}


@pytest.mark.parametrize("key", [GUID, GUID.replace("-", ""), GUID.upper(), GUID.replace("-", "").upper()])
def test_a_guid_as_key_reads_the_same_however_json_writes_it(key: str) -> None:
    status = status_of(reply("coruson-ImportReportsStatus-rest", (GUID, key)))

    assert status.outputs == {GUID: "R-1001"}


@each_of_coruson
@pytest.mark.parametrize("key", [GUID.upper()])
def test_a_guid_as_key_reads_the_same_over_every_binding(sample: Sample, key: str) -> None:
    status = status_of(reply(sample, (GUID, key)))

    assert status.outputs == {GUID: "R-1001"}


@pytest.mark.parametrize(
    ("name", "change", "outputs"),
    [
        ("rest-xml", (XML_ENTRY, ""), {}),
        ("rest-xml", (XML_ENTRY, TWO_ENTRIES), {GUID: "R-1001", OTHER_GUID: "R-1001"}),
        ("rest", (f'{{"{GUID}": "R-1001"}}', "{}"), {}),
        ("rest", (f'{{"{GUID}": "R-1001"}}', "null"), {}),
        ("rest", (f'"ImportedReports": {{"{GUID}": "R-1001"}}, ', ""), {}),
    ],
    ids=["no entry in XML", "two entries in XML", "no entry in JSON", "null in JSON", "absent in JSON"],
)  # fmt: skip
def test_a_dictionary_with_more_or_fewer_entries(
    name: str, change: tuple[str, str], outputs: dict[str, object]
) -> None:
    status = status_of(reply(f"coruson-ImportReportsStatus-{name}", change))

    assert status.outputs == outputs


@pytest.mark.parametrize(
    ("members", "outputs"),
    [
        ('"__out_x": "a", "__out_y": "b"', {"__out_x": "a", "__out_y": "b"}),
        ('"__out_n": 3, "__out_l": [1]', {"__out_n": 3, "__out_l": [1]}),
        ('"__out_o": {"a": null}', {"__out_o": {"a": None}}),
        ('"__out_": null', {"__out_": None}),
    ],
    ids=["texts", "number and list", "object", "null"],
)  # fmt: skip
def test_outputs_are_the_members_with_the_documented_prefix(members: str, outputs: dict[str, object]) -> None:
    status = status_of(reply("robusta-GetProcessStatus-rest", ('"__out_x": "Username Surname"', members)))

    assert status.outputs == outputs


def test_no_outputs_and_no_message() -> None:
    changes = [(', "__out_x": "Username Surname"', ""), (', "message": "Your transaction has ended."', "")]
    status = status_of(reply("robusta-GetProcessStatus-rest", *changes))

    assert (status.outputs, status.message) == ({}, None)


def test_members_of_an_element_by_a_pattern() -> None:
    members = XmlMembers(parse_xml(b"<a><out_b>1</out_b><!-- c --><d><out_e /></d><out_f /></a>"))

    assert members.dictionary("out_*") == {"out_b": "1", "out_f": ""}
    assert members.dictionary("*_z") == {}


BOTH: dict[str, Members] = {
    "XML": XmlMembers(parse_xml(
        b'<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><b>1</b><c /><d i:nil="true" /><e><f>2</f></e></a>'
    )),
    "JSON": JsonMembers({"b": 1, "c": "", "d": None, "e": {"f": "2"}}),
}  # fmt: skip


@pytest.mark.parametrize("members", BOTH.values(), ids=BOTH)
def test_which_members_are_there(members: Members) -> None:
    paths = ("b", "c", "d", "e", "e/f", "e/g", "b/f", "z")

    assert [members.has(path) for path in paths] == [True, True, False, True, True, False, False, False]
    assert [members.text(path) for path in ("b", "c", "d", "e/f", "e/g", "z")] == ["1", "", None, "2", None, None]


def test_values_of_json_as_text() -> None:
    members = JsonMembers({"a": True, "b": False, "c": 3.0, "d": 2.5, "e": [1], "f": {}})

    assert [members.text(path) for path in "abcdef"] == ["true", "false", "3", "2.5", None, None]


def test_an_entry_of_a_dictionary_has_a_key_and_a_value() -> None:
    members = XmlMembers(parse_xml(
        b"<a><b><c><d>k</d><e>1</e></c><c><d>one</d></c><c><d>x</d><e>y</e><f>z</f></c><c><d>l</d><e /></c></b></a>"
    ))  # fmt: skip

    assert members.dictionary("b") == {"k": "1", "l": ""}
    assert members.dictionary("z") == {}


@pytest.mark.parametrize("key", ["A" * 36, GUID.upper() + "0", GUID.upper()[:-1], "ABCDEF"])
def test_a_key_that_is_no_guid_stays_as_it_is(key: str) -> None:
    assert JsonMembers({"a": {key: 1}}).dictionary("a") == {key: 1}
