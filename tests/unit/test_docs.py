"""Documentation is rendered without a warning, lists the keywords, and its examples run."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import robot
from robot import api
from robot.libdocpkg import LibraryDocumentation

import ProcessStatusLibrary
from ProcessStatusLibrary import open_service
from ProcessStatusLibrary.contract.folders import resource_root

from .lifecycle.project import run_pytest, run_robot, write

RESOURCES = sorted(resource_root().glob("*.resource"))
LIBRARY = LibraryDocumentation("ProcessStatusLibrary")  # type: ignore[no-untyped-call]
BLOCK = re.compile(r"^```robotframework\n(.*?)^```", re.MULTILINE | re.DOTALL)
IMPORT = "*** Settings ***\nLibrary    ProcessStatusLibrary    simulated_time=True\n\n"
README = Path(__file__).parents[2] / "README.md"
TEXTS = {
    "introduction": LIBRARY.doc,
    "README": README.read_text(encoding="utf-8"),
    **{keyword.name: keyword.doc for keyword in LIBRARY.keywords},
}
EXAMPLES = {
    f"{name} {number}" if number > 1 else name: block
    for name, text in TEXTS.items()
    for number, block in enumerate(BLOCK.findall(text), 1)
}


def libdoc(*words: str) -> tuple[int, str, str]:
    """Runs libdoc: its exit status, output and errors."""
    done = subprocess.run(  # noqa: S603  our own interpreter, our own words
        [sys.executable, "-W", "error", "-m", "robot.libdoc", *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("source", ["ProcessStatusLibrary", *map(str, RESOURCES)], ids=lambda source: Path(source).stem)
def test_a_page_is_rendered_without_a_warning(source: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    status, _, errors = libdoc(source, str(page))

    assert (status, errors) == (0, "")
    assert page.stat().st_size > 10_000


def test_the_architecture_names_every_module() -> None:
    package = Path(ProcessStatusLibrary.__file__).parent
    modules = {path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    named = set(re.findall(r"`(\w+)/?`", (README.parent / "ARCHITECTURE.md").read_text(encoding="utf-8")))

    assert modules - named == {"__init__"}


def test_the_readme_counts_the_defects() -> None:
    table = tomllib.loads((resource_root() / "defects.toml").read_text(encoding="utf-8"))
    told = re.search(r"The simulator has (\d+) seeded defects", README.read_text(encoding="utf-8"))

    assert told is not None
    assert int(told[1]) == len(table["defects"])


def test_the_list_of_keywords() -> None:
    status, out, errors = libdoc("ProcessStatusLibrary", "list")

    assert (status, errors) == (0, "")
    assert out.splitlines() == [keyword.name for keyword in LIBRARY.keywords]
    assert set(out.splitlines()) >= {
        "Close Service",
        "Credentials Should Be Refused",
        "Get Last Exchange",
        "Get Process Status",
        "Open Service",
        "Prepare Process",
        "Process Context Should Be",
        "Process Counter Should Be",
        "Process Error Code Should Be",
        "Process Output Should Be",
        "Process Phase Should Be",
        "Process State Should Be",
        "Reply Http Status Should Be",
        "Reply Should Be",
        "Reply Should Be Fault",
        "Reply Should Conform",
        "Send Request",
        "Simulate Process",
        "Submit Process",
        "Switch Service",
    }


def test_every_keyword_documents_its_arguments() -> None:
    missing = [
        f"{keyword.name}: {argument.name}"
        for keyword in LIBRARY.keywords
        for argument in keyword.args
        if not argument.doc and not argument.is_marker
    ]

    assert missing == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_runs(example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PROCESSSTATUS_TARGETS", raising=False)
    monkeypatch.setenv("ROBUSTA_PASSWORD", "made-up")
    text = EXAMPLES[example]
    suite = tmp_path / "example.robot"
    suite.write_text(text if "*** Settings ***" in text else IMPORT + text, encoding="utf-8")
    errors = io.StringIO()
    robot.run(  # type: ignore[no-untyped-call]
        suite, outputdir=tmp_path, log=None, report=None, console="none", stdout=io.StringIO(), stderr=errors
    )
    tests = list(api.ExecutionResult(tmp_path / "output.xml").suite.all_tests)

    assert errors.getvalue() == ""
    assert [(test.name, test.status, test.message) for test in tests] == [(test.name, "PASS", "") for test in tests]
    assert tests


def test_there_are_examples() -> None:
    assert {"introduction", "README"} <= set(EXAMPLES)
    assert len(EXAMPLES) > 15


def test_the_feature_of_the_readme_runs_under_both_runners(tmp_path: Path) -> None:
    [feature] = blocks_of_readme("gherkin")
    [line] = [block for block in blocks_of_readme("python") if "scenarios(" in block]
    write(tmp_path, {"batches.feature": feature, "test_batches.py": line})

    run = run_pytest(tmp_path)
    outcomes = [*run.outcomes, *run_robot(tmp_path / "batches.feature", tmp_path / "results")]

    assert run.status == 0, run.text
    assert [outcome.result for outcome in outcomes] == ["passed", "passed"]


@pytest.mark.parametrize("number", [0, 1])
def test_a_python_example_of_the_readme_prints_what_it_says(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    example = [block for block in blocks_of_readme("python") if "open_service(" in block][number]
    exec(example, {"open_service": open_service})  # noqa: S102  the README's own lines

    assert capsys.readouterr().out.splitlines() == re.findall(r"print\(.*\)  # (.*)", example)


def blocks_of_readme(language: str) -> list[str]:
    """The code of a language in the README."""
    return re.findall(rf"^```{language}\n(.*?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
