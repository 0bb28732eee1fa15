"""What the command prints: plain text in a file or a pipe, colour only on a terminal."""

from __future__ import annotations

import sys
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDTH_WITHOUT_TERMINAL = 160
COLOURS = {"pass": "green", "fail": "bold red", "not judged": "yellow"}


def console(stream: TextIO | None = None) -> Console:
    """A console for standard output; markup is off, so that no text of a server is taken for a command."""
    file = stream or sys.stdout
    width = None if file.isatty() else WIDTH_WITHOUT_TERMINAL
    return Console(file=file, markup=False, emoji=False, highlight=False, width=width, soft_wrap=True)


def table(*columns: str) -> Table:
    """An empty table in the house's style."""
    made = Table(box=None, pad_edge=False, header_style="bold")
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
