"""Messages and patterns that would keep an engine busy for minutes or fill the memory: judged and told all the same."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from ProcessStatusLibrary.schemas import json_schema, xml_schema
from ProcessStatusLibrary.schemas.json_schema import JsonSchema
from ProcessStatusLibrary.schemas.pattern_search import may_search_for_ever, pattern_facets
from ProcessStatusLibrary.schemas.problem import MORE, MOST_PROBLEMS, SchemaProblem, first_problems
from ProcessStatusLibrary.schemas.schema_files import schema_tree
from ProcessStatusLibrary.schemas.xml_schema import UNDECIDED, XmlSchema
from ProcessStatusLibrary.wording import quote

CONTRACTS = Path(__file__).parents[3] / "resources/ProcessStatusLibrary/contracts"
XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
NUMBERS = f"""<xs:schema {XS}><xs:element name="r"><xs:complexType><xs:sequence>
  <xs:element name="n" type="xs:int" minOccurs="0" maxOccurs="unbounded"/>
</xs:sequence></xs:complexType></xs:element></xs:schema>"""
KEPT = "a message that keeps the schema"

QUICK = [
    "", "abc", "[a-z]+", "[a-z-[aeiou]]*x", r"[0-9]+(\.[0-9]{2})?", r"\p{L}*", "a{3,}", "(ab){2000}", "A|B|C|D",
    "(a|b){3}", "(ab)*", "a?b?c?d?e?f?g?h?", "a{0,99999999999}", r"\(\*\)*", "((a", "a)b",
    "a{0,999}", "a*a{0,999}", "[a-z]*[a-z]{0,999}", ".*[a-z]{1,999}", "(a?){9}", "a*|b*|c{0,600}",
    "[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}",
]  # fmt: skip
SEARCHING = [
    "(a+)+b", "(a|a)*b", "(a|aa)+", "a*a*b", "a*(b+)", "(a*b)*", "a{2,}a{2,}", "(a{0,50}){0,50}", "(a?){40}a{40}",
    "(a?){99999999999}", "(a|b){30}", "a*(b|c*)", "((a*)?)*", "(a+)+b|c", "((a+)+b",
    "(a?){10}", "(a?){24}a{24}", "(a?){29}a{29}", "a{0,31}a{0,31}", "a*a{0,1000}", "a{0,1000}a*", "a{0,1000}a{0,1000}",
]  # fmt: skip


def pattern_schema(pattern: str) -> str:
    """A schema whose one element keeps a pattern."""
    return f"""<xs:schema {XS}><xs:element name="r"><xs:simpleType><xs:restriction base="xs:string">
      <xs:pattern value="{pattern}"/></xs:restriction></xs:simpleType></xs:element></xs:schema>"""


def problems(schema: str, message: str, folder: Path) -> list[SchemaProblem]:
    """What is wrong with a message."""
    return list(XmlSchema(schema.encode(), folder, "r").problems(etree.fromstring(message)))


@pytest.mark.parametrize("pattern", QUICK)
def test_a_pattern_that_goes_through_a_text_in_few_ways(pattern: str) -> None:
    assert not may_search_for_ever(pattern)


@pytest.mark.parametrize("pattern", SEARCHING)
def test_a_pattern_that_may_search_for_ever(pattern: str) -> None:
    assert may_search_for_ever(pattern)


@pytest.mark.parametrize("schema", sorted(CONTRACTS.glob("*/*.xsd")), ids=lambda path: path.name)
def test_the_patterns_of_the_shipped_contracts_are_quick(schema: Path) -> None:
    assert not any(may_search_for_ever(pattern) for pattern in pattern_facets(schema_tree(schema), schema))


@pytest.fixture
def no_explainer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks xmlschema to explain is told off: it would take minutes."""

    def refuse(_: XmlSchema) -> None:
        pytest.fail("xmlschema was asked to explain")

    monkeypatch.setattr(XmlSchema, "_explainer", property(refuse))


@pytest.mark.usefixtures("no_explainer")
def test_a_pattern_that_xmlschema_would_search_is_explained_by_libxml2(tmp_path: Path) -> None:
    reason = f"Element 'r': [facet 'pattern'] The value '{'a' * 60}' is not accepted by the pattern '(a|a)*b'."

    found = problems(pattern_schema("(a|a)*b"), f"<r>{'a' * 60}</r>", tmp_path)

    assert found == [SchemaProblem("r", KEPT, reason, "schema")]
    assert problems(pattern_schema("(a|a)*b"), f"<r>{'a' * 60}b</r>", tmp_path) == []


@pytest.mark.usefixtures("no_explainer")
def test_a_pattern_of_a_schema_beside_it_counts_too(tmp_path: Path) -> None:
    (tmp_path / "types.xsd").write_text(
        f'<xs:schema {XS}><xs:simpleType name="t"><xs:restriction base="xs:string">'
        '<xs:pattern value="(a|a)*b"/></xs:restriction></xs:simpleType></xs:schema>',
        encoding="utf-8",
    )
    schema = f'<xs:schema {XS}><xs:include schemaLocation="types.xsd"/><xs:element name="r" type="t"/></xs:schema>'

    assert [problem.keyword for problem in problems(schema, f"<r>{'a' * 60}</r>", tmp_path)] == ["schema"]


def test_a_pattern_that_libxml2_gives_up(tmp_path: Path) -> None:
    schema = XmlSchema(pattern_schema("(a|aa)+b").encode(), tmp_path, "r")
    message = etree.fromstring(f"<r>{'a' * 60}</r>")

    assert list(schema.problems(message)) == [SchemaProblem("r", KEPT, UNDECIDED, "pattern")]
    assert not schema.is_valid(message)


