"""Plain scripts and stopped checks: uncaught errors, logging at DEBUG and killed runs show no planted credential."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from urllib.parse import quote

import pytest

from ..transport.raw_server import RawServer, Talk
from .canary_scan import leaks, texts_of
from .canary_stage import CANARIES, COMMAND, Runs, environment, repeat, statuses_in

ACTS = [
    "service.get_process_status('4711')",
    "service.get_process_status('4711', headers={'X-Own-Gone': os.environ['CANARY_CONFIGURED']})",
    "service.wait_until_ends('4711', timeout=0.01)",
    "service.bindings_should_agree('4711')",
    "service.should_conform()",
    "service.submit_process({**START, 'values': {'password': os.environ['CANARY_START']}})",
    "service.submit_process({'name': ['x'], 'password': os.environ['CANARY_START']})",
    "service.submit_process({**START, 'values': {'password': [os.environ['CANARY_START']]}})",
    "service.ask('4711', headers={'X-Api-Key': os.environ['CANARY_HEADER'] + chr(10)})",
    "service.send_request('4711', path='scheduler?token=' + os.environ['CANARY_QUERY'])",
    "service.send_request('4711', path='/scheduler?token=' + os.environ['CANARY_QUERY']).error()",
    "open_service('robusta', 'ftp' + os.environ['CANARY_WITH_USER'][4:])",
    "open_service('robusta', os.environ['CANARY_WITH_USER'] + ':x')",
    "logging.info('%r %s %r %r', service.last, service.last, service.target, service.last_exchange)",
    "open_service('listrak', os.environ['CANARY_WITH_USER'], **GIVEN).get_process_status('4711')",
    "open_service('robusta', os.environ['SERVER'], auth=HTTPBasicAuth('ada', OBJECT)).get_process_status('4711')",
    "open_service('listrak', os.environ['SERVER'], auth=('ada', OBJECT)).should_conform()",
    "open_service('cora-rpa', os.environ['SERVER'], auth=Signs()).get_process_status('4711')",
    "open_service('cora-ocr', os.environ['SERVER'], auth=Fails()).get_process_status('4711')",
]
SCRIPT = f"""
import logging, os, sys
from requests.auth import AuthBase, HTTPBasicAuth
from ProcessStatusLibrary import Credentials, open_service
from ProcessStatusLibrary.masking import SecretText

logging.basicConfig(level=logging.DEBUG)
for name in ("urllib3", "requests", "requests.packages.urllib3"):
    logging.getLogger(name).setLevel(logging.DEBUG)
START = {{"name": "x", "runImmediately": "Y"}}
PROXIES = {{"https": "http://ada:" + os.environ["CANARY_PROXY"] + "@127.0.0.1:9"}}
GIVEN = {{"proxies": PROXIES, "secrets": ["X-Own-Gone"]}}
OBJECT, SIGNATURE = os.environ["CANARY_OBJECT"], os.environ["CANARY_SIGNATURE"]

class Signs(AuthBase):
    def __call__(self, request):
        request.headers["X-Own-Sign"] = SIGNATURE
        request.prepare_url(request.url, {{"seal": os.environ["CANARY_PARAMETER"]}})
        return request

class Fails(Signs):
    def __call__(self, request):
        raise RuntimeError(f"no signature for {{super().__call__(request).headers['Host']}}")

credentials = Credentials("ada", SecretText(os.environ["CANARY_BASIC"]))
service = open_service("robusta", os.environ["SERVER"], credentials=credentials, record="o.jsonl", **GIVEN)
for act in {ACTS!r}:
    try:
        print(repr(eval(act)))
    except BaseException:
        sys.excepthook(*sys.exc_info())
service.close()
"""
STOPPED_AT = 3
"""The request at which a check is stopped, before its answer."""


def serves(talk: Talk) -> None:
    """Repeats what it receives, and closes where a request has the header of that name."""
    while talk.read() and b"X-Own-Gone" not in talk.request:
        repeat(talk)


class Stops:
    """A service that does not answer the last request before a check is stopped."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self._count = 0

    def __call__(self, talk: Talk) -> None:
        """Serves one connection."""
        while talk.read():
            self._count += 1
            if self._count >= STOPPED_AT:
                self.reached.set()
                talk.wait()
                return
            repeat(talk)


def stop(runs: Runs, name: str, number: signal.Signals) -> None:
    """Runs a check and stops it with a signal while it waits for an answer."""
    stops = Stops()
    with RawServer(stops) as server:
        where = ["--url", server.url, "--user", "ada", "--password-env", "CANARY_SOAP", "--process-id", "4711"]
        with subprocess.Popen(  # noqa: S603  our own command
            [*COMMAND, "check", "listrak", *where, "--output", name, "--markdown", f"{name}.md"],
            cwd=runs.folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        ) as process:  # fmt: skip
            assert stops.reached.wait(30)
            process.send_signal(number)
            printed = process.communicate(timeout=30)[0]
    runs.console[f"console of {name}, status {process.returncode}"] = printed.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All that is written, files and console, and what was sent."""
    runs = Runs(tmp_path_factory.mktemp("python"))
    with RawServer(serves) as server:
        with_user = server.url.replace("://", f"://ada:{quote(CANARIES['address'], safe='')}@")
        variables = environment(SERVER=server.url, CANARY_WITH_USER=with_user)
        runs.beside("script", [sys.executable, "-c", SCRIPT], variables)
    stop(runs, "terminated", signal.SIGTERM)
    stop(runs, "killed", signal.SIGKILL)
    runs.here("judge", "judge", "killed/observations.jsonl", "--output", "judged", "--markdown", "judged.md")
    sent = b"".join(server.requests).decode("utf-8", "replace")
    return {"(sent)": sent, **runs.console, **texts_of(runs.folder)}


def test_the_runs_did_what_they_should(written: dict[str, str]) -> None:
    assert statuses_in(written) == {"script": 0, "terminated": 143, "killed": -9, "judge": 3}
    console = written["console of script, status 0"]
    assert console.count("Traceback (most recent call last)") >= len(ACTS) - 3
    assert "DEBUG:urllib3.connectionpool:" in console


@pytest.mark.parametrize(
    "canary", ["basic", "address", "query", "start", "configured", "object", "signature", "parameter"]
)
def test_the_canary_was_sent(written: dict[str, str], canary: str) -> None:
    assert leaks({"sent": written["(sent)"]}, {canary: CANARIES[canary]})


@pytest.mark.parametrize("canary", CANARIES)
def test_the_canary_is_nowhere(written: dict[str, str], canary: str) -> None:
    places = {place: text for place, text in written.items() if place != "(sent)"}

    found = leaks(places, {canary: CANARIES[canary]})

    assert not found, "\n".join(found[:30])
