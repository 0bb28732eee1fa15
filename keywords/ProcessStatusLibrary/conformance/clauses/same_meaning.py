"""Clauses about requests that mean the same in other bytes: they are answered alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields

from ...classification import ReplyKind
from ...contract.service import Contract
from ...levels import Level
from ...reply import Reply
from ...status import ProcessStatus
from ...wording import quote
from ..clause import (
    PASSED,
    AnyClause,
    Clause,
    Finding,
    Judged,
    LevelIn,
    SeriesClause,
    fail,
    inconclusive,
    not_applicable,
)
from ..probe import Observation
from ..scope import CARRIES_ID, EVERYWHERE, JSON_REQUEST, SOAP, SOAP_12, STATUS, Scope
from ..situation import Situation
from ..variants.formats import asked_format
from ..variants.id_spellings import NUMBERS
from ..variants.plain import AS_DOCUMENTED
from ..variants.spellings import names_of
from .transport import named

# A text for people may count reads or tell the time.
_TEXTS = ("context", "message", "binding")
COMPARED = tuple(field.name for field in fields(ProcessStatus) if field.name not in _TEXTS)


def compared(plain: Observation | None, other: Observation) -> Finding:
    """Compares an answer with the one to the request as documented."""
    known = plain.reply if plain is not None else None
    if known is None:
        return inconclusive("the request as documented was not answered")
    if known.kind is not ReplyKind.RESULT:
        return inconclusive(f"the request as documented was answered with {named(known)}")
    if other.reply is None:
        return fail("The request is not answered", told(known), other.missing)
    if other.reply.kind is not ReplyKind.RESULT:
        return fail("The request is not understood", told(known), told(other.reply))
    return same_process(known, other.reply)


def same_process(known: Reply, other: Reply) -> Finding:
    """Compares two results: the members that are no texts for people."""
    if known.status is None or other.status is None:
        return PASSED
    differing = [name for name in COMPARED if getattr(known.status, name) != getattr(other.status, name)]
    if not differing:
        return PASSED
    if not known.status.ended and known.status.phase != "unknown":
        return inconclusive("the process may have gone on between two reads: name one that has ended")
    name = differing[0]
    documented, received = (quote(str(getattr(status, name))) for status in (known.status, other.status))
    return fail("Another answer than to the request as documented", documented, received, name)


def told(reply: Reply) -> str:
    """What a reply says, in one line."""
    if reply.kind is not ReplyKind.RESULT:
        return str(reply.error()).removesuffix(".")
    return f"a result: {reply.status}" if reply.status is not None else "a result"


def plain_in(observations: Sequence[Observation]) -> Observation | None:
    """The answer to the request as documented."""
    return next((one for one in observations if one.probe.variant == AS_DOCUMENTED), None)


def _alike(clause: str) -> Callable[[Sequence[Observation]], Iterable[Judged]]:
    """Compares the answers to the spellings that a clause is about."""
    names = names_of(clause)

    def judge(observations: Sequence[Observation]) -> Iterable[Judged]:
        plain = plain_in(observations)
        found = [(one, compared(plain, one)) for one in observations if one.probe.variant in names]
        if not found and plain is not None:
            return [(plain, not_applicable("the documented request has nothing that can be written so"))]
        return found

    return judge


def _clause(
    id: str,  # noqa: A002  as every clause has
    title: str,
    source: str,
    *,
    scope: Scope = EVERYWHERE,
    level: Level = "standard",
    level_in: LevelIn | None = None,
) -> SeriesClause:
    return SeriesClause(
        id=id,
        title=title,
        level=level,
        level_in=level_in,
        source=source,
        situations=(Situation.OTHER_SPELLING, Situation.OTHER_START),
        scope=scope,
        judge=_alike(id),
    )


def _of_the_type(contract: Contract) -> Level:
    """White space around a number belongs to its lexical form; around a Guid, which is a string, nobody says so."""
    _, operation = contract.operation("", "status")
    return "standard" if operation.identified_by.type in NUMBERS else "inferred"


def _format(reply: Reply) -> Finding:
    asked = asked_format(reply.documented, reply.exchange.request)
    if not asked:
        return not_applicable("the request leaves the format to the service")
    if reply.kind is not ReplyKind.RESULT:
        return inconclusive(f"the reply is {named(reply)}, so there is no result to judge")
    if _subtype(reply.response.media_type) == _subtype(asked):
        return PASSED
    return fail(
        "Another format than the one that was asked for", asked, quote(reply.response.media_type), "Content-Type"
    )


def _subtype(media_type: str) -> str:
    return media_type.partition("/")[2]


SAME_MEANING_CLAUSES: tuple[AnyClause, ...] = (
    _clause(
        "meaning.envelope-prefix",
        "The prefix of the envelope does not matter.",
        "Namespaces in XML 1.0 section 3; SOAP 1.1 section 3; SOAP 1.2 part 1 section 5.1",
        scope=SOAP,
    ),
    _clause(
        "meaning.message-prefix",
        "The prefix of the message does not matter.",
        "Namespaces in XML 1.0 sections 3 and 6.2",
        scope=SOAP,
    ),
    _clause(
        "meaning.character-data",
        "CDATA sections and character references are read as the characters that they stand for.",
        "XML 1.0 sections 2.7 and 4.1",
        scope=SOAP & CARRIES_ID,
    ),
    _clause(
        "meaning.comments",
        "Comments between elements are ignored.",
        "XML 1.0 section 2.5; XML Schema part 1 section 3.4.4",
        scope=SOAP,
    ),
    _clause(
        "meaning.comment-in-value",
        "A comment inside a value is no part of it.",
        "XML 1.0 section 2.5; XML Schema part 1 section 3.1.4",
        scope=SOAP & CARRIES_ID,
    ),
    _clause(
        "meaning.layout",
        "White space between elements does not matter.",
        "XML Schema part 1 section 3.4.4; SOAP 1.2 part 1 section 5",
        scope=SOAP,
    ),
    _clause("meaning.encoding", "A message may be in UTF-16.", "XML 1.0 section 4.3.3; WS-I BP 1.1 R1012", scope=SOAP),
    _clause(
        "meaning.byte-order-mark",
        "A message in UTF-8 may begin with a byte order mark.",
        "XML 1.0 section 4.3.3 and appendix F.1; WS-I BP 1.1 R4001",
        scope=SOAP,
    ),
    _clause(
        "meaning.xml-declaration",
        "The XML declaration may be absent or in single quotation marks.",
        "XML 1.0 sections 2.8 and 4.3.3",
        scope=SOAP,
    ),
    _clause(
        "meaning.padded-id",
        "White space around the id is no part of it.",
        "XML Schema part 2 section 4.3.6",
        scope=SOAP & CARRIES_ID,
        level_in=_of_the_type,
    ),
    _clause(
        "meaning.id-spelling",
        "The id is known in every spelling of its value.",
        "XML Schema part 2 sections 3.3.13, 3.3.16 and 3.3.17; RFC 4122 section 3",
        scope=CARRIES_ID,
    ),
    _clause(
        "meaning.json",
        "Escapes and the order of members do not matter in JSON.",
        "RFC 8259 sections 1, 2, 4 and 7",
        scope=JSON_REQUEST,
    ),
    _clause("meaning.chunked", "A body may come in chunks.", "RFC 9112 section 7.1"),
    _clause("meaning.header-names", "The names of headers are not case-sensitive.", "RFC 9110 section 5.1"),
    _clause(
        "meaning.content-type",
        "The media type is read without regard to case and to how its parameters are written.",
        "RFC 9110 sections 5.6.6, 8.3.1 and 8.3.2; RFC 7303 section 3",
    ),
    _clause(
        "meaning.action",
        "The right action in the media type changes nothing.",
        "SOAP 1.2 part 2 sections 6.5 and 7.1.4; RFC 3902",
        scope=SOAP_12,
        level="inferred",
    ),
    _clause(
        "meaning.accept",
        "Who accepts anything gets the answer.",
        "RFC 9110 section 12.5.1",
    ),
    _clause(
        "meaning.escaped-path",
        "Percent-encoded characters in the path are read as the characters that they stand for.",
        "RFC 3986 sections 2.3 and 6.2.2.2",
        scope=CARRIES_ID,
    ),
    Clause(
        id="format.asked-for",
        title="The answer has the format that was asked for.",
        level="documented",
        situations=(Situation.OTHER_FORMAT,),
        scope=STATUS,
        judge=_format,
    ),
)
