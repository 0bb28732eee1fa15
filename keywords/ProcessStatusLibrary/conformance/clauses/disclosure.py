"""Clauses about what an error tells that nobody outside should know."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from ...classification import ReplyKind
from ...wording import quote
from ..clause import PASSED, Clause, Finding, fail, not_applicable
from ..situation import EVERY_SITUATION
from .charsets import encoding_of, family
from .sent_secrets import SentSecret, sent_secrets

if TYPE_CHECKING:
    from ...reply import Reply

# A call of a trace stands on a line of its own: "   at Name.Space.Method(String id)", Java and Mono write it alike.
_CALL = re.compile(r"(?:^|[\r\n]|\\n)(?:[ \t]|\\t)*+at\s[\w$<>`]+\.[\w$<>`.\[\],]{1,300}\s?\([^)\r\n]{0,300}\)?")
_PYTHON = re.compile(r"Traceback \(most recent call last\):")
_WINDOWS_PATH = re.compile(r"(?<![A-Za-z])[A-Za-z]:(?:\\{1,2}[^\\/:*?\"<>|\s']+){2,}")
_UNIX_PATH = re.compile(
    r"(?<![\w./:~-])/(?:var|home|usr|opt|srv|etc|tmp|root|mnt|app|Users|build)/[\w.@+-]+(?:/[\w.@+-]+)*"
)


def _error_text(reply: Reply) -> str:
    """The text of an error, escapes of XML and HTML undone; empty when the reply is no error, or says nothing."""
    if reply.kind in (ReplyKind.RESULT, ReplyKind.EMPTY_RESULT) and reply.response.status < 400:
        return ""
    encoding = encoding_of(reply)
    return unescape(reply.response.body.decode(encoding if family(encoding) else "utf-8", "replace"))


def _no_error(reply: Reply) -> Finding:
    empty = not reply.response.body
    return not_applicable("the answer has no content" if empty else "the reply is no error")


def _stack_trace(reply: Reply) -> Finding:
    text = _error_text(reply)
    if not text:
        return _no_error(reply)
    found = _CALL.search(text) or _PYTHON.search(text)
    if not found:
        return PASSED
    line = found[0].strip().removeprefix("\\r").removeprefix("\\n").strip()
    return fail("An error tells the calls that led to it", "no stack trace", quote(line))


def _file_path(reply: Reply) -> Finding:
    text = _error_text(reply)
    if not text:
        return _no_error(reply)
    request = reply.exchange.request
    sent = f"{request.url}\n{request.body.decode('utf-8', 'replace')}".replace("\\\\", "\\")
    paths = [
        match[0].replace("\\\\", "\\").rstrip(".,") for p in (_WINDOWS_PATH, _UNIX_PATH) for match in p.finditer(text)
    ]
    # A path that the client sent is no news to it.
    own = [path for path in paths if path not in sent]
    return fail("An error tells a path on the server", "no path", quote(own[0])) if own else PASSED


def _credentials(reply: Reply) -> Finding:
    text = _error_text(reply)
    if not text:
        return _no_error(reply)
    secrets = sent_secrets(reply)
    if not secrets:
        return not_applicable("no credentials were sent")
    return _repeated([secret for secret in secrets if secret.is_in(text)], "body")


def _credentials_in_header(reply: Reply) -> Finding:
    secrets = sent_secrets(reply)
    if not secrets:
        return not_applicable("no credentials were sent")
    for name, value in reply.response.headers:
        found = [secret for secret in secrets if secret.is_in(value)]
        if found:
            return _repeated(found, name)
    return PASSED


def _repeated(found: list[SentSecret], where: str) -> Finding:
    # The secret itself is never printed: the masker need not know a password that is wrong on purpose.
    return fail("An answer repeats the credentials", "nothing of them", found[0].name, where) if found else PASSED


DISCLOSURE_CLAUSES = (
    Clause(
        id="disclosure.stack-trace",
        title="An error tells nothing of the calls that led to it.",
        level="inferred",
        source="CWE-209",
        situations=EVERY_SITUATION,
        judge=_stack_trace,
    ),
    Clause(
        id="disclosure.file-path",
        title="An error tells no path on the server.",
        level="inferred",
        source="CWE-209",
        situations=EVERY_SITUATION,
        judge=_file_path,
    ),
    Clause(
        id="disclosure.credentials",
        title="An error does not repeat the credentials that were sent.",
        level="inferred",
        source="CWE-209",
        situations=EVERY_SITUATION,
        judge=_credentials,
    ),
    Clause(
        id="disclosure.credentials-in-header",
        title="No header of an answer repeats the credentials that were sent.",
        level="inferred",
        source="CWE-200",
        situations=EVERY_SITUATION,
        judge=_credentials_in_header,
    ),
)
