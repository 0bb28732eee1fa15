"""In which situation each exchange with a real ASMX runtime was recorded."""

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
    (r"value(12)?-id-(spaces|newlines|plus|zeros|cdata|charref|comment)", Situation.OTHER_SPELLING),
    (r"value(12)?-id-(negative|max|min)", Situation.UNKNOWN_ID),
    (r"value(12)?-id-.*", Situation.MALFORMED_ID),
    (r"value(12)?-(guid-upper|name-unicode)", Situation.OTHER_SPELLING),
    (r"value(12)?-.*", Situation.MUTANT),
    (r"err-soapaction-missing", Situation.MISSING_ACTION),
    (r"err-soapaction-lowercase-name|err-action12-before-charset", Situation.OTHER_SPELLING),
    (r"err-(soapaction|action12)-.*", Situation.WRONG_ACTION),
    (r"err-ctype-(uppercase|quoted-charset)|ok-.*", Situation.OTHER_SPELLING),
    (r"err-ctype-.*", Situation.WRONG_MEDIA_TYPE),
    (r"err-xml-(dtd|xxe)|var12-prolog-dtd", Situation.DOCUMENT_TYPE),
    (r"err-xml(12)?-(wrong-envelope-ns|soap12-envelope)", Situation.WRONG_ENVELOPE_VERSION),
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
    (r"method-.*", Situation.WRONG_METHOD),
    (r"path-(double-slash|percent-dot)", Situation.OTHER_SPELLING),
    (r"path-form-post-to-asmx|path-post-op-no-ctype", Situation.WRONG_MEDIA_TYPE),
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
