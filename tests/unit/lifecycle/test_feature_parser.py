"""Gherkin under Robot Framework: background, rules, outlines, tags, tables, doc strings, and what Robot would read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from robot.api import TestSuite as Suite

from ProcessStatusLibrary.feature_parser import FeatureParser

from .project import run_robot

FEATURE = r'''@all
Feature: Words and blocks
  What the feature is about.

  Background:
    Given the word "always"

  Scenario: Once
    When nothing
    And a table
      | a | b  |
      | 1 | {} |
    * a text
      """
      two
        lines ${x}
      """

  Rule: A rule

    Background:
      Given the word "in this rule"

    @some
    Scenario Outline: Each of <kind>
      Then the word "<word>"
      But the word "last"

      @first
      Examples:
        | kind | word    |
        | one  | C:\temp |
        | one  | ${HOME} |

      Examples: more
        | kind | word             |
        | two  | a    b # c @{d}  |
'''
WORDS = """*** Settings ***
Library    Collections

*** Variables ***
@{SEEN}

*** Keywords ***
the word "${word}"
    Append To List    ${SEEN}    ${word}
    Log    ${word}

nothing
    No Operation

a table
    [Arguments]    ${rows}
    Should Be Equal As Strings    ${rows}    [['a', 'b'], ['1', '{}']]

a text
    [Arguments]    ${text}
    Should Be Equal    ${text}    two\\n\\ \\ lines \\${x}
"""


@pytest.fixture
def feature(tmp_path: Path) -> Path:
    """The feature, and its words beside it."""
    (tmp_path / "words.resource").write_text(WORDS, encoding="utf-8")
    path = tmp_path / "blocks.feature"
    path.write_text(FEATURE, encoding="utf-8")
    return path


def parsed(path: Path) -> Any:
    """The suite of one feature."""
    return Suite.from_file_system(path, custom_parsers=[FeatureParser("Collections", "words.resource")])


def test_a_feature_is_a_suite(feature: Path) -> None:
    found = parsed(feature)

    assert (found.name, found.doc, found.source) == ("Words and blocks", "What the feature is about.", feature)
    assert [(entry.type, entry.name) for entry in found.resource.imports] == [
        ("LIBRARY", "ProcessStatusLibrary.sentences.ProcessStatusSentences"),
        ("LIBRARY", "Collections"),
        ("RESOURCE", "words.resource"),
    ]


def test_scenarios_are_tests(feature: Path) -> None:
    assert [(test.name, sorted(test.tags), test.lineno) for test in parsed(feature).tests] == [
        ("Once", ["all"], 8),
        ("Each of one #1", ["all", "first", "some"], 32),
        ("Each of one #2", ["all", "first", "some"], 33),
        ("Each of two", ["all", "some"], 37),
    ]


def test_steps_are_keywords(feature: Path) -> None:
    once, first, second, third = parsed(feature).tests

    assert [(step.name, step.lineno) for step in once.body] == [
        ('Given the word "always"', 6),
        ("When nothing", 9),
        ("When a table", 10),
        ("And a text", 13),
    ]
    assert once.body[2].args == ([["a", "b"], ["1", "{}"]],)
    assert once.body[3].args == ("two\n  lines \\${x}",)
    assert [step.name for step in first.body] == [
        'Given the word "always"',
        'Given the word "in this rule"',
        'Then the word "C:\\\\temp"',
        'Then the word "last"',
    ]
    assert second.body[2].name == 'Then the word "\\${HOME}"'
    assert third.body[2].name == 'Then the word "a    b # c \\@{d}"'


def test_every_word_arrives_as_it_was_written(feature: Path) -> None:
    outcomes = run_robot(feature, feature.parent / "results", str(feature.with_name("words.resource")))

    assert [(outcome.name, outcome.message) for outcome in outcomes] == [
        ("Once", ""),
        ("Each of one #1", ""),
        ("Each of one #2", ""),
        ("Each of two", ""),
    ]
    output = (feature.parent / "results" / "output.xml").read_text(encoding="utf-8")
    for word in ("always", "in this rule", "C:\\temp", "${HOME}", "a    b # c @{d}"):
        assert f'level="INFO">{word}</msg>' in output


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("# only a comment\n", "no feature", id="no feature"),
        pytest.param("Feature: x\n  Scenario: y\n    Given a\n    nonsense\n", "4:5", id="no Gherkin"),
    ],
)
def test_a_file_that_is_no_feature(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "wrong.feature"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(Exception, match=f"(?is){words}") as caught:
        parsed(path)

    assert str(path) in str(caught.value)
