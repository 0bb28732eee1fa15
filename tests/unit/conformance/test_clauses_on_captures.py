"""Every clause over the recorded answers of a real ASMX runtime: what fails is known, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import product

import pytest

from ProcessStatusLibrary.conformance.catalogue import CATALOGUE
from ProcessStatusLibrary.conformance.clause import Clause, Verdict
from ProcessStatusLibrary.conformance.situation import Situation
from ProcessStatusLibrary.reply import Reply

from ...captures import Capture, captures
from ..bindings.recorded import CONTRACT, FORBIDDEN_CHARACTERS, reply_to
from .recorded_situations import binding_of, situation_of


def numbered(prefix: str, kinds: str, numbers: str) -> list[str]:
    """The names of captures by binding and process: ``fault-get-8000``."""
    return [f"{prefix}-{kind}-{number}" for kind, number in product(kinds.split(), numbers.split())]


# The recorded service throws, answers 503 or moves away, as the id asks it to: it is known and there is no result.
THROWN = [
    *numbered("fault", "get post", "8000 8001 8002 8003 8004 8007 8010 8011 8015 8016"),
    "context-get-7011",  # a lone surrogate cannot be written
]
BUSY = [*numbered("fault", "soap11 soap12 get post", "8008"), "life-soap11-8014-poll1", "life-soap11-8014-poll2"]
MOVED = numbered("fault", "soap11 soap12 get post", "8012")

# The table: clause, captures on which it fails, why.
KNOWN: tuple[tuple[str, Iterable[str], str], ...] = (
    ("reply.kind", [*THROWN, *BUSY, *MOVED], "the recorded service fails on purpose; over GET and POST as plain text"),
    ("reply.kind", FORBIDDEN_CHARACTERS, "the runtime writes characters that XML forbids"),
    ("transport.status", [*THROWN, *BUSY, *MOVED], "the recorded service fails on purpose"),
    ("encoding.well-formed", FORBIDDEN_CHARACTERS, "the runtime writes characters that XML forbids"),
    ("schema.envelope", ["fault-soap12-8001"], "the recorded service throws a detail in the words of SOAP 1.1"),
    ("fault.children", ["fault-soap12-8001"], "the recorded service throws a detail in the words of SOAP 1.1"),
    (
        "fault.status.by-code",
        [
            "sample-soap12-placeholders-kept",
            *numbered("fault", "soap12", "8002 8003 8011"),
            *numbered("value12", "id", "text empty decimal exponent hex grouped over arabic-digits"),
            *numbered("value12", "guid", "empty bad"),
            *numbered("value12", "caller", "over empty"),
            "err-xml12-empty-body-element",
            *numbered("var12", "body", "unknown-op wrong-ns unknown-op-with-action"),
        ],
        "ASMX answers every fault with HTTP 500, also one that blames the sender",
    ),
    (
        "fault.blame",
        [*numbered("var", "header", "missing empty wrong-ns no-ns after-body"), "var12-header-missing"],
        "ASMX does not ask for headers: the operation runs without and fails",
    ),
    (
        "fault.blame",
        ["err-xml-empty-body-element"],
        "ASMX routes by SOAPAction, and the operation runs without its header",
    ),
    (
        "fault.blame",
        ["err-xml12-truncated", "err-xml12-not-xml", "var12-prolog-dtd"],
        "ASMX reads the Body to route SOAP 1.2 without action, and calls failing there its own failure",
    ),
    ("invariant.pairs", ["state-soap11-6300"], "the recorded service is asked to complete with an error code"),
    (
        "refusal.malformed-id",
        ["value-id-child", "value12-id-child"],
        "ASMX reads the number out of an element inside the id",
    ),
    (
        "refusal.unknown-operation",
        numbered("var", "body", "unknown-op op-case wrong-ns other-service-ns ns-no-slash no-ns"),
        "ASMX routes by SOAPAction, and does not hold the name of the message against it",
    ),
    (
        "refusal.malformed-xml",
        ["err-utf8-declared-latin1-bytes"],
        "ASMX reads bytes that are no UTF-8 as replacement characters",
    ),
    (
        "refusal.client-error",
        ["err-ctype-json"],
        "Mono's handler of script calls fails when a path does not name an operation",
    ),
    (
        "refusal.client-error.plain-http",
        numbered("path", "get-op post-op", "unknown lowercase trailing-slash nested empty"),
        "ASMX answers an unknown operation over GET and POST with HTTP 500",
    ),
    (
        "refusal.method.status",
        [f"method-{method}-op" for method in ("put", "delete", "trace", "patch", "foo")],
        "ASMX answers another method at the address of an operation with HTTP 500",
    ),
    (
        "refusal.method.allow",
        [f"method-{method}-asmx" for method in ("put", "delete", "trace", "patch", "foo")],
        "ASMX answers HTTP 405 without the header Allow",
    ),
    ("refusal.path.status", ["path-trailing-slash"], "ASMX answers a path below its own with HTTP 500"),
    ("refusal.path.status", ["path-no-ext"], "ASP.NET under Mono answers a post to no handler with HTTP 500"),
)

# What is true of so many answers that a rule about their bytes tells them.
BY_RULE: dict[str, Callable[[Capture], bool]] = {
    # The web server of the recordings, XSP, answers so; it is no part of ASMX.
    "transport.http-version": lambda capture: not capture.response_bytes.startswith(b"HTTP/1.1"),
    "transport.http-version.basic-profile": lambda capture: not capture.response_bytes.startswith(b"HTTP/1.1"),
    # The recorded runtime shows errors in full, as customErrors mode="Off" does.
    "disclosure.stack-trace": lambda capture: b"\n  at " in capture.response_bytes,
}


def judged(clause: Clause) -> Iterator[tuple[Capture, Reply]]:
    """The captures that a clause is about, with the replies."""
    for capture, situation, reply in replies():
        if situation in clause.situations and clause.scope.covers(reply.contract, reply.operation, reply.binding):
            yield capture, reply


@cache
def replies() -> tuple[tuple[Capture, Situation, Reply], ...]:
    """Every recorded answer to what a check might ask."""
    asked = [(capture, situation_of(capture)) for capture in captures() if capture.response is not None]
    return tuple((c, situation, reply_to(c, binding_of(c))) for c, situation in asked if situation is not None)


def test_most_captures_are_answers_to_what_a_check_might_ask() -> None:
    left_out = [capture.name for capture in captures() if situation_of(capture) is None]

    assert len(replies()) == 436
    assert left_out == [
        *("doc-wsdl", "doc-wsdl-lowercase", "doc-disco", "doc-disco-uppercase"),
        *("doc-schema", "doc-wsdl-xml-single", "doc-query-unknown"),
        *("err-soapaction-unquoted", "err-soapaction-twice", "err-action12-unquoted"),
        *("err-action12-plus-soapaction-header", "err-action12-plus-wrong-soapaction-header"),
        *("err-ctype-bogus-charset", "err-ctype-text-xml-on-12-envelope"),
        *("err-ctype-text-xml-on-12-envelope-no-soapaction", "err-xml-soap12-envelope"),
        *("method-head-asmx", "method-head-op", "method-options-asmx", "method-options-op"),
        *("method-head-wsdl", "method-get-with-soapaction"),
        *("path-soap-post-to-op", "path-soap12-post-to-op", "path-post-op-json"),
        *("frame-length-too-short", "frame-length-too-long", "frame-length-too-long-half-close"),
        *("frame-length-not-a-number", "enc-accept-gzip-wsdl", "enc-request-gzip"),
        *("conn-absolute-uri", "conn-garbage-request-line"),
    ]


@pytest.mark.parametrize("clause", [c for c in CATALOGUE if isinstance(c, Clause)], ids=lambda clause: clause.id)
def test_a_clause_fails_where_the_runtime_deviates_and_nowhere_else(clause: Clause) -> None:
    failed = {capture.name for capture, reply in judged(clause) if clause.judge(reply).verdict is Verdict.FAIL}

    if clause.id in BY_RULE:
        assert failed == {capture.name for capture, _ in judged(clause) if BY_RULE[clause.id](capture)}
    else:
        assert failed == {name for known, names, _ in KNOWN if known == clause.id for name in names}


def test_the_table_names_clauses_that_exist() -> None:
    ids = {clause.id for clause in CATALOGUE}

    assert [clause for clause in [*BY_RULE, *(known for known, _, _ in KNOWN)] if clause not in ids] == []


def test_documented_clauses_fail_only_where_there_is_no_readable_result() -> None:
    levels = {clause.id: clause.level_of(CONTRACT, "GetStatus", "SOAP 1.1") for clause in CATALOGUE}
    documented = {clause for clause, _, _ in KNOWN if levels[clause] == "documented"}

    # Every answer in their rows is a failure that was asked for, or holds characters that XML forbids.
    assert documented == {"reply.kind", "transport.status"}
    assert [clause for clause in BY_RULE if levels[clause] == "documented"] == []
