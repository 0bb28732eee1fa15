"""Many secrets are found in a text, however they were added and wherever they overlap."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable

import pytest

from ProcessStatusLibrary import secret_search
from ProcessStatusLibrary.escapes import CHARACTERS, MAIL, Sources, unescaped
from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.secret_search import Found, SecretSearch


@pytest.fixture(params=[0, 1_000], ids=["a block each", "one block"])
def search(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> SecretSearch:
    """A search whose texts are added one by one, the longest first so that none joins the one before it."""
    monkeypatch.setattr(secret_search, "FEW", request.param)
    search = SecretSearch()
    search.add([b"zero", b"zero1", b"zero2", b"zero3"])
    search.add([b"abcd", b"bc"])
    search.add([b"cdef"])
    return search


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b"", []),
        (b"abc", [b"bc"]),
        (b"abcd", [b"abcd"]),
        (b"zero1 abcd", [b"zero1", b"abcd"]),
        (b"abcdabcd", [b"abcd", b"abcd"]),
    ],
)
def test_the_leftmost_and_longest_is_found(search: SecretSearch, text: bytes, found: list[bytes]) -> None:
    assert [place.text for place in search.find(text)] == found
    assert all(text[place.start : place.end] == place.text for place in search.find(text))


def test_what_overlaps_in_two_blocks_is_found_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secret_search, "FEW", 0)
    search = SecretSearch()
    search.add([b"abcd", b"x1"])
    search.add([b"cdef"])

    assert list(search.find(b"abcdef")) == [Found(0, 4, b"abcd"), Found(2, 6, b"cdef")]


def test_nothing_of_overlapping_secrets_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secret_search, "FEW", 0)
    masker = Masker()
    masker.learn("ä<first>-secret+/", "first")
    masker.learn("secret+/second", "second")

    masked = masker.text("a ä<first>-secret+/second b")

    assert masked.startswith("a {masked:first:")
    assert masked.endswith("} b")
    assert "second" not in masked.replace("{masked:second:", "")


def test_what_two_threads_add_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    search, added, threads = SecretSearch(), threading.Event(), list[threading.Thread]()

    def add_another() -> None:
        search.add([b"second"])
        added.set()

    class Meanwhile(secret_search._Block):
        def __init__(self, texts: Iterable[bytes]) -> None:
            if not threads:
                threads.append(threading.Thread(target=add_another))
                threads[0].start()
                added.wait(0.1)  # it can be added only after the first one has been
            super().__init__(texts)

    monkeypatch.setattr(secret_search, "_Block", Meanwhile)
    search.add([b"first"])
    threads[0].join()

    assert [found.text for found in search.find(b"first second")] == [b"first", b"second"]


def test_secrets_that_come_one_by_one_for_long() -> None:
    masker = Masker()
    began = time.process_time()
    for number in range(300):
        masker.learn(f'Digest username="ada", nonce="{number:032x}", response="{number * 7919:032x}"', "Authorization")
        masker.text("GET / HTTP/1.1")
    assert time.process_time() - began < 20, "built anew with each of them, a hundred took two minutes"
    assert masker.text(f'Digest username="ada", nonce="{7:032x}", response="{7 * 7919:032x}"').startswith("{masked:")


@pytest.mark.parametrize(
    ("text", "start", "end", "source"),
    [
        (rb"a%62c", 0, 3, (0, 5)),
        (rb"a%62c", 1, 2, (1, 4)),
        (rb"a%62c", 0, 1, None),
        (rb"a%62c", 2, 3, None),
        (rb"%61%62%63", 1, 2, (3, 6)),
        (rb"x\u00e4y", 1, 3, (1, 7)),
        (rb"x\u00e4y", 2, 4, None),
        (rb"x\u00e4y", 0, 2, None),
        ("ä%61ä".encode(), 1, 3, None),
        ("ä%61ä".encode(), 0, 4, None),
        ("ä%61ä".encode(), 0, 5, (0, 7)),
        (b"&#1114112;%61", 10, 11, (10, 13)),
        (rb"\ud83d\ude00%61", 0, 5, (0, 15)),
        (b"abc", 0, 3, None),
    ],
)
def test_where_a_part_of_an_unescaped_text_came_from(
    text: bytes, start: int, end: int, source: tuple[int, int] | None
) -> None:
    assert Sources(text, MAIL).span(start, end) == source


@pytest.mark.parametrize(
    "piece", ["%41", "=c3=A4", "&#65;&#x1f600;", "&#1114112;", "\\ud83d\\ude00", "\\ud83da\\U0041"]
)
@pytest.mark.parametrize("count", [1, 2, 3, 999, 1_000, 1_001, 2_500])
def test_rows_of_escapes_are_undone_as_each_of_them_is(piece: str, count: int) -> None:
    text = f"a{piece * count}b".encode()
    each = MAIL.each.sub(lambda escape: unescaped(escape[0]), text)

    assert unescaped(text) == each
    assert Sources(text, MAIL).span(1, len(each) - 1) == (1, len(text) - 1)


def test_the_sign_of_mail_is_left_where_it_is_no_escape() -> None:
    assert unescaped(b"token=ab%2Fc", CHARACTERS) == b"token=ab/c"
    assert unescaped(b"token=ab%2Fc", MAIL) == b"token\xab/c"
