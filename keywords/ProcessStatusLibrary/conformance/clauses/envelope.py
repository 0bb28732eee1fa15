"""Clauses about the SOAP envelope of an answer: its version, its parts, and what must not stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from ...schemas.envelope import ENVELOPES
from ...schemas.xml_parsing import Element, children, local_name, namespace, path_of
from ...wording import quote
from ..clause import PASSED, Clause, Finding, fail, inconclusive
from ..scope import SOAP
from ..situation import EVERY_SITUATION, Situation
from .charsets import is_json, is_markup
from .prolog import has_doctype
from .soap import entries, envelope_of, of_envelope, part, root_of
from .transport import named

if TYPE_CHECKING:
    from ...reply import Reply

_VERSION_IS_OPEN = frozenset(
    {
        Situation.WRONG_ENVELOPE_VERSION,
        Situation.WRONG_MEDIA_TYPE,
        Situation.MALFORMED_XML,
        Situation.DOCUMENT_TYPE,
        Situation.EMPTY_BODY,
        Situation.UNKNOWN_PATH,
        Situation.WRONG_METHOD,
    }
)
"""Situations in which a service cannot tell the version of the request, or sees no request in SOAP at all."""

VERSION_IS_CLEAR = tuple(situation for situation in EVERY_SITUATION if situation not in _VERSION_IS_OPEN)


def _version(reply: Reply) -> Finding:
    root = root_of(reply)
    if root is None:
        return inconclusive(f"the reply is {named(reply)}, so there is no envelope")
    uri = ENVELOPES[reply.binding]
    if root.tag == f"{{{uri}}}Envelope":
        return PASSED
    documented = f"Envelope in the namespace {quote(uri)}"
    received = f"{local_name(root)} in the namespace {quote(namespace(root))}"
    if local_name(root) == "Envelope":
        return fail("The envelope is of another version of SOAP", documented, received, "Envelope")
    return fail("The answer has no envelope", documented, received, local_name(root))


def _body(envelope: Element) -> Finding:
    bodies = [child for child in children(envelope) if child.tag == f"{{{namespace(envelope)}}}Body"]
    if len(bodies) == 1:
        return PASSED
    return fail("The envelope has not one Body", "one Body", f"{len(bodies)} of them", "Envelope")


def _header_first(envelope: Element) -> Finding:
    late = [child for child in children(envelope)[1:] if child.tag == f"{{{namespace(envelope)}}}Header"]
    if not late:
        return PASSED
    return fail(
        "The Header is not the first child", "Header, if any, then Body", "a Header further on", path_of(late[0])
    )


def _nothing_after_body(envelope: Element) -> Finding:
    body = part(envelope, "Body")
    if body is None:
        return inconclusive("there is no Body")
    # A Header that stands here is told by its own clause.
    later = [e for e in body.itersiblings("*") if e.tag != f"{{{namespace(envelope)}}}Header"]
    if not later:
        return PASSED
    return fail("An element follows the Body", "nothing more", f"the element {quote(later[0].tag)}", path_of(later[0]))


def _one_message(envelope: Element) -> Finding:
    if part(envelope, "Body") is None:
        return inconclusive("there is no Body")
    messages = entries(envelope, "Body")
    if len(messages) == 1:
        return PASSED
    received = f"{len(messages)} elements" if messages else "nothing"
    return fail("The Body does not hold one message", "one element", received, "Envelope/Body")


def _qualified_message(envelope: Element) -> Finding:
    return _qualified(envelope, "Body", "A message is in no namespace")


def _qualified_header(envelope: Element) -> Finding:
    return _qualified(envelope, "Header", "A header is in no namespace")


def _qualified(envelope: Element, name: str, title: str) -> Finding:
    found = entries(envelope, name)
    bare = [element for element in found if not namespace(element)]
    if bare:
        return fail(title, "an element in a namespace", f"the element {quote(bare[0].tag)}", path_of(bare[0]))
    return PASSED if found or name == "Header" else inconclusive("there is no message in a Body")


def _frame(envelope: Element) -> Iterator[Element]:
    """The envelope, its Header and its Body."""
    yield envelope
    for name in ("Header", "Body"):
        found = part(envelope, name)
        if found is not None:
            yield found


def _soap_attributes(envelope: Element) -> Finding:
    uri = namespace(envelope)
    for element in _frame(envelope):
        for name in map(etree.QName, element.attrib):
            if name.namespace == uri and name.localname != "encodingStyle":
                received = f"the attribute {quote(name.localname)}"
                return fail(
                    "An attribute of SOAP stands where none may", "no such attribute", received, path_of(element)
                )
    return PASSED


def _encoding_style(envelope: Element) -> Finding:
    uri = namespace(envelope)
    own = [element for element in envelope.iter(f"{{{uri}}}*") if f"{{{uri}}}encodingStyle" in element.attrib]
    if not own:
        return PASSED
    received = f"encodingStyle={quote(own[0].get(f'{{{uri}}}encodingStyle'))}"
    return fail("The attribute encodingStyle stands where it must not", "no such attribute", received, path_of(own[0]))


def _no_doctype(reply: Reply) -> Finding:
    if not is_markup(reply) or is_json(reply.response.body):
        return inconclusive(f"the reply is {named(reply)}, so there is no SOAP message")
    if has_doctype(reply.response.body):
        return fail("The message has a document type declaration", "none", "<!DOCTYPE", "before the root")
    return PASSED


def _no_instructions(reply: Reply) -> Finding:
    root = root_of(reply)
    if envelope_of(reply) is None or root is None:
        return inconclusive(f"the reply is {named(reply)}, so there is no envelope")
    around = [*root.itersiblings(preceding=True), *root.iter(), *root.itersiblings()]
    found = [node for node in around if isinstance(node, etree._ProcessingInstruction)]
    if not found:
        return PASSED
    return fail("The message has a processing instruction", "none", f"<?{found[0].target}", "")


ENVELOPE_CLAUSES = (
    Clause(
        id="envelope.version",
        title="An answer is an envelope of the SOAP version that was asked over.",
        level="standard",
        source="SOAP 1.1 section 4.1.2, WS-I BP 1.1 R1015; SOAP 1.2 part 1 section 5.1",
        situations=VERSION_IS_CLEAR,
        scope=SOAP,
        judge=_version,
    ),
    Clause(
        id="envelope.no-dtd",
        title="A SOAP message has no document type declaration.",
        level="standard",
        source="SOAP 1.1 section 3, WS-I BP 1.1 R1008; SOAP 1.2 part 1 section 5",
        situations=EVERY_SITUATION,
        scope=SOAP,
        judge=_no_doctype,
    ),
    Clause(
        id="envelope.no-processing-instructions",
        title="A SOAP message has no processing instructions.",
        level="standard",
        source="SOAP 1.1 section 3, WS-I BP 1.1 R1009; SOAP 1.2 part 1 section 5",
        situations=EVERY_SITUATION,
        scope=SOAP,
        judge=_no_instructions,
    ),
    Clause(
        id="envelope.body",
        title="An envelope has one Body.",
        level="standard",
        source="SOAP 1.1 section 4, WS-I BP 1.1 R9980; SOAP 1.2 part 1 section 5.1",
        situations=EVERY_SITUATION,
        scope=SOAP,
        judge=of_envelope(_body),
    ),
    Clause(
        id="envelope.header-first",
        title="The Header of an envelope is its first child.",
        level="standard",
        source="SOAP 1.1 section 4, WS-I BP 1.1 R9980; SOAP 1.2 part 1 section 5.1",
        situations=EVERY_SITUATION,
        scope=SOAP,
        judge=of_envelope(_header_first),
    ),
    Clause(
        id="envelope.nothing-after-body",
        title="Nothing follows the Body in an envelope.",
        level="standard",
        source="WS-I BP 1.1 R1011; SOAP 1.2 part 1 section 5.1",
        situations=EVERY_SITUATION,
        scope=SOAP,
        judge=of_envelope(_nothing_after_body),
    ),
    Clause(
        id="envelope.one-message",
        title="The Body holds one message.",
        level="standard",
        source="WS-I BP 1.1 R2712 (R2301); WSDL 1.1 section 3.5",
        situations=EVERY_SITUATION,
        scope=SOAP,
        judge=of_envelope(_one_message),
    ),
    Clause(
        id="envelope.qualified-message",
        title="The message in the Body is in a namespace.",
        level="standard",
        source="WS-I BP 1.1 R1014; SOAP 1.2 part 1 section 5.3.1 (should)",
        situations=EVERY_SITUATION,
        scope=SOAP,
        judge=of_envelope(_qualified_message),
    ),
    Clause(
        id="envelope.qualified-header",
        title="Every header is in a namespace.",
        level="standard",
        source="SOAP 1.1 section 4.2; SOAP 1.2 part 1 section 5.2.1",
        situations=EVERY_SITUATION,
        scope=SOAP,
        judge=of_envelope(_qualified_header),
    ),
    Clause(
        id="envelope.soap-attributes",
        title="Envelope, Header and Body have no attributes of the SOAP namespace.",
        level="standard",
        source="WS-I BP 1.1 R1032; SOAP 1.2 part 1 sections 5.2.2 to 5.2.4 (should)",
        situations=EVERY_SITUATION,
        scope=SOAP,
        judge=of_envelope(_soap_attributes),
    ),
    Clause(
        id="envelope.encoding-style",
        title="No element of the SOAP namespace has the attribute encodingStyle.",
        level="standard",
        source="WS-I BP 1.1 R1005; SOAP 1.2 part 1 section 5.1.1",
        situations=EVERY_SITUATION,
        scope=SOAP,
        judge=of_envelope(_encoding_style),
    ),
)
