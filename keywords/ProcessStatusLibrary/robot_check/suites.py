"""Writes the suites of a check: one a service and binding, with one test a clause."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..conformance.results import ClauseResult, ServiceResult
from ..contract.folders import resource_root
from ..targets import Target
from ..wording import ZERO_WIDTH_SPACE, inert

LIBRARY = "ProcessStatusLibrary.robot_check.service_check.ServiceCheck"
RESOURCE = "service.resource"
OF_THE_RUN = ("command", "run", "service", "output", "markdown", "robot", "robot_options", "suite")
"""What the command is told about its run; the rest says how a service is checked."""
FILES = ("targets", "ca_file", "baseline", "accept")
HERE = "${CURDIR}"
BROKEN_BAR = "\u00a6"
"""Stands for the bar of Robot's links in documentation."""
_SEPARATOR = "    "
_VARIABLE = re.compile(r"([$@&%])\{")


def write_suites(folder: Path, arguments: argparse.Namespace, checks: Sequence[tuple[Target, ServiceResult]]) -> None:
    """Writes the suites; those of an earlier check go.

    Args:
        folder: The folder of the top suite.
        arguments: How the services were checked; secrets are not among it, only names of variables that hold them.
        checks: What was checked.

    Raises:
        ValueError: A file cannot be written; the message says why.
    """
    try:
        for old in [*folder.rglob("*.robot"), *folder.rglob(RESOURCE)]:
            old.unlink()
        for target, result in checks:
            for path, lines in _files(folder, arguments, target, result):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    except OSError as problem:
        raise ValueError(f"The suites in {folder} cannot be written: {problem.strerror}.") from None


def name_of(target: Target, folder: Path | None = None) -> str:
    """What selects a service in the command: its name, or its contract's folder when it does not ship.

    Args:
        folder: Where the name is written, for a path from there; None: the path itself.
    """
    contract = target.contract.folders[0]
    if contract.is_relative_to(resource_root()):
        return target.service
    return _path(contract, folder) if folder else str(contract)


def _files(
    folder: Path, arguments: argparse.Namespace, target: Target, result: ServiceResult
) -> Iterator[tuple[Path, list[str]]]:
    yield (
        folder / "__init__.robot",
        _settings(
            ("Name", "Conformance"),
            ("Documentation", "What the contracts of the checked services say, and whether the services keep it."),
        ),
    )
    own = folder / slug(result.service)
    yield (
        own / "__init__.robot",
        [
            *_settings(
                ("Name", result.service),
                ("Documentation", f"{result.title}: the clauses of its contract, by binding."),
                ("Metadata", "Source", target.contract.model.source),
                ("Resource", RESOURCE),
                ("Suite Setup", "Check Service"),
            ),
            _setting("Metadata", "Target", _escaped(inert(target.name))),  # which who checks has named: a link
        ],
    )
    name = target.service if arguments.targets else name_of(target, own)
    options = list(_options(arguments, result, own))
    yield (
        own / RESOURCE,
        [
            *_settings(("Documentation", f"How {result.service} is checked, in the options of processstatus check.")),
            _setting("Library", LIBRARY, _of_the_command(name)),
            *(f"...{_SEPARATOR}{_SEPARATOR.join(map(_of_the_command, option))}" for option in options),
        ],
    )
    for number, (operation, binding) in enumerate(result.rows, 1):
        title = suite_name(result, operation, binding)
        path = own / f"{number:02}__{slug(title)}.robot"
        yield path, list(_suite(title, result, operation, binding))


def suite_name(result: ServiceResult, operation: str, binding: str) -> str:
    """The binding, and the operation where the service has several over it."""
    several = sum(other == binding for _, other in result.rows) > 1
    return f"{binding} {operation}" if several else binding


def _suite(title: str, result: ServiceResult, operation: str, binding: str) -> Iterator[str]:
    yield from _settings(
        ("Name", title),
        ("Documentation", f"{operation} of {result.service} over {binding}: one test a clause of the contract."),
        ("Resource", RESOURCE),
        ("Test Tags", f"service:{slug(result.service)}", f"binding:{slug(binding)}", f"operation:{slug(operation)}"),
    )
    yield from ("", "", "*** Test Cases ***")
    names: set[str] = set()
    for number, clause in enumerate(result.row(operation, binding)):
        if number:
            yield ""
        yield _test_name(clause, names)
        yield _step("[Documentation]", _text(clause.source))
        yield _step("[Tags]", f"clause:{clause.clause.id}", f"level:{clause.level}")
        yield _step("Clause Should Be Kept", clause.clause.id, _escaped(operation), _escaped(binding))


def _test_name(clause: ClauseResult, names: set[str]) -> str:
    """The clause's title; with its id when another clause of the suite has the same."""
    name = _text(clause.clause.title.removesuffix("."))
    same = name.casefold().replace(" ", "")
    if same in names:
        name = f"{name} ({clause.clause.id})"
    names.add(same)
    return name


def _options(arguments: argparse.Namespace, result: ServiceResult, folder: Path) -> Iterator[tuple[str, ...]]:
    """The options of the command, for one service, with paths from where they are written."""
    for name, value in vars(arguments).items():
        option = f"--{name.replace('_', '-')}"
        if name in OF_THE_RUN or not value or (name == "profile" and not result.simulated):
            continue
        if name == "binding":
            yield from ((option, binding) for binding in dict.fromkeys(binding for _, binding in result.rows))
        elif name in FILES:
            yield option, _path(Path(value), folder)
        elif name == "url":
            yield option, re.sub(r"(?<=://)[^/?#]*@", "", value)
        elif value is True:
            yield (option,)
        elif isinstance(value, list):
            yield from ((option, str(entry)) for entry in value)
        else:
            yield option, str(value)


def _path(path: Path, folder: Path) -> str:
    """A path that stays right when the project moves as a whole."""
    try:
        return f"{HERE}/" + Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return path.resolve().as_posix()


def slug(text: str) -> str:
    """A text as a part of a tag or file name.

    >>> slug("SOAP 1.1")
    'soap-1.1'
    """
    return re.sub(r"[^\w.]+", "-", text.lower()).strip("-.")


def _settings(*settings: tuple[str, ...]) -> list[str]:
    return ["*** Settings ***", *(_setting(name, *map(_text, values)) for name, *values in settings)]


def _setting(name: str, *values: str) -> str:
    return f"{name:<13}{_SEPARATOR}{_SEPARATOR.join(values)}"


def _step(*cells: str) -> str:
    return _SEPARATOR + _SEPARATOR.join(cells)


def _text(text: str) -> str:
    """A text as one cell of a suite, on one line; Robot makes no link of it, which may run or fetch something."""
    without_links = inert(" ".join(text.split())).replace("://", f":{ZERO_WIDTH_SPACE}//").replace("|", BROKEN_BAR)
    return _escaped(without_links)


def _of_the_command(word: str) -> str:
    """A word of the command line as one cell; the folder at the beginning of a path is the suite's."""
    return HERE * word.startswith(HERE) + _escaped(word.removeprefix(HERE))


def _escaped(text: str) -> str:
    """A value as one cell of a suite, every character as it is."""
    text = _VARIABLE.sub(r"\\\1{", text.replace("\\", "\\\\"))
    text = re.sub(" (?= )", r" \\", text)  # two spaces would begin another cell
    # Robot's escapes are Python's: no line end and no wide space of a contract begins a line or a cell of its own.
    text = "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)
    if text[:1] in ("#", "|", " "):
        text = "\\" + text
    return text or "${EMPTY}"
