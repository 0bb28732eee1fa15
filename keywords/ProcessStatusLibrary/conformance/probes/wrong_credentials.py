"""Requests without credentials, and with wrong ones."""

from __future__ import annotations

from dataclasses import replace

from ...credentials import Credentials
from ...masking import SecretText
from ..alterations import without_soap_header
from ..bench import Bench, Row
from ..probe import Asking, Probe
from ..situation import Situation
from .altered import altered

NO_CREDENTIALS_REASON = "no credentials were given, so there are none to leave out or to change"
NO_USER_REASON = "the credentials name no user"
WRONG = SecretText("not-the-password-of-anybody")
NOBODY = "nobody-of-that-name"


def no_credentials(bench: Bench) -> Asking:
    """Asks without credentials, over every binding."""
    for row in bench.rows:
        if _wanted(bench):
            yield (_with(bench, row, Situation.NO_CREDENTIALS, Credentials()),)


def wrong_passwords(bench: Bench) -> Asking:
    """Asks with another password or token, over every binding that asks for a status."""
    given = bench.target.credentials
    for row in bench.status_rows:
        if _wanted(bench):
            wrong = replace(given, password=WRONG) if given.user else replace(given, token=WRONG)
            yield (_with(bench, row, Situation.WRONG_PASSWORD, wrong),)


def wrong_users(bench: Bench) -> Asking:
    """Asks with another user and the right password, over every binding that asks for a status."""
    given = bench.target.credentials
    for row in bench.status_rows:
        if not _wanted(bench):
            continue
        if given and not given.user:
            yield (bench.probe(row, Situation.WRONG_USER, skipped=NO_USER_REASON),)
        else:
            yield (_with(bench, row, Situation.WRONG_USER, replace(given, user=NOBODY)),)


def _wanted(bench: Bench) -> bool:
    return bench.contract.model.credentials.kind != "none"


def _with(bench: Bench, row: Row, situation: Situation, credentials: Credentials) -> Probe:
    """The documented request as somebody else would send it."""
    if not bench.target.credentials:
        return bench.probe(row, situation, skipped=NO_CREDENTIALS_REASON)
    probe = altered(bench, row, situation, lambda request: request, credentials=credentials)
    if probe.request is None or credentials or bench.contract.model.credentials.kind != "soap header":
        return probe
    return replace(probe, request=without_soap_header(probe.request))
