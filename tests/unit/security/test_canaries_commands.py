"""No artefact of the commands that judge, score, simulate and list holds a planted credential."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from ProcessStatusLibrary.conformance import situation

from ..transport.raw_server import RawServer
from .canary_scan import leaks, texts_of
from .canary_stage import CANARIES, IMPORT_ID, Runs, repeats_what_it_receives, statuses_in

TARGETS = """
[robusta]
url = "{url}"
user = "ada"
password_env = "CANARY_BASIC"
process_id = "4711"
secrets = ["X-Own-Key"]
headers = {{ X-Own-Key = "{configured}" }}
proxies = {{ {proxies} }}
[robusta.start]
name = "Runner"
runImmediately = "Y"
values = {{ password = "{start}" }}
[listrak]
url = "{url}"
user = "ada"
password_env = "CANARY_SOAP"
process_id = "4711"
[coruson]
url = "{url}"
token_env = "CANARY_BEARER"
process_id = "{import_id}"
[cora-rpa]
url = "{with_user}"
process_id = "4711"
secrets = ["WorkflowSpaceName"]
members = {{ WorkflowSpaceName = "{member}" }}
"""
ACCEPTED = """
[[accepted]]
clause = "reply.kind"
service = "robusta"
reason = "agreed"
expires = 2099-01-01
"""


def targets(path: Path, url: str, proxy: str = "") -> Path:
    """Writes a targets file with every kind of credential."""
    with_user = url.replace("://", f"://ada:{quote(CANARIES['address'], safe='')}@")
    proxies = f'http = "{proxy}"' if proxy else ""
    text = TARGETS.format(url=url, with_user=with_user, import_id=IMPORT_ID, proxies=proxies, **{
        name: CANARIES[name] for name in ("configured", "member", "start")
    })  # fmt: skip
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All that the commands write, files and console."""
    inputs = tmp_path_factory.mktemp("inputs")
    (inputs / "accepted.toml").write_text(ACCEPTED, encoding="utf-8")
    runs = Runs(tmp_path_factory.mktemp("canaries"))
    with pytest.MonkeyPatch.context() as patch, RawServer(repeats_what_it_receives) as server:
        for name, value in CANARIES.items():
            patch.setenv(f"CANARY_{name.upper()}", value)
        patch.delenv("PROCESSSTATUS_TARGETS", raising=False)
        patch.setattr(situation, "NEGATIVE_PAUSE", 0.0)
        everything = ("--negative", "--allow-bad-login", "--allow-start", "--timeout", "5")
        file = targets(inputs / "targets.toml", server.url)
        runs.here("negative", "check", "--targets", file, *everything, "--output", "negative", "--markdown", "n.md")
        judged = ("--markdown", "j.md", "--baseline", "negative/conformance.json", "--output", "judged")
        accepting = ("--accept", inputs / "accepted.toml", "--fail-on", "inferred")
        runs.here("judge", "judge", "negative/observations.jsonl", *judged, *accepting)
        runs.here("export", "export", "negative/observations.jsonl", "--har", "negative.har")
        proxy = server.url.replace("://", f"://ada:{quote(CANARIES['proxy'], safe='')}@")
        through = targets(inputs / "proxied.toml", "http://127.0.0.1:9", proxy)
        runs.here("proxy", "check", "robusta", "--targets", through, "--output", "proxy", "--allow-start")
        patch.setenv("HTTP_PROXY", proxy)
        patch.setenv("NO_PROXY", "")
        direct = ("--url", "http://service.invalid", "--process-id", "4711", "--output", "variable")
        runs.here("proxy by variable", "check", "listrak", *direct)
        patch.delenv("HTTP_PROXY")
        runs.here("score", "score", "robusta", "--defect", "password-in-error", "--output", "score", "--jobs", "1")
        for listed in ("sentences", "clauses", "defects", "services"):
            runs.here(listed, listed)
    return {"(sent)": b"".join(server.requests).decode("utf-8", "replace"), **runs.console, **texts_of(runs.folder)}


def test_the_commands_did_what_they_should(written: dict[str, str]) -> None:
    assert statuses_in(written) == {
        "negative": 1, "judge": 3, "export": 0, "proxy": 3, "proxy by variable": 3, "score": 0,
        "sentences": 0, "clauses": 0, "defects": 0, "services": 0,
    }  # fmt: skip


ELSEWHERE = ("header", "cookie", "query", "object", "signature", "parameter")
PLANTED = [name for name in CANARIES if name not in ELSEWHERE]


@pytest.mark.parametrize("canary", PLANTED)
def test_the_canary_was_sent(written: dict[str, str], canary: str) -> None:
    assert leaks({"sent": written["(sent)"]}, {canary: CANARIES[canary]})


@pytest.mark.parametrize("canary", CANARIES)
def test_the_canary_is_nowhere(written: dict[str, str], canary: str) -> None:
    places = {place: text for place, text in written.items() if place != "(sent)"}

    found = leaks(places, {canary: CANARIES[canary]})

    assert not found, "\n".join(found[:30])
