"""What the command prints: plain text in a file or a pipe, colour only on a terminal."""

from __future__ import annotations

import re
import sys
from typing import Any, TextIO

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from ..wording import inert_lines

_COMMAND = re.compile(r"^(\s*)::", re.MULTILINE)
"""What a runner of GitHub takes for a command of its own, whoever printed it."""
WIDTH_WITHOUT_TERMINAL = 160
COLOURS = {"pass": "green", "fail": "bold red", "not judged": "yellow"}


class InertConsole(Console):
    """Prints texts so that none of them orders anything of a terminal or of the CI that reads it."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Prints as rich does, texts made inert."""
        super().print(*(_inert(entry) for entry in objects), **options)


class InertTable(Table):
    """A table whose cells are inert."""

    def add_row(self, *cells: RenderableType | None, **options: Any) -> None:
        """Adds a row as rich does."""
        super().add_row(*(_inert(cell) for cell in cells), **options)


def inert_output(text: str) -> str:
    """A text as it may stand in an output that terminals and CI runners read.

    >>> inert_output("::error::x")
    '\\\\x3a:error::x'
    """
    return _COMMAND.sub(r"\1\\x3a:", inert_lines(text))


def _inert(entry: Any) -> Any:
    if isinstance(entry, str):
        return inert_output(entry)
    if isinstance(entry, Text) and entry.plain != inert_output(entry.plain):
        return Text(inert_output(entry.plain), style=entry.style)
    return entry


def console(stream: TextIO | None = None) -> Console:
    """A console for standard output; markup is off, so that no text of a server is taken for a command."""
    file = stream or sys.stdout
    width = None if file.isatty() else WIDTH_WITHOUT_TERMINAL
    return InertConsole(file=file, markup=False, emoji=False, highlight=False, width=width, soft_wrap=True)


def table(*columns: str) -> InertTable:
    """An empty table in the house's style."""
    made = InertTable(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


def print_table(out: Console, rows: Table) -> None:
    """Prints a table; in a pipe no line is filled up with space."""
    if out.is_terminal:
        out.print(rows)
        return
    with out.capture() as captured:
        out.print(rows)
    for line in captured.get().splitlines():
        out.print(line.rstrip())


def coloured(verdict: str) -> Text:
    """A verdict in its colour."""
    style = next((colour for word, colour in COLOURS.items() if verdict.startswith(word)), "")
    return Text(verdict, style=style)
