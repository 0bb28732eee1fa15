"""In which situation each exchange with a real ASMX runtime was recorded, and over which binding."""

from __future__ import annotations

import re

from ProcessStatusLibrary.conformance.situation import Situation

from ...captures import Capture

# The first row that fits counts. None: no check asks so, the HTTP itself is odd, or no operation is asked for.
_ROWS: tuple[tuple[str, Situation | None], ...] = (
    (r"doc-.*|enc-accept-gzip-wsdl|enc-request-gzip|path-post-op-json", None),
    (r"frame-length-.*|conn-(absolute-uri|garbage-request-line)", None),
    (r"(life|state|context|fault)-.*", Situation.KNOWN_PROCESS),
    (r"sample-(get|post)-.*", Situation.KNOWN_PROCESS),
    (r"sample-soap1[12]-placeholders-kept", Situation.MALFORMED_ID),
    (r"value(12)?-id-(spaces|newlines|plus|zeros|cdata|charref|comment|xsitype)", Situation.OTHER_SPELLING),
    (r"value(12)?-id-(negative|max|min)", Situation.UNKNOWN_ID),
    (r"value(12)?-id-.*", Situation.MALFORMED_ID),
    (r"value(12)?-(guid-upper|name-unicode)", Situation.OTHER_SPELLING),
    (r"value(12)?-.*", Situation.MUTANT),
    (r"err-soapaction-missing", Situation.MISSING_ACTION),
    (r"err-soapaction-lowercase-name|err-action12-before-charset", Situation.OTHER_SPELLING),
    (r"err-soapaction-(unquoted|twice)|err-action12-(unquoted|plus-.*)", None),  # the right action, oddly said
    (r"err-(soapaction|action12)-.*", Situation.WRONG_ACTION),
    (r"err-ctype-(uppercase|quoted-charset|no-charset)|ok-.*", Situation.OTHER_SPELLING),
    (r"err-ctype-bogus-charset", None),
    # SOAP 1.2 allows further media types, and text/xml is one that this runtime takes for both versions.
    (r"err-ctype-text-xml-on-12-envelope.*|err-xml-soap12-envelope", None),
    (r"err-ctype-.*", Situation.WRONG_MEDIA_TYPE),
    (r"err-xml-(dtd|xxe)|var12-prolog-dtd", Situation.DOCUMENT_TYPE),
    (r"err-xml(12)?-wrong-envelope-ns", Situation.WRONG_ENVELOPE_VERSION),
    (r"err-xml-whitespace-only", Situation.EMPTY_BODY),
    (r"err-xml(12)?-(no-envelope|no-body|empty-body-element|nil-envelope)", Situation.MUTANT),
    (r"err-(xml|xml12|utf8)-.*", Situation.MALFORMED_XML),
    (r"var(12)?-header-unknown-mustunderstand", Situation.UNKNOWN_MANDATORY_HEADER),
    (r"var(12)?-header-(missing|empty|wrong-ns|no-ns|after-body)", Situation.MISSING_HEADER),
    (r"var(12)?-header-(twice|extra-member|empty-element)", Situation.MUTANT),
    (r"var(12)?-header-.*", Situation.OTHER_SPELLING),
    (r"var(12)?-body-(two-ops|extra-child|text-inside|multipart-trailer)", Situation.MUTANT),
    (r"var(12)?-body-.*", Situation.UNKNOWN_OPERATION),
    (r"var-.*", Situation.OTHER_SPELLING),
    (r"method-(head|options)-.*|method-get-with-soapaction", None),  # methods that any address may have
    (r"method-.*", Situation.WRONG_METHOD),
    (r"path-(double-slash|percent-dot)", Situation.OTHER_SPELLING),
    (r"path-form-post-to-asmx|path-post-op-no-ctype", Situation.WRONG_MEDIA_TYPE),
    (r"path-soap(12)?-post-to-op", None),
    (r"path-(get|post)-op-(lowercase|trailing-slash|unknown|empty|nested)", Situation.UNKNOWN_OPERATION),
    (r"path-.*", Situation.UNKNOWN_PATH),
    (r"(frame|enc|conn)-.*", Situation.OTHER_SPELLING),
    (r"accept-json", Situation.OTHER_FORMAT),
)


def situation_of(capture: Capture) -> Situation | None:
    """The situation of a recorded request; None when no check asks so."""
    for pattern, situation in _ROWS:
        if re.fullmatch(pattern, capture.name):
            return situation
    raise ValueError(f"No row says in which situation {capture.name!r} was recorded.")


# The bindings of requests that go to no address of a binding, or by no method of one.
_BINDINGS = (
    (r"path-get-op-.*|method-(delete|trace|foo)-op", "HTTP GET"),
    (r"path-post-op-.*|method-(put|patch)-op", "HTTP POST"),
)


def binding_of(capture: Capture) -> str:
    """The binding whose request was changed, as well as can be told; SOAP 1.1 where nothing tells."""
    told = (binding for pattern, binding in _BINDINGS if re.fullmatch(pattern, capture.name))
    return next(told, capture.binding or "SOAP 1.1")
