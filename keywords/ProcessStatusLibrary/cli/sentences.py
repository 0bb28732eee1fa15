"""``processstatus sentences``: the catalogue of sentences for features, each with an example."""

from __future__ import annotations

import argparse

from rich.text import Text

from ..sentence_binding import example_of, sentences_of
from ..sentences import ProcessStatusSentences
from .console import console


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describes the subcommand."""
    parser = commands.add_parser(
        "sentences", help="list the sentences for features", description="Prints every sentence with an example."
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001  the shape of every subcommand
    """Prints the catalogue."""
    out = console()
    for text, method in sentences_of(ProcessStatusSentences):
        out.print(Text(text, style="bold"))
        out.print(f"    {(method.__doc__ or '').strip().splitlines()[0]}")
        lines = example_of(method).splitlines()
        out.print(f"    Example: {lines[0]}")
        for line in lines[1:]:
            out.print(f"             {line}")
    return 0
