"""Defects of who is let in, and of how the others are turned away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ..calls import Call
from ..envelopes import Envelope
from ..http_message import Answer, Request
from .answers import html, with_header, without_header
from .defect import Admits, Answered, Defect
from .exchange import Exchange
from .traits import Traits

CHALLENGE = "WWW-Authenticate"
LOGIN_PAGE = html("Log in", "Please log in to continue.")


def _letting_in(fits: Callable[[Mapping[str, str], Mapping[str, str]], bool]) -> Admits:
    """Lets in whose credentials fit, given those that were brought and those that are right."""

    def admits(exchange: Exchange, call: Call, request: Request, envelope: Envelope | None) -> bool:  # noqa: ARG001
        return fits(call.guard.brought(request, envelope), call.guard.wanted)

    return admits


def _nothing(brought: Mapping[str, str], wanted: Mapping[str, str]) -> bool:  # noqa: ARG001
    return not brought


def _any_password(brought: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    return "token" in brought or ("password" in brought and brought.get("user") == wanted.get("user"))


def _any_user(brought: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    return "user" in brought and brought.get("password") == wanted.get("password")


def _turned_away(change: Callable[[Answer], Answer]) -> Answered:
    """Makes a change to the answer to a request whose credentials are missing or wrong."""

    def answered(exchange: Exchange, answer: Answer) -> Answer:
        return change(answer) if exchange.turned_away else answer

    return answered


def _refused_after_all(exchange: Exchange, answer: Answer) -> Answer:
    if not exchange.refused or exchange.turned_away:
        return answer
    return replace(answer, status=401).adding((CHALLENGE, f'Basic realm="{exchange.asked.name}"'))


def _login_page(answer: Answer) -> Answer:
    page = without_header(replace(answer, status=200, body=LOGIN_PAGE), CHALLENGE)
    return with_header(page, "Content-Type", "text/html; charset=utf-8")


def _by_http(traits: Traits) -> bool:
    return traits.guarded_by_http


def _guarded(traits: Traits) -> bool:
    return traits.guarded


DEFECTS = (
    Defect(
        "accepts-wrong-password",
        "Whatever password or token comes is right.",
        "credentials",
        where=_guarded,
        admits=_letting_in(_any_password),
    ),
    Defect(
        "accepts-wrong-user",
        "The right password is enough, whoever sends it.",
        "credentials",
        where=lambda traits: traits.guarded and "user" in traits.guard.wanted,
        admits=_letting_in(_any_user),
    ),
    Defect(
        "accepts-no-credentials",
        "Who sends no credentials is let in; who sends wrong ones is not.",
        "credentials",
        where=_guarded,
        admits=_letting_in(_nothing),
    ),
    Defect(
        "401-without-challenge",
        "HTTP 401 does not say which credentials are wanted.",
        "credentials",
        where=_by_http,
        answered=_turned_away(lambda answer: without_header(answer, CHALLENGE)),
    ),
    Defect(
        "challenge-without-realm",
        "HTTP 401 does not say for what credentials are wanted.",
        "credentials",
        where=_by_http,
        answered=_turned_away(lambda answer: with_header(answer, CHALLENGE, "Basic")),
    ),
    Defect(
        "403-for-401",
        "Missing or wrong credentials are answered with HTTP 403.",
        "credentials",
        where=_by_http,
        answered=_turned_away(lambda answer: replace(answer, status=403)),
    ),
    Defect(
        "login-page-with-200",
        "Missing or wrong credentials are answered with a page for people and HTTP 200.",
        "credentials",
        where=_guarded,
        answered=_turned_away(_login_page),
    ),
    Defect(
        "refusal-with-result",
        "HTTP 401 brings the result that it refuses.",
        "credentials",
        where=_by_http,
        admits=lambda *_: True,
        answered=_refused_after_all,
    ),
)