@pytest.mark.parametrize("pattern", ["a*a{0,999}", "[a-z]*[a-z]{0,999}", ".*[a-z]{1,999}"])
def test_a_text_in_which_libxml2_gives_up_a_quick_pattern(tmp_path: Path, pattern: str) -> None:
    schema = XmlSchema(pattern_schema(pattern).encode(), tmp_path, "r")
    message = etree.fromstring(f"<r>{'a' * 50_000}1</r>")

    assert list(schema.problems(message)) == [SchemaProblem("r", KEPT, UNDECIDED, "pattern")]
    assert not schema.is_valid(message)


def test_a_pattern_that_libxml2_searches_for_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Searching:
        """In the place of the compiled schema: it goes on until it is told to stop."""

        stop = threading.Event()

        def validate(self, _: object) -> bool:
            return self.stop.wait()

    schema = XmlSchema(pattern_schema("a*a*b").encode(), tmp_path, "r")
    monkeypatch.setattr(schema, "_verdict", Searching())
    monkeypatch.setattr(xml_schema, "MOST_SECONDS", 0.01)
    try:
        found = list(schema.problems(etree.fromstring("<r>a</r>")))
    finally:
        Searching.stop.set()

    assert found == [SchemaProblem("r", KEPT, UNDECIDED, "pattern")]


@pytest.mark.usefixtures("no_explainer")
def test_more_children_than_xmlschema_explains(tmp_path: Path) -> None:
    message = f"<r>{'<n>x</n>' * (xml_schema.MOST_CHILDREN + 1)}</r>"
    reason = "Element 'n': 'x' is not a valid value of the atomic type 'xs:int'."

    assert problems(NUMBERS, message, tmp_path) == [SchemaProblem("r/n[1]", KEPT, reason, "schema")]


def test_another_thread_judges_while_libxml2_explains(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = etree.fromstring(f"<r>{'<n>y</n>' * 2}</r>")

    class Shared(etree.XMLSchema):
        """Another thread judges its own message as soon as this one has its verdict."""

        def validate(self, etree: etree._Element) -> bool:
            verdict = super().validate(etree)
            super().validate(other)
            return verdict

    schema = XmlSchema(NUMBERS.encode(), tmp_path, "r")
    monkeypatch.setattr(schema, "_verdict", Shared(etree.fromstring(NUMBERS)))
    message = etree.fromstring(f"<r>{'<n>1</n>' * xml_schema.MOST_CHILDREN}<n>x</n></r>")
    reason = "Element 'n': 'x' is not a valid value of the atomic type 'xs:int'."

    found = list(schema.problems(message))

    assert found == [SchemaProblem(f"r/n[{xml_schema.MOST_CHILDREN + 1}]", KEPT, reason, "schema")]


def test_as_many_children_as_xmlschema_explains(tmp_path: Path) -> None:
    message = f"<r>{'<n>1</n>' * (xml_schema.MOST_CHILDREN - 1)}<n>x</n></r>"

    assert problems(NUMBERS, message, tmp_path) == [
        SchemaProblem(f"r/n[{xml_schema.MOST_CHILDREN}]", "a value of type int", "'x'", "type")
    ]


@pytest.mark.parametrize(
    ("count", "told", "last"),
    [(MOST_PROBLEMS + 1, MOST_PROBLEMS + 1, "'x'"), (MOST_PROBLEMS + 2, MOST_PROBLEMS + 1, f"'x'{MORE}")],
    ids=["as many as are told", "one more"],
)
def test_the_last_problem_that_is_told(tmp_path: Path, count: int, told: int, last: str) -> None:
    found = problems(NUMBERS, f"<r>{'<n>x</n>' * count}</r>", tmp_path)

    assert len(found) == told
    assert {problem.received for problem in found[:-1]} == {"'x'"}
    assert found[-1].received == last


def test_a_problem_is_told_once() -> None:
    problem = SchemaProblem("r", "'1'", "'2'", "enumeration")

    assert list(first_problems([problem] * 500)) == [problem]


ONLY = json_schema.MAY_FOLLOW
LARGE: list[tuple[Callable[[int], object], int, tuple[str, str, str]]] = [
    (lambda count: ["x"] * count, json_schema.MOST_ENTRIES, ("/0", "a whole number", "'x'")),
    (lambda count: [[["x"] * (count - 2)]], json_schema.MOST_ENTRIES, ("/0", "a whole number", "an array")),
    (
        lambda count: ["y" * count, "x"], json_schema.MOST_CHARACTERS - 1,
        ("/0", "a whole number", quote("y" * json_schema.MOST_CHARACTERS)),
    ),
    (
        lambda count: [{"y" * (count - 1): "x"}, True], json_schema.MOST_CHARACTERS,
        ("/0", "a whole number", "an object"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("write", "most", "first"), LARGE, ids=["entries", "entries within one another", "characters", "names"]
)
def test_of_a_large_json_message_one_problem_is_told(
    write: Callable[[int], object], most: int, first: tuple[str, str, str]
) -> None:
    schema = JsonSchema({"items": {"type": "integer"}})
    location, documented, received = first

    assert list(schema.problems(write(most + 1))) == [SchemaProblem(location, documented, f"{received}{ONLY}", "type")]
    assert not any(problem.received.endswith(ONLY) for problem in schema.problems(write(most)))


def test_a_large_json_message_that_keeps_its_schema() -> None:
    assert list(JsonSchema({"items": {"type": "integer"}}).problems([1] * 5_000)) == []


def test_a_large_json_message_with_lone_surrogates() -> None:
    found = list(JsonSchema({"items": {"type": "integer"}}).problems(["\ud800"] * 5_000))

    assert found == [SchemaProblem("/0", "a whole number", f"'\ufffd'{ONLY}", "type")]
