"""Runs Gherkin features with Robot Framework: ``robot --parser ProcessStatusLibrary.feature_parser.FeatureParser``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from robot.api import TestSuite
from robot.api.interfaces import Parser, TestDefaults

SENTENCES = "ProcessStatusLibrary.sentences.ProcessStatusSentences"
WORDS = {"Context": "Given", "Action": "When", "Outcome": "Then"}


class FeatureParser(Parser):
    """Makes a suite of a feature: scenarios are tests, examples are tests with a number.

    Args:
        imports: Further libraries and resource files whose keywords a feature may use.
    """

    extension = ".feature"

    def __init__(self, *imports: str) -> None:
        self._imports = imports

    def parse(self, source: Path, defaults: TestDefaults) -> TestSuite:
        """Reads a file (called by Robot)."""
        from gherkin.parser import Parser as GherkinParser  # noqa: PLC0415  an extra: pytest-bdd brings it
        from gherkin.pickles.compiler import Compiler  # noqa: PLC0415

        document: Any = GherkinParser().parse(source.read_text(encoding="utf-8"))
        document["uri"] = str(source)
        feature = document.get("feature")
        if not feature:
            raise ValueError(f"{source}: there is no feature in this file. Begin it with: Feature: ...")
        lines = dict(_lines(feature))
        suite = TestSuite(name=feature["name"], doc=feature.get("description", "").strip(), source=source)
        suite.resource.imports.library(SENTENCES)
        for name in self._imports:
            if name.endswith(".resource"):
                suite.resource.imports.resource(name)
            else:
                suite.resource.imports.library(name)
        pickles: list[Any] = list(Compiler().compile(document))
        names = _numbered([pickle["name"] for pickle in pickles])
        for pickle, name in zip(pickles, names, strict=True):
            test = suite.tests.create(
                name=name,
                tags=[tag["name"].removeprefix("@") for tag in pickle["tags"]],
                lineno=lines.get(pickle["astNodeIds"][-1]),
            )
            defaults.set_to(test)
            for step in pickle["steps"]:
                test.body.create_keyword(
                    name=f"{WORDS.get(step['type'], 'And')} {_literal(step['text'])}",
                    args=_arguments(step.get("argument")),
                    lineno=lines.get(step["astNodeIds"][0]),
                )
        return suite


def _numbered(names: list[str]) -> list[str]:
    """Names that repeat get a number: Robot warns of tests of the same name."""
    seen: dict[str, int] = {}
    numbered = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        numbered.append(f"{name} #{seen[name]}" if names.count(name) > 1 else name)
    return numbered


def _arguments(argument: dict[str, Any] | None) -> list[Any]:
    if not argument:
        return []
    if "docString" in argument:
        return [_literal(argument["docString"]["content"])]
    return [[[cell["value"] for cell in row["cells"]] for row in argument["dataTable"]["rows"]]]


def _lines(node: Any) -> Iterator[tuple[str, int]]:
    if isinstance(node, dict):
        if "id" in node and "location" in node:
            yield node["id"], node["location"]["line"]
        for child in node.values():
            yield from _lines(child)
    elif isinstance(node, list):
        for child in node:
            yield from _lines(child)


def _literal(text: str) -> str:
    """Robot would read backslashes and variables in the text."""
    return re.sub(r"([$@&%*])\{", r"\\\1{", text.replace("\\", "\\\\"))
