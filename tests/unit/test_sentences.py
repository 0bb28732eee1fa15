"""The catalogue of sentences: every one documented, with an example that means it and no other."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from ProcessStatusLibrary.cli import main
from ProcessStatusLibrary.patterns import compile_sentence
from ProcessStatusLibrary.scenario_state import listed, seconds
from ProcessStatusLibrary.sentence_binding import example_of, sentences_of
from ProcessStatusLibrary.sentences import ProcessStatusSentences

SENTENCES = dict(sentences_of(ProcessStatusSentences))
ARGUMENT = re.compile(r"(?P<before>.?)\$\{(?P<name>\w+)(?P<pattern>:.+?)?\}(?P<after>\"?)")
CORE = ("api", "contract", "session", "reply", "waiting", "polling", "embedded", "simulator", "expectations")
WORD = re.compile(r"(Given|When|Then) ")

every = pytest.mark.parametrize(("text", "method"), SENTENCES.items(), ids=SENTENCES)
Method = Callable[..., Any]


def said(method: Method) -> str:
    """The example of a sentence as the runners see it: its first line without Given, When or Then."""
    return WORD.sub("", example_of(method).splitlines()[0], count=1)


@every
def test_an_example_means_its_sentence_and_no_other(text: str, method: Method) -> None:
    meant = [other for other in SENTENCES if compile_sentence(other).fullmatch(said(method))]

    assert WORD.match(example_of(method)), "an example begins with Given, When or Then"
    assert meant == [text]


@every
def test_an_example_gives_every_argument(text: str, method: Method) -> None:
    match = compile_sentence(text).fullmatch(said(method))
    parameters = [name for name in inspect.signature(method).parameters if name not in ("self", "datatable")]

    assert match is not None
    assert sorted(match.groupdict()) == sorted(parameters)
    assert all(match.groupdict().values())


@every
def test_an_argument_is_quoted_or_has_a_pattern(text: str, method: Method) -> None:
    for argument in ARGUMENT.finditer(text):
        quoted = argument["before"] == argument["after"] == '"'
        assert quoted or argument["pattern"], f"{argument['name']} may swallow the words around it"


@every
def test_a_sentence_is_documented(text: str, method: Method) -> None:
    first = inspect.getdoc(method) or ""

    assert re.match(r"[A-Z].*[.:]", first.splitlines()[0])
    assert not text.startswith(("Given ", "When ", "Then ")), "the runners take the word away"


def test_there_are_sentences() -> None:
    assert len(SENTENCES) > 30
    assert len({method.__name__ for method in SENTENCES.values()}) == len(SENTENCES)


def test_a_table_belongs_to_its_example() -> None:
    tables = [method.__name__ for method in SENTENCES.values() if len(example_of(method).splitlines()) > 1]
    parameters = {name: inspect.signature(method).parameters for name, method in SENTENCES.items()}

    assert tables == [SENTENCES[text].__name__ for text in SENTENCES if "datatable" in parameters[text]]


def test_the_catalogue_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sentences"]) == 0

    printed = capsys.readouterr().out.splitlines()
    assert [line for line in printed if line and not line.startswith(" ")] == list(SENTENCES)
    begin = printed.index('the process ends as "${state}" within ${time:\\d+ (second|minute|hour|day)s?}')
    assert printed[begin + 1 : begin + 3] == [
        "    Fails unless the process ends in a state, or in the phase succeeded or failed, in time.",
        '    Example: Then the process ends as "Failed" within 5 minutes',
    ]
    begin = printed.index("I start a process with")
    assert printed[begin + 2 : begin + 5] == [
        "    Example: When I start a process with",
        "             | name           | Notepad |",
        "             | runImmediately | Y       |",
    ]


@pytest.mark.parametrize(
    ("sentence", "text", "arguments"),
    [
        ('the state is "${state}"', 'THE STATE is "Failed"', {"state": "Failed"}),
        ('the state is "${state}"', 'the state is ""', {"state": ""}),
        ('the state is "${state}"', "the state is Failed", None),
        ('"${a}" and "${b}"', '"x" and "y" and "z"', None),
        ("is ${value:-?\\d+}", "is -3", {"value": "-3"}),
        ("is ${value:-?\\d+}", "is three", None),
        ("is ${value:\\d{2}}", "is 12", {"value": "12"}),
        ("is ${value:\\d{2}}", "is 1", None),
        ("a (b) [c] . $", "a (b) [c] . $", {}),
        ("a (b) [c] . $", "a b c . $", None),
    ],
)
def test_a_pattern(sentence: str, text: str, arguments: dict[str, str] | None) -> None:
    match = compile_sentence(sentence).fullmatch(text)

    assert (match.groupdict() if match else None) == arguments


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 second", 1.0),
        ("90 seconds", 90.0),
        ("5 minutes", 300.0),
        ("6 hours", 21_600.0),
        ("1 DAY", 86_400.0),
        ("2 Days", 172_800.0),
    ],
)
def test_times(text: str, number: float) -> None:
    assert seconds(text) == number


def test_lists() -> None:
    assert listed(" Queued,Completed , ,Failed") == ["Queued", "Completed", "Failed"]
    assert listed("") == []


def test_the_plugin_costs_a_run_without_sentences_next_to_nothing() -> None:
    code = "import sys, pytest_bdd; before = set(sys.modules); import ProcessStatusLibrary.pytest_plugin; "
    loaded = subprocess.run(  # noqa: S603  our own interpreter, our own words
        [sys.executable, "-c", f"{code}print(*sorted(set(sys.modules) - before))"],
        env=dict(os.environ),
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    ).stdout.split()

    assert {name.partition(".")[0] for name in loaded} <= {"ProcessStatusLibrary", *sys.stdlib_module_names}
    assert len(loaded) > 1
    assert {f"ProcessStatusLibrary.{name}" for name in CORE}.isdisjoint(loaded)
