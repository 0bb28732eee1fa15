"""``processstatus clauses``: the catalogue of clauses, with what each is about and where it is said."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from rich.text import Text

from ..conformance.catalogue import CATALOGUE
from ..conformance.clause import AnyClause
from ..levels import LEVELS
from ..wording import listing, nearest, quote
from .console import console

OWN_PAGE = "the vendor's page"


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describes the subcommand."""
    parser = commands.add_parser(
        "clauses",
        help="list the clauses that a check judges",
        description="Prints every clause: its id, what it says, its level, where it is said, and the operations and "
        "bindings that it is about.",
    )
    parser.add_argument("clause", nargs="*", metavar="CLAUSE", help="an id, or a group such as fault; all by default")
    parser.add_argument("--level", choices=LEVELS, help="only clauses of this level")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the catalogue."""
    found = [clause for clause in chosen(arguments.clause) if arguments.level in (None, clause.level)]
    out = console()
    for clause in found:
        out.print(Text(clause.id, style="bold"))
        out.print(f"    {clause.title}")
        out.print(f"    {clause.level}; {clause.source or OWN_PAGE}; {clause.scope.label}")
    out.print(f"{len(found)} of {len(CATALOGUE)} clauses.")
    return 0


def chosen(names: Sequence[str]) -> list[AnyClause]:
    """The clauses that go by some names.

    Args:
        names: Ids, or first words of ids; none: all clauses.

    Raises:
        ValueError: A name is neither an id nor a group; the message says the nearest, or the groups.
    """
    for name in names:
        if not any(_goes_by(clause, name) for clause in CATALOGUE):
            near = nearest(name, [clause.id for clause in CATALOGUE])
            groups = listing(dict.fromkeys(clause.group for clause in CATALOGUE))
            meant = f"Did you mean {quote(near)}?" if near else f"Groups: {groups}."
            raise ValueError(f"No clause or group of clauses goes by {quote(name)}. {meant}")
    return [clause for clause in CATALOGUE if not names or any(_goes_by(clause, name) for name in names)]


def _goes_by(clause: AnyClause, name: str) -> bool:
    return clause.id == name or clause.id.startswith(f"{name}.")
