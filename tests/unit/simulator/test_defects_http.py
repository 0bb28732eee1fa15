"""What the defects of HTTP change: media types, statuses, credentials, and what errors disclose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ProcessStatusLibrary.simulator import Simulator

from .asking import Question, basic
from .test_defects_harness import (
    Change,
    Heard,
    Row,
    also,
    body,
    both,
    check,
    header,
    profiles,
    same,
    status,
    whole,
)

RPA = ("cora-rpa", "GetStatus.soap11")
RPA12 = ("cora-rpa", "GetStatus.soap12")
MAILING = ("listrak", "GetProcessStatus.soap11")
ROBOT = ("robusta", "GetProcessStatus.rest")
HTML = "text/html; charset=utf-8"
RIGHT = basic("robusta-user", "robusta-password")
TRACE = "   at Status.Service.Read(String id)\r\n   at Status.Service.Answer(Request request)"
FILE = "Could not find file 'C:\\inetpub\\wwwroot\\status\\web.config'."


def page(title: str, text: str) -> Change:
    """The body is a page for people."""
    html = f"<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><p>{text}</p></body></html>\n"
    return whole(lambda _: html.encode())


def media(kind: str) -> Change:
    """Another media type in the place of the one that is there."""
    return lambda heard, _: replace(
        heard, headers=tuple((n, kind if n == "Content-Type" else v) for n, v in heard.headers)
    )


def nothing(heard: Heard, conforming: object) -> Heard:
    """No body, and no length of one."""
    return replace(heard, body=b"", lengths=())


def wrong_action(question: Question) -> Question:
    """The action of another operation."""
    return question.but(SOAPAction='"urn:x"')


def wrong_password(question: Question) -> Question:
    """The right user with another password."""
    if "listrak" in question.body:
        return question.with_body("listrak-password", "hunter2")
    return question.but(Authorization=basic("robusta-user", "hunter2"))


def wrong_user(question: Question) -> Question:
    """The right password of somebody else."""
    if "listrak" in question.body:
        return question.with_body("listrak-user", "somebody")
    return question.but(Authorization=basic("somebody", "robusta-password"))


def nobody(question: Question) -> Question:
    """No credentials at all."""
    if "listrak" in question.body:
        return question.with_body("WSUser", "Nobody").with_body("UserName", "Name").with_body("Password", "Word")
    return question.but(without="Authorization")


def another_method(question: Question) -> Question:
    """A method that the address does not have."""
    return question.but(method="PUT")


def nowhere(question: Question) -> Question:
    """A path that nothing is at."""
    return question.but(path="/nowhere")


ROWS = [
    Row("media-type-text-plain", *RPA, header("Content-Type", "text/plain; charset=utf-8"), observed=False),
    Row("media-type-html", *RPA, header("Content-Type", HTML), observed=False),
    Row("media-type-binary", *RPA, header("Content-Type", "application/octet-stream"), observed=False),
    Row("media-type-of-other-format", *RPA, header("Content-Type", "application/json"), observed=False),
    Row("media-type-of-other-format", *ROBOT, header("Content-Type", "application/xml")),
    Row("media-type-of-other-version", *RPA12, header("Content-Type", "text/xml; charset=utf-8"), observed=False),
    Row(
        "media-type-of-other-version",
        *RPA,
        header("Content-Type", "application/soap+xml; charset=utf-8"),
        observed=False,
    ),
    Row("charset-latin-1", *RPA, header("Content-Type", "text/xml; charset=iso-8859-1"), observed=False),
    Row("charset-latin-1", *ROBOT, header("Content-Type", "application/json; charset=iso-8859-1")),
    Row("no-content-type", *RPA, header("Content-Type", None)),
    Row("two-content-types", *RPA, also("Content-Type", HTML)),
    Row("two-lengths", *ROBOT, lambda heard, _: replace(heard, lengths=("96", "97")), observed=False),
    Row("not-gzip", *RPA, also("Content-Encoding", "gzip")),
    Row("status-201", *RPA, status(201)),
    Row("status-500", *RPA, status(500)),
    Row("status-204", *RPA, both(status(204), header("Content-Type", None), nothing)),
    Row("empty-answer", *RPA, whole(lambda _: b"")),
    Row(
        "error-page-with-200",
        *RPA,
        both(page("Server Error", "An error has occurred."), header("Content-Type", HTML)),
        observed=False,
    ),
    Row(
        "redirect-to-login",
        *RPA,
        both(status(302), header("Content-Type", None), also("Location", "/login?then=status"), whole(lambda _: b"")),
    ),
    Row("old-http", *RPA, lambda heard, _: replace(heard, version=10)),
    Row("old-http", *RPA, lambda heard, _: replace(heard, version=10), ask=[nowhere]),
    Row("405-without-allow", *ROBOT, header("Allow", None), ask=[another_method]),
    Row("500-for-client-mistakes", *ROBOT, status(500), ask=[another_method]),
    Row("500-for-client-mistakes", *RPA, status(500), ask=[nowhere]),
    Row("404-with-200", *RPA, status(200), ask=[nowhere]),
    Row("accepts-wrong-password", *ROBOT, ask=[wrong_password], like=same),
    Row("accepts-wrong-password", *MAILING, ask=[wrong_password], like=same),
    Row("accepts-wrong-user", *ROBOT, ask=[wrong_user], like=same),
    Row("accepts-wrong-user", *MAILING, ask=[wrong_user], like=same),
    Row("accepts-no-credentials", *ROBOT, ask=[nobody], like=same),
    Row("401-without-challenge", *ROBOT, header("WWW-Authenticate", None), ask=[nobody]),
    Row("challenge-without-realm", *ROBOT, header("WWW-Authenticate", "Basic"), ask=[nobody]),
    Row("403-for-401", *ROBOT, status(403), ask=[wrong_password]),
    Row(
        "login-page-with-200",
        *ROBOT,
        both(
            status(200),
            header("WWW-Authenticate", None),
            header("Content-Type", HTML),
            page("Log in", "Please log in to continue."),
        ),
        ask=[nobody],
    ),
    Row(
        "login-page-with-200",
        *MAILING,
        both(status(200), media(HTML), page("Log in", "Please log in to continue.")),
        ask=[wrong_password],
        observed=False,
    ),
    Row(
        "refusal-with-result",
        *ROBOT,
        whole(
            lambda _: (
                b'{"status": "SUCCEEDED", "message": "Your transaction has ended.", "__out_x": "Username Surname"}'
            )
        ),
        ask=[nobody],
        observed=False,
    ),
    Row("stack-trace", *RPA, body("urn:x.<", f"urn:x. {TRACE}<"), ask=[wrong_action]),
    Row("stack-trace", *RPA, whole(lambda content: content + f" {TRACE}".encode()), ask=[nowhere]),
    Row("file-path", *RPA, body("urn:x.<", f"urn:x. {FILE}<"), ask=[wrong_action]),
    Row(
        "file-path",
        *ROBOT,
        body("wrong.", "wrong. Could not find file 'C:\\\\inetpub\\\\wwwroot\\\\status\\\\web.config'."),
        ask=[nobody],
        observed=False,
    ),
    Row("password-in-error", *MAILING, body("is wrong.", "is wrong. Sent: hunter2."), ask=[wrong_password]),
    Row("password-in-error", *ROBOT, body("wrong.", "wrong. Sent: hunter2."), ask=[wrong_password], observed=False),
    Row(
        "authorization-in-error",
        *ROBOT,
        body("Allowed: GET, HEAD.", f"Allowed: GET, HEAD. Authorization: {RIGHT}"),
        ask=[another_method],
    ),
    Row("authorization-in-header", *ROBOT, also("X-Debug-Authorization", RIGHT)),
]


@pytest.mark.parametrize(("row", "profile"), profiles(ROWS))
def test_what_differs(simulators: dict[str, Simulator], row: Row, profile: str) -> None:
    check(simulators[profile], row)
