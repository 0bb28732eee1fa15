"""Templates take a process's values, and keep what the sample says of everything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.simulator.json_template import JsonTemplate
from ProcessStatusLibrary.simulator.members import Renaming
from ProcessStatusLibrary.simulator.shapes import Shapes
from ProcessStatusLibrary.simulator.xml_reading import NotXml, read_xml
from ProcessStatusLibrary.simulator.xml_template import XmlTemplate
from ProcessStatusLibrary.simulator.xml_writing import ONE_LINE, write_xml

NAMESPACE = "http://schemas.servicestack.net/types"
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return Shapes(load_contract("coruson"))


def template(shapes: Shapes, inner: str) -> XmlTemplate:
    """A template of the answer with these members."""
    body = f'<ImportReportsStatusResponse xmlns="{NAMESPACE}">{inner}</ImportReportsStatusResponse>'
    name = f"{{{NAMESPACE}}}ImportReportsStatusResponse"
    return XmlTemplate(body.encode(), (name,), shapes, Renaming("4711"))


def written(root: object) -> str:
    """The members of a filled template."""
    text = write_xml(root, ONE_LINE).decode()  # type: ignore[arg-type]
    return text.partition(">")[2].partition(">")[2].removesuffix("</ImportReportsStatusResponse>")


def test_members_are_replaced_added_and_taken_away(shapes: Shapes) -> None:
    made = template(shapes, "<StatusDescription>of 4711</StatusDescription><TotalReports>1</TotalReports>")

    assert written(made.filled({}, "12")) == (
        "<StatusDescription>of 12</StatusDescription><TotalReports>1</TotalReports>"
    )
    members = {"TotalReportsImported": 2, "TotalReports": None, "ResponseStatus/ErrorCode": "<E>"}
    assert written(made.filled(members, "12")) == (
        "<StatusDescription>of 12</StatusDescription>"
        "<ResponseStatus><ErrorCode>&lt;E&gt;</ErrorCode></ResponseStatus>"
        "<TotalReportsImported>2</TotalReportsImported>"
    )


def test_the_template_itself_stays(shapes: Shapes) -> None:
    made = template(shapes, "<TotalReports>1</TotalReports>")
    made.filled({"TotalReports": 2}, "12")

    assert written(made.filled({}, "12")) == "<TotalReports>1</TotalReports>"


def test_what_may_be_nil_is_nil(shapes: Shapes) -> None:
    made = template(shapes, "<StatusDescription>x</StatusDescription>")

    assert ':nil="true" />' in written(made.filled({"StatusDescription": None}, "12"))
    assert "nil" not in written(made.filled({"StatusDescription": "y"}, "12"))


def test_members_by_a_pattern(shapes: Shapes) -> None:
    made = template(shapes, "<out_a>1</out_a><TotalReports>1</TotalReports><out_b>2</out_b>")

    assert written(made.filled({"out_*": None}, "12")) == "<TotalReports>1</TotalReports>"
    assert written(made.filled({"out_*": {"out_c": "3"}}, "12")) == ("<TotalReports>1</TotalReports><out_c>3</out_c>")


def test_a_dictionary_needs_an_entry_to_look_like(shapes: Shapes) -> None:
    made = template(shapes, "<ImportedReports />")

    assert written(made.filled({"ImportedReports": {}}, "12")) == "<ImportedReports />"
    with pytest.raises(ValueError, match=r"^the sample shows no entry of ImportedReports$"):
        made.filled({"ImportedReports": {"a": "b"}}, "12")


def test_characters_that_xml_cannot_carry_are_replaced(shapes: Shapes) -> None:
    made = template(shapes, "<StatusDescription>x</StatusDescription>")

    text = written(made.filled({"StatusDescription": "a\x00b\ud800\uffff"}, "12"))
    assert text == "<StatusDescription>a\ufffdb\ufffd\ufffd</StatusDescription>"


def test_json_members_are_replaced_added_and_taken_away() -> None:
    made = JsonTemplate(b'{"a": "of 4711", "c": 1, "out_x": "1"}', ["a", "b", "c"], Renaming("4711"))

    assert made.filled({}, "12") == {"a": "of 12", "c": 1, "out_x": "1"}
    filled = made.filled({"b/d": "e", "c": None, "out_*": {"out_y": "2"}}, "12")
    assert list(filled.items()) == [("a", "of 12"), ("b", {"d": "e"}), ("out_y", "2")]


def test_json_is_written_as_it_was_printed() -> None:
    flat = JsonTemplate(b'{"a": 1}', [], Renaming(""))
    broad = JsonTemplate(b'{\n  "a": 1\n}', [], Renaming(""))

    assert flat.write({"a": "é", "b": 1}, compact=False).decode() == '{"a": "é", "b": 1}'
    assert flat.write({"a": "é", "b": 1}, compact=True).decode() == '{"a":"é","b":1}'
    assert broad.write({"a": 1}, compact=False).decode() == '{\n  "a": 1\n}'


@pytest.mark.parametrize("body", [b"[]", b"{", b"1"])
def test_json_that_is_no_object(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"^the sample's answer is no JSON object$"):
        JsonTemplate(body, [], Renaming(""))


def test_an_entity_does_not_open_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")

    with pytest.raises(NotXml, match=r"^DTD is prohibited in this XML document\.$"):
        read_xml(f'<!DOCTYPE a [<!ENTITY b SYSTEM "{secret.as_uri()}">]><a>&b;</a>'.encode())


def test_a_bomb_of_entities_is_refused() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))

    with pytest.raises(NotXml):
        read_xml(f'<!DOCTYPE a [<!ENTITY e0 "x">{entities}]><a>&e9;</a>'.encode())


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("<a>é</a>".encode("utf-16"), "utf-16"),
        ("<a>é</a>".encode("latin-1"), "iso-8859-1"),
        ("<a>é</a>".encode(), "klingon"),
        ('<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>'.encode("latin-1"), "utf-8"),
        ("\ufeff<a>é</a>".encode(), ""),
    ],
)
def test_the_charset_is_that_of_the_document_or_of_the_media_type(data: bytes, charset: str) -> None:
    assert read_xml(data, charset).text == "é"


def test_renaming_leaves_other_numbers_alone() -> None:
    assert Renaming("4711")("4711, 14711, 4711-1 and (4711)", "a\\1") == "a\\1, 14711, 4711-1 and (a\\1)"
    assert Renaming("")("4711", "12") == "4711"
