"""``processstatus clauses`` and ``processstatus defects``: what can be judged, and what can go wrong."""

from __future__ import annotations

from ProcessStatusLibrary.conformance.catalogue import CATALOGUE
from ProcessStatusLibrary.simulator.defects.registry import defects

from .conftest import Command


def test_every_clause_is_listed(command: Command) -> None:
    lines = command("clauses").out.splitlines()

    assert [line for line in lines if not line.startswith(" ")] == [
        *(clause.id for clause in CATALOGUE),
        f"{len(CATALOGUE)} of {len(CATALOGUE)} clauses.",
    ]


def test_a_clause_says_everything(command: Command) -> None:
    assert command("clauses", "transport.media-type.standard").out == (
        "transport.media-type.standard\n"
        "    A SOAP message is answered with the media type of its SOAP version.\n"
        "    standard; SOAP 1.1 section 6; SOAP 1.2 part 2 section 7.1.4, RFC 3902; SOAP\n"
        f"1 of {len(CATALOGUE)} clauses.\n"
    )


def test_a_group_and_a_level(command: Command) -> None:
    lines = command("clauses", "enumeration", "schema", "--level", "inferred").out.splitlines()

    assert lines[0] == "schema.undocumented-member"
    assert lines[-1] == f"1 of {len(CATALOGUE)} clauses."


def test_clauses_that_are_none(command: Command) -> None:
    misspelt, unknown = command("clauses", "enumeration.sate"), command("clauses", "xyz")

    assert (misspelt.status, unknown.status) == (2, 2)
    assert misspelt.err == (
        "processstatus: No clause or group of clauses goes by 'enumeration.sate'. Did you mean 'enumeration.state'?\n"
    )
    assert unknown.err.startswith(
        "processstatus: No clause or group of clauses goes by 'xyz'. Groups: 'transport', 'reply', 'schema', "
    )


def test_every_defect_is_listed(command: Command) -> None:
    lines = command("defects").out.splitlines()

    assert [line for line in lines if not line.startswith(" ")] == [
        *defects(),
        f"{len(defects())} defects. Switch some on with processstatus simulate --defect NAME.",
    ]


def test_a_family_of_defects_with_the_clauses_that_catch_them(command: Command) -> None:
    assert command("defects", "--family", "start").out == (
        "start-repeats-id\n"
        "    Every start tells the id of the first process that was started.\n"
        "    start; caught by start.own-id\n"
        "start-tells-unknown-id\n"
        "    A start tells an id that is not known afterwards.\n"
        "    start; caught by start.known-id\n"
        "2 defects. Switch some on with processstatus simulate --defect NAME.\n"
    )
