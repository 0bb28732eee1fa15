"""The examples in the package's docstrings run, and every module can be imported."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import ProcessStatusLibrary

PACKAGE = Path(ProcessStatusLibrary.__file__).parent


def module_names() -> list[str]:
    """Names the modules of the package by their files, so that a broken one fails its own test only."""
    files = sorted(PACKAGE.rglob("*.py"))
    parts = [file.relative_to(PACKAGE.parent).with_suffix("").parts for file in files]
    names = [".".join(part[:-1] if part[-1] == "__init__" else part) for part in parts]
    return [name for name in names if not name.endswith("__main__")]


@pytest.mark.parametrize("name", module_names())
def test_examples(name: str) -> None:
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    module = import_module(name)

    for example in doctest.DocTestFinder().find(module, name):
        runner.run(example, out=report.append)

    assert not report, "".join(report)
