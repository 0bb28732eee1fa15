"""Clauses about what an error tells too much: every verdict, with its words."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

import pytest

from ProcessStatusLibrary.conformance.clause import PASSED, Finding, fail, not_applicable
from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.reply import Reply, read_reply
from ProcessStatusLibrary.transport.exchange import Headers

from .answers import FRAMEWORK_ERROR, LISTRAK, NOTHING, ROBUSTA, SOAP_11, Recipe, json, judge_of, judged, other, result
from .soap_messages import CODE_11, fault_11

NO_ERROR, NO_CONTENT = not_applicable("the reply is no error"), not_applicable("the answer has no content")
ERROR = "500 Internal Server Error"


def saying(words: str) -> Recipe:
    """A fault with a text."""
    return fault_11(f"{CODE_11}<faultstring>{words}</faultstring>")


def page(words: str) -> Recipe:
    """An error page for people."""
    return other(SOAP_11, f"<html><body><pre>{words}</pre></body></html>", ERROR, "text/html")


def trace(line: str) -> Finding:
    return fail("An error tells the calls that led to it", "no stack trace", f"'{line}'")


def path(received: str) -> Finding:
    return fail("An error tells a path on the server", "no path", f"'{received}'")


NET = "No.\n   at A.Status.Read(String id)\n   at A.Status.Answer(Request request)"
MONO = "No.\n  at System.Guid.TryParse (System.String s) [0x0009d] in &lt;abc&gt;:0 "
JAVA = "No.\n\tat com.example.Status.read(Status.java:12)\n\tat com.example.Main.main(Main.java:3)"

TRACES: list[tuple[Recipe, Finding]] = [
    (saying("No."), PASSED),
    (saying(NET), trace("at A.Status.Read(String id)")),
    (saying(MONO), trace("at System.Guid.TryParse (System.String s)")),
    (page(JAVA), trace("at com.example.Status.read(Status.java:12)")),
    (
        json(ROBUSTA, '{"status": 500, "error": "No", "trace": "No\\r\\n   at A.B.C(String id)"}', ERROR),
        trace("at A.B.C(String id)"),
    ),
    (
        other(SOAP_11, 'Traceback (most recent call last):\n  File "a.py"', ERROR, "text/plain"),
        trace("Traceback (most recent call last):"),
    ),
    (saying("The service is at example.com (in the north) until noon"), PASSED),
    (saying("Read the page\nat example.com"), PASSED),
    (FRAMEWORK_ERROR, PASSED),
    (result(SOAP_11, ("batch 4711", "see\n   at A.B.C(String id)")), NO_ERROR),
    (NOTHING, NO_CONTENT),
]


@pytest.mark.parametrize(("recipe", "finding"), TRACES)
def test_stack_trace(recipe: Recipe, finding: Finding) -> None:
    assert judged("disclosure.stack-trace", recipe) == finding


PATHS: list[tuple[Recipe, Finding]] = [
    (saying("No."), PASSED),
    (saying("Could not find file 'C:\\inetpub\\wwwroot\\web.config'."), path("C:\\\\inetpub\\\\wwwroot\\\\web.config")),
    (saying("In /var/www/status/index.php, line 3"), path("/var/www/status/index.php")),
    (
        json(ROBUSTA, '{"status": 500, "error": "C:\\\\inetpub\\\\site\\\\web.config"}', ERROR),
        path("C:\\\\inetpub\\\\site\\\\web.config"),
    ),
    (saying("See http://example.com/var/www/a and https://example.com/home/help."), PASSED),
    (saying("No process at /scheduler/status/7"), PASSED),
    (saying("Ratio 4:\\n"), PASSED),
    (result(SOAP_11, ("batch 4711", "C:\\out\\done\\a.csv")), NO_ERROR),
    (NOTHING, NO_CONTENT),
]


@pytest.mark.parametrize(("recipe", "finding"), PATHS)
def test_file_path(recipe: Recipe, finding: Finding) -> None:
    assert judged("disclosure.file-path", recipe) == finding


def test_a_path_that_the_client_sent_is_no_news() -> None:
    reply = saying("Cannot read C:\\in\\a.csv.").reply()
    request = replace(reply.exchange.request, body=b'{"FileName": "C:\\\\in\\\\a.csv"}')

    sent = replace(reply, exchange=replace(reply.exchange, request=request))

    assert judge_of("disclosure.file-path")(sent) == PASSED


PASSWORD = "a-password"
PAIR = b64encode(f"somebody:{PASSWORD}".encode()).decode()
BASIC: Headers = (("Authorization", f"Basic {PAIR}"),)


def asked(
    recipe: Recipe, headers: Headers = (), body: bytes = b"", repeated: Headers = (), masker: Masker | None = None
) -> Reply:
    """A reply to a request with credentials."""
    reply = recipe.reply()
    request = replace(reply.exchange.request, headers=headers, body=body)
    response = replace(reply.response, headers=(*reply.response.headers, *repeated))
    exchange = replace(reply.exchange, request=request, response=response)
    return read_reply(reply.contract, reply.operation, reply.binding, "", exchange, masker=masker)


def repeats(what: str, where: str = "body") -> Finding:
    return fail("An answer repeats the credentials", "nothing of them", what, where)


def error(words: str) -> Recipe:
    """An error in JSON."""
    return json(ROBUSTA, f'{{"status": 401, "error": "{words}"}}', "401 Unauthorized")


USER = b"<a><UserName>somebody</UserName><Password>a-password</Password></a>"
NONE_SENT = not_applicable("no credentials were sent")

CREDENTIALS: list[tuple[Reply, Finding]] = [
    (asked(error("No."), BASIC), PASSED),
    (asked(error(f"Sent: {PASSWORD}."), BASIC), repeats("the password")),
    (asked(error(f"Authorization: Basic {PAIR}"), BASIC), repeats("the header Authorization")),
    (asked(error("Sent: a-passwords."), BASIC), PASSED),
    (asked(error("Sent: a-token."), (("Authorization", "Bearer a-token"),)), repeats("the header Authorization")),
    (asked(error("Sent: a-token."), (("Cookie", "a=b; session=a-token"),)), repeats("the cookie session")),
    (asked(error("Sent: a-key-7."), (("X-Api-Key", "a-key-7"),)), repeats("the header X-Api-Key")),
    (asked(other(LISTRAK, "No: a-password", ERROR, "text/plain"), body=USER), repeats("the element Password")),
    (asked(error("No: a-password"), body=b'{"password": "a-password"}'), repeats("the member password")),
    (asked(error("No: a-password"), body=b"<a><Password>a-password"), NONE_SENT),
    (asked(error("No: a-password"), body=b'{"password": "a-pass'), NONE_SENT),
    (asked(error("pass"), (("Authorization", "Bearer pass"),)), NONE_SENT),  # too short to be told from a word
    (asked(error("No: Basic nonsense"), (("Authorization", "Basic nonsense"),)), repeats("the header Authorization")),
    (asked(error("No.")), NONE_SENT),
    (asked(result(ROBUSTA, ("SUCCEEDED", PASSWORD)), BASIC), NO_ERROR),
]


@pytest.mark.parametrize(("reply", "finding"), CREDENTIALS)
def test_credentials(reply: Reply, finding: Finding) -> None:
    assert judge_of("disclosure.credentials")(reply) == finding


def test_a_token_in_a_header_of_any_name_is_known_to_the_masker() -> None:
    masker = Masker()
    masker.learn("a-token-of-mine", "token")
    reply = asked(error("Sent: a-token-of-mine."), (("X-Own", "a-token-of-mine"),), masker=masker)

    assert judge_of("disclosure.credentials")(reply) == repeats("the header X-Own")


@pytest.mark.parametrize(
    ("headers", "repeated", "finding"),
    [
        (BASIC, (("X-Debug", f"Basic {PAIR}"),), repeats("the header Authorization", "X-Debug")),
        (BASIC, (("Set-Cookie", f"p={PASSWORD}"),), repeats("the password", "Set-Cookie")),
        (BASIC, (), PASSED),
        ((), (("X-Debug", "a"),), NONE_SENT),
    ],
)
def test_credentials_in_a_header(headers: Headers, repeated: Headers, finding: Finding) -> None:
    assert judge_of("disclosure.credentials-in-header")(asked(result(ROBUSTA), headers, repeated=repeated)) == finding


def test_a_secret_is_never_told() -> None:
    finding = judge_of("disclosure.credentials")(asked(error(PASSWORD), BASIC))

    assert PASSWORD not in str(finding)
