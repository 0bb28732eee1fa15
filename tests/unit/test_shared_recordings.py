"""A recording that several sessions share masks the secrets of them all, whichever of them sends or receives one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ProcessStatusLibrary import Credentials, Session, Target, load_contract, open_service
from ProcessStatusLibrary.masking import Masker, SecretText
from ProcessStatusLibrary.recording import Recorder
from ProcessStatusLibrary.recording_reading import read_recording

from .transport.canned import Canned, response

CANARY = "canary-5up3r"
TOLD = response(f'{{"status": "RUNNING", "message": "{CANARY} and hunter2"}}'.encode(), "application/json")


def session(recorder: Recorder, masker: Masker | None = None, **settings: object) -> Session:
    """A session whose service repeats two secrets."""
    target = Target("robusta", load_contract("robusta"), url="https://host", **settings)  # type: ignore[arg-type]
    return Session(target, masker=masker, recorder=recorder, transport=Canned(TOLD))


def recorded(recorder: Recorder, file: Path) -> str:
    """The content of a recording that can be read."""
    recorder.close()
    assert read_recording(file).complete
    return file.read_text(encoding="utf-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the recording is."""
    return tmp_path / "observations.jsonl"


@pytest.mark.parametrize("own", [True, False], ids=["maskers of their own", "the recording's masker"])
@pytest.mark.parametrize("last", [True, False], ids=["the last one asks", "the first one asks"])
def test_the_secret_of_another_session(file: Path, own: bool, last: bool) -> None:
    recorder = Recorder(file, Masker())
    secrets = (Credentials("ada", SecretText(CANARY)), Credentials("bob", SecretText("hunter2")))
    sessions = [session(recorder, Masker() if own else None, credentials=who) for who in secrets]
    sessions[last].ask("1")
    text = recorded(recorder, file)

    assert "{masked:password:length=12:digest=" in text
    assert "{masked:password:length=7:digest=" in text
    assert CANARY not in text
    assert "hunter2" not in text


def test_what_a_session_learns_later(file: Path) -> None:
    recorder = Recorder(file, Masker())
    one, other = session(recorder, Masker()), session(recorder, Masker())
    one.masker.learn(CANARY, "token")
    one.masker.learn_names(["message"])
    other.ask("1")
    [line] = read_recording(file).lines

    assert recorder.masker.is_secret("Message")
    assert not other.masker.is_secret("Message")
    assert line["response"]["body"].startswith('{"status": "RUNNING", "message": "{masked:message:length=')
    assert "{masked:token:length=12:digest=" in line["response"]["body"]
    assert "hunter2" not in recorded(recorder, file)


def test_services_that_are_opened_with_a_recording_alone(file: Path) -> None:
    recorder = Recorder(file, Masker())
    with (
        open_service("robusta", credentials=Credentials("ada", SecretText(CANARY)), recorder=recorder) as one,
        open_service("listrak", recorder=recorder) as other,
    ):
        one.ask("1")
        other.send_request(body=f"<a>{CANARY}</a>")
    text = recorded(recorder, file)

    assert one.masker is other.masker is recorder.masker
    assert text.count("{masked:password:length=12:digest=") >= 2
    assert CANARY not in text


def test_maskers_that_teach_each_other() -> None:
    one, two = Masker(), Masker()
    for _ in range(2):
        one.teach(two)
        two.teach(one)
        one.teach(one)
    one.learn("canary-1")
    two.learn("canary-2")

    for masker in (one, two):
        assert "canary" not in masker.text("canary-1 canary-2")
