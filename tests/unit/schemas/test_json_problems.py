"""What is said of a broken JSON answer, and how surely each rule is known."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.schemas.json_schema import JsonSchema
from ProcessStatusLibrary.schemas.problem import SchemaProblem

from ..bindings.samples import reply

CORUSON = "coruson-ImportReportsStatus-rest"
STATUS = "robusta-GetProcessStatus-rest"
START = "robusta-StartProcess-rest"
GUID = "5c0e4f0a-1d7b-4b1c-9a51-6f6b0a5d7c21"
SPID = '"f0d2228c-9711-42f5-91ca-afc957f29255"'
TOTAL = '"TotalReports": 1'
MEMBERS = (
    "the members 'ImportedReports', 'StatusDescription', 'TotalReportsImported', 'ResponseStatus' and 'TotalReports'"
)


@pytest.mark.parametrize(
    ("sample", "change", "problem"),
    [
        (STATUS, ("SUCCEEDED", "Done"), ("/status", "'WAITING', 'RUNNING' or 'SUCCEEDED'", "'Done'", "enum")),
        (STATUS, ('"status": "SUCCEEDED", ', ""), ("/", "the member 'status'", "no such member", "required")),
        (STATUS, ('"Your transaction has ended."', "7"), ("/message", "a string", "7", "type")),
        (START, (SPID, '""'), ("/robustaSpid", "a text that is not empty", "''", "minLength")),
        (CORUSON, (TOTAL, '"TotalReports": "1"'), ("/TotalReports", "a whole number", "'1'", "type")),
        (CORUSON, (TOTAL, '"TotalReports": 1.5'), ("/TotalReports", "a whole number", "1.5", "type")),
        (CORUSON, (TOTAL, '"TotalReports": null'), ("/TotalReports", "a whole number", "null", "type")),
        (CORUSON, (f", {TOTAL}", ""), ("/", "the member 'TotalReports'", "no such member", "required")),
        (CORUSON, ('"R-1001"', "5"), (f"/ImportedReports/{GUID}", "a string or null", "5", "type")),
        (CORUSON, (GUID, "R-1001"), ("/ImportedReports", "a Guid, with or without dashes", "'R-1001'", "pattern")),
    ],
    ids=[
        "value outside the list", "no state", "number for text", "empty id", "text for number", "fraction", "null",
        "no counter", "number in the dictionary", "key that is no Guid",
    ],
)  # fmt: skip
def test_a_broken_rule_of_the_page(sample: str, change: tuple[str, str], problem: tuple[str, str, str, str]) -> None:
    assert reply(sample, change).problems == (SchemaProblem(*problem, "documented"),)


@pytest.mark.parametrize(
    ("sample", "change", "documented", "received"),
    [
        (CORUSON, (TOTAL, f'{TOTAL}, "State": "Done"'), MEMBERS, "the member 'State'"),
        (CORUSON, (TOTAL, f'{TOTAL}, "a": 1, "b": 2'), MEMBERS, "the members 'a' and 'b'"),
        (START, ('"message"', '"Message"'), "the members 'robustaSpid' and 'message'", "the member 'Message'"),
    ],
    ids=["one", "two", "another case"],
)
def test_a_member_that_the_page_does_not_name_is_only_inferred(
    sample: str, change: tuple[str, str], documented: str, received: str
) -> None:
    problem = SchemaProblem("/", documented, received, "additionalProperties", "inferred")

    assert reply(sample, change).problems == (problem,)


@pytest.mark.parametrize(
    ("document", "location", "steps"),
    [
        ({"": [{}, {"b": "a"}]}, "//1/b", ("", 1, "b")),
        ({"7": [{"b": "a"}]}, "/7/0/b", ("7", 0, "b")),
        ({"": [{"b": 1}], "7": [{"b": "a"}]}, "/7/0/b", ("7", 0, "b")),
    ],
    ids=["without a letter", "of digits", "both"],
)
def test_a_place_behind_a_strange_name(document: object, location: str, steps: tuple[str | int, ...]) -> None:
    schema = JsonSchema({"additionalProperties": {"items": {"properties": {"b": {"type": "integer"}}}}})

    assert [(problem.location, problem.steps) for problem in schema.problems(document)] == [(location, steps)]


STRANGE = {
    "a member that may not be": ({"properties": {"enum": False}}, {"enum": 1}, ("/enum", "nothing", "1", "false")),
    "a pattern that Python cannot read": (
        {"propertyNames": {"pattern": "^\\p{L}+$"}},
        {"5": 1},
        ("/", '{"pattern": "^\\\\p{L}+$"}', "'5'", "pattern"),
    ),
    "names that keep a rule of another place": (
        {"propertyNames": {"$ref": "#/$defs/short"}, "$defs": {"short": {"maxLength": 2}}},
        {"ab": 1, "abc": 2},
        ("/", '{"maxLength": 2}', "'abc'", "maxLength"),
    ),
}


@pytest.mark.parametrize(("schema", "document", "problem"), STRANGE.values(), ids=STRANGE)
def test_a_schema_that_is_built_as_ours_are_not(
    schema: dict[str, object], document: object, problem: tuple[str, str, str, str]
) -> None:
    assert list(JsonSchema(schema).problems(document)) == [SchemaProblem(*problem)]


def test_each_missing_member_is_named() -> None:
    problems = JsonSchema({"required": ["a", "b", "c"]}).problems({"b": 1})

    assert [str(problem) for problem in problems] == [
        "/: documented: the member 'a'; received: no such member",
        "/: documented: the member 'c'; received: no such member",
    ]


def test_the_values_of_a_schema_that_is_true() -> None:
    assert JsonSchema({"properties": {"a": True}}).enumeration("a") == []
    assert JsonSchema({"properties": {"a": {"enum": ["x", 1, [], "y"]}}}).enumeration("a") == ["x", "y"]
