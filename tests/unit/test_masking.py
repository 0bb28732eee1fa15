"""Secrets stay out of whatever is written: by their value in every spelling, and by the name of what holds them."""

from __future__ import annotations

import base64
import json
import logging
import re
import time
import tracemalloc
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest

from ProcessStatusLibrary import Session, Target, load_contract, wording
from ProcessStatusLibrary.credentials import Credentials
from ProcessStatusLibrary.masking import Masker, SecretText

from .transport.raw_server import RawServer, answer, answers

SECRET = 'pä"ß<&>/wörd+1'
TOKEN = re.compile(r"\{masked:([\w-]+):length=(\d+):digest=([0-9a-f]{8})\}")
SPELLINGS = {
    "plain": SECRET,
    "Base64": base64.b64encode(SECRET.encode()).decode(),
    "Base64 for URLs": base64.urlsafe_b64encode(SECRET.encode()).decode().rstrip("="),
    "hexadecimal": SECRET.encode().hex(),
    "URL": quote(SECRET, safe=""),
    "URL with slashes": quote(SECRET),
    "URL in lower case, as .NET writes it": re.sub("%..", lambda found: found[0].lower(), quote(SECRET, safe="")),
    "form": quote_plus(SECRET),
    "XML text": 'pä"ß&lt;&amp;&gt;/wörd+1',
    "XML attribute": "pä&quot;ß&lt;&amp;&gt;/wörd+1",
    "JSON": 'pä\\"ß<&>/wörd+1',
    "JSON in ASCII": json.dumps(SECRET)[1:-1],
    "UTF-8 read as Latin-1": SECRET.encode().decode("latin-1"),
}


@pytest.fixture
def masker() -> Masker:
    """A masker that knows the secret."""
    made = Masker()
    made.learn(SECRET, "password")
    return made


def shape(text: str) -> str:
    """A masked text with the digests left out."""
    return TOKEN.sub(r"<\1 of \2>", text)


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_a_known_secret_in_every_spelling(masker: Masker, spelling: str) -> None:
    assert shape(masker.text(f"before {spelling} after")) == f"before <password of {len(SECRET)}> after"


def test_a_user_and_a_password_as_basic_authentication_writes_them() -> None:
    masker = Masker()
    masker.learn_basic("ada", "hunter2")
    pair = base64.b64encode(b"ada:hunter2").decode()

    assert shape(masker.text(f"ada hunter2 {pair}")) == f"ada <password of 7> <basic of {len(pair)}>"


@pytest.mark.parametrize("shown", range(3, len(SECRET)))
@pytest.mark.parametrize("cut", [wording.quote, wording.shortened])
def test_a_secret_that_was_cut_with_what_quotes_it(masker: Masker, cut: Callable[[str], str], shown: int) -> None:
    mark = "'" if cut is wording.quote else ""
    before = "x" * (wording.LONGEST_VALUE - shown - len(mark))

    told = shape(masker.text(cut(f"{before}{SECRET} after")))

    length = len(f"{before}{SECRET} after")
    assert told == f"{mark}{before}<password of {len(SECRET)}>...{mark} ({length} characters)"


def test_what_was_cut_is_left_where_no_secret_begins(masker: Masker) -> None:
    told = wording.quote("x" * 300)

    assert masker.text(told) == told


def test_a_secret_that_is_escaped_among_both_quotation_marks() -> None:
    masker = Masker()
    masker.learn("it's-secret", "password")

    assert shape(masker.text(wording.quote('say "it\'s-secret"'))) == "'say \"<password of 11>\"'"


def test_a_secret_of_which_tags_are_taken_for_markup() -> None:
    masker = Masker()
    masker.learn("hunter2-<five>-up", "password")

    assert shape(masker.text("the page hunter2- -up")) == "the page <password of 17>"


def test_a_secret_in_lower_case() -> None:
    masker = Masker()
    masker.learn("Hunter-TWO", "password")

    assert shape(masker.text("text/hunter-two")) == "text/<password of 10>"


def test_fields_within_lists() -> None:
    masker = Masker()
    masker.learn_fields({"values": [{"password": "hunter2"}], "token": ["hunter3"]})

    assert shape(masker.text("hunter2 hunter3")) == "<password of 7> <token of 7>"


NAMED = {
    "element": ("<Password>a b</Password>", "<Password><Password of 3></Password>"),
    "element with a prefix": ("<x:Token y='1'>ab</x:Token>", "<x:Token y='1'><Token of 2></x:Token>"),
    "element with CDATA": ("<Password><![CDATA[ab]]></Password>", "<Password><Password of 14></Password>"),
    "empty element": ("<Password></Password><Password/>", "<Password></Password><Password/>"),
    "element of another name": ("<Passwordless>a</Passwordless>", "<Passwordless>a</Passwordless>"),
    "JSON member": (r'{"a": 1, "password": "x\"y"}', '{"a": 1, "password": "<password of 4>"}'),
    "JSON member that is a number": ('{"password": 1234}', '{"password": <password of 4>}'),
    "query": ("/a?b=1&token=xyz&c=2", "/a?b=1&token=<token of 3>&c=2"),
    "query by the name of a header": ("/a?api-key=abc", "/a?api-key=<api-key of 3>"),
    "member by the name of a header": ('{"Authorization": "abc"}', '{"Authorization": "<Authorization of 3>"}'),
    "refresh token": ('{"refreshToken": "abc"}', '{"refreshToken": "<refreshToken of 3>"}'),
    "form": ("password=xyz&user=ada", "password=<password of 3>&user=ada"),
}


@pytest.mark.parametrize(("text", "masked"), NAMED.values(), ids=NAMED)
def test_an_unknown_secret_by_the_name_of_what_holds_it(text: str, masked: str) -> None:
    assert shape(Masker().text(text)) == masked


HEADERS = {
    ("Authorization", "Basic YTpi"): "Basic <Authorization of 4>",
    ("authorization", "YTpi"): "<authorization of 4>",
    ("Proxy-Authorization", "Bearer abc"): "Bearer <Proxy-Authorization of 3>",
    ("Cookie", "session=abc"): "<Cookie of 11>",
    ("Set-Cookie", "session=abc; Path=/"): "<Set-Cookie of 19>",
    ("X-Api-Key", "correct horse"): "<X-Api-Key of 13>",
    ("Content-Type", "text/xml; charset=utf-8"): "text/xml; charset=utf-8",
    ("X-Trace", f"for {SECRET}"): f"for <password of {len(SECRET)}>",
    ("X-Own", "abc"): "<X-Own of 3>",
}


@pytest.mark.parametrize(("header", "masked"), HEADERS.items(), ids=lambda value: str(value)[:40])
def test_headers(header: tuple[str, str], masked: str) -> None:
    masker = Masker(["x-own"])
    masker.learn(SECRET, "password")

    assert [(name, shape(value)) for name, value in masker.headers([header])] == [(header[0], masked)]


def test_a_known_secret_within_a_masked_value_has_its_own_mask() -> None:
    masker = Masker()
    masker.learn("hunter2", "token")
    [(_, cookie)] = masker.headers([("Set-Cookie", "sid=hunter2; Path=/")])
    [(_, alone)] = masker.headers([("X-Api-Key", "hunter2")])

    assert shape(cookie) == "<Set-Cookie of 19><token of 7>"
    assert shape(alone) == "<X-Api-Key of 7>"
    assert shape(masker.text("<Password> hunter2 </Password>")).endswith("><token of 7></Password>")
    assert masker.headers([("Set-Cookie", cookie)]) == [("Set-Cookie", cookie)]


@pytest.mark.parametrize("text", ["<Pin>1234</Pin>", '{"pin": "1234"}', "/a?PIN=1234"], ids=["XML", "JSON", "query"])
def test_further_names(text: str) -> None:
    assert "1234" not in Masker(["pin"]).text(text)


URLS = {
    "http://ada:hunter2@host/a": "http://<user-info of 11>@host/a",
    "https://ada@host": "https://<user-info of 3>@host",
    "http://:hunter2@host": "http://<user-info of 8>@host",
    "http://ada:p@ss@host/a": "http://<user-info of 8>@host/a",
    "http://host/a@b": "http://host/a@b",
    "http://host/a?x=1&api_key=abc#d": "http://host/a?x=1&api_key=<api_key of 3>#d",
    f"http://host/{quote(SECRET, safe='')}/b": f"http://host/<password of {len(SECRET)}>/b",
}


@pytest.mark.parametrize(("url", "masked"), URLS.items(), ids=URLS)
def test_urls(masker: Masker, url: str, masked: str) -> None:
    assert shape(masker.url(url)) == masked


def test_equal_secrets_have_equal_tokens_and_others_do_not(masker: Masker) -> None:
    masker.learn("hunter2")
    first, second, other = masker.text(f"{SECRET} {SPELLINGS['Base64']} hunter2").split(" ")

    assert first == second
    assert first != other


def test_nobody_can_search_for_the_secret_behind_a_token(masker: Masker) -> None:
    another = Masker()
    another.learn(SECRET, "password")

    assert masker.text(SECRET) != another.text(SECRET)


@pytest.mark.parametrize("secret", ["", "a", "ab"])
def test_a_very_short_secret_is_only_masked_by_name(secret: str) -> None:
    masker = Masker()
    masker.learn(secret)

    assert masker.text(f"about {secret}") == f"about {secret}"
    assert (
        shape(masker.text(f'{{"token": "{secret}"}}')) == f'{{"token": "{f"<token of {len(secret)}>" * bool(secret)}"}}'
    )


def test_what_is_masked_stays_as_it_is(masker: Masker) -> None:
    once = masker.url(f"http://ada:b@host/?token={quote(SECRET)}")

    assert masker.url(once) == once


@pytest.mark.parametrize("again", [False, True], ids=["first time", "after it was closed"])
def test_the_wire_log_has_no_secret(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="urllib3")
    # A library of other tests configures logging for the whole process when it is imported.
    monkeypatch.setattr(logging.getLogger("urllib3.connectionpool"), "disabled", False)
    credentials = Credentials(token=SecretText("canary-1"))
    with RawServer(answers(answer())) as server:
        session = Session(Target("robusta", load_contract("robusta"), url=server.url, credentials=credentials))
        if again:
            session.ask("4711")
            session.close()
        session.send_request("4711", path="/a?token=canary-2&x=canary-1")
        session.close()

    assert "/a?token=" in caplog.text, "urllib3 logs requests in other words now"
    assert "canary" not in caplog.text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("<password><![CDATA[a<b]]></password>", "<password>MASK</password>"),
        ("<password> a <![CDATA[b]]> c <![CDATA[d]] ]]></password>", "<password>MASK</password>"),
        ("<password><![CDATA[abc</password><a>", "<password>MASK"),
        ("<password><![CDATA[abc]]><a>", "<password>MASK<a>"),
        ("<password>abc", "<password>MASK"),
    ],
    ids=["a section", "sections and text", "a section without an end", "no end tag", "text without an end"],
)
def test_the_sections_of_a_secret_element(text: str, masked: str) -> None:
    assert re.sub(r"\{masked:[^{}]*\}", "MASK", Masker().text(text)) == masked


@pytest.mark.parametrize("end", ["", "]]>"], ids=["open", "closed at last"])
def test_a_row_of_sections_is_masked_in_a_time_that_grows_with_its_length(end: str) -> None:
    began = time.process_time()
    Masker().text("<password><![CDATA[" * 100_000 + end)

    assert time.process_time() - began < 2, "a time that grows with the square of the length takes minutes"


LONG = {
    "JSON": ('{"password": "', '"}'),
    "Python": ("{'password': '", "'}"),
    "JSON in JSON": ('"{\\"token\\": \\"', '\\"}"'),
    "an object": ('{"token": {"a": "', '"}}'),
    "an element": ("<token><a>", "</a></token>"),
}


@pytest.mark.parametrize(("start", "end"), LONG.values(), ids=LONG)
def test_a_long_value_is_masked_in_a_memory_that_grows_with_its_length(start: str, end: str) -> None:
    text = f"{start}{'a' * 4_000_000}{end}"
    tracemalloc.start()
    masked = Masker().text(text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(masked) < 100
    assert most < 10 * len(text), "a memory of a hundred bytes a character is that of a search that could go back"


def test_a_long_list_has_one_mask_for_what_is_left_of_it() -> None:
    masked = Masker().text('{"token": [' + "1, " * 5_000 + '["a"]], "b": 1}')

    assert masked.count("{masked:") == 1_000
    assert masked.endswith('}"], "b": 1}')


@pytest.mark.parametrize(
    "text",
    [
        "<password>" * 30_000,
        "<token><password>" * 15_000 + "</token>" * 15_000,
        "<token><a>" * 15_000 + "</a></token>" * 15_000,
        "</token>" * 30_000,
        '"token": {' * 30_000,
        '{"token": ' * 30_000 + "1",
        '"token": ["' * 30_000,
        '"token": "\\' * 30_000,
        '\\"token\\": \\"' * 30_000,
        "'token': '" * 30_000,
        "token:\n" * 30_000,
        "token: " * 30_000,
        " " * 300_000 + "token",
        "<token " * 30_000,
        "<token><!--" * 30_000 + "</token>",
        "<token><a b='" * 30_000 + "</token>",
    ],
    ids=lambda text: f"{text[:10]}_{text[-6:]}".replace("\n", ""),
)
def test_a_row_of_beginnings_is_masked_in_a_time_that_grows_with_its_length(text: str) -> None:
    began = time.process_time()
    Masker().text(text)

    assert time.process_time() - began < 3, "a time that grows with the square of the length takes minutes"


def test_a_text_of_many_cuts_is_masked_in_a_time_that_grows_with_its_length() -> None:
    masker = Masker()
    masker.learn("hunter2hunter2", "password")
    began = time.process_time()
    masker.text("x" * 300_000 + "... (1 characters)" * 10_000 + "x" * 300_000 + " characters)")
    masker.text("...' (1 characters)" * 100_000)

    assert time.process_time() - began < 3, "a time that grows with the square of the length takes minutes"


BY_NAME = {
    '<a password="x y" b="c"/>': '<a password="MASK" b="c"/>',
    "<a o:Password = 'x'>": "<a o:Password = 'MASK'>",
    '{"password": ["x", 5], "b": [1]}': '{"password": ["MASK", MASK], "b": [1]}',
    '{"token": {"a": {"b": "c"}, "d": [-1.5e3, true]}, "b": "c"}': (
        '{"token": {"a": {"b": "MASK"}, "d": [MASK, true]}, "b": "c"}'
    ),
    "{'token': {'a': \"b\"}, 'b': 'c'}": "{'token': {'a': \"MASK\"}, 'b': 'c'}",
    '{"token": {"a": "b", "c': '{"token": {"a": "MASK", "MASK',
    '"{\\"token\\": \\"a\\", \\"b\\": \\"c\\"}"': '"{\\"token\\": \\"MASK\\", \\"b\\": \\"c\\"}"',
    '{"password": "abc': '{"password": "MASK',
    '{"password": "abc\\': '{"password": "MASK',
    "<password><a xmlns='urn:a' b='c'> d\n<!-- e --><![CDATA[f]]></a><g h=\"i\"/></password>": (
        "<password><a xmlns='urn:a' b='MASK'> MASK\nMASKMASK</a><g h=\"MASK\"/></password>"
    ),
    "<token><password>a</password>b</token><c>d</c>": "<token><password>MASK</password>MASK</token><c>d</c>",
    "<token><password>a</token><c>d</c>": "<token><password>MASK</token><c>d</c>",
    "<token><a>b</a><token><c>d</c></token></token>": "<token><a>MASK</a><token><c>MASK</c></token></token>",
    "<token/><a>b</a></token>": "<token/><a>b</a></token>",
    "<password>abc<b>c</b>": "<password>MASK<b>c</b>",
    "<password> is missing, as is <token>.": "<password> is missing, as is <token>.",
    "a\nPassword: b\n  token:\tc \nd": "a\nPassword: MASK\n  token:\tMASK \nd",
    "password: is missing\ntoken: <secret>": "password: is missing\ntoken: <secret>",
    "a\nCookie: b=c; d=e\nauthorization: Basic f\ng": "a\nCookie: MASK\nauthorization: Basic MASK\ng",
    "{'password': 'it\\'s', 'b': 'c'}": "{'password': 'MASK', 'b': 'c'}",
    "<password>{masked:x</password>": "<password>MASK</password>",
}


@pytest.mark.parametrize("text", BY_NAME)
def test_further_places_behind_a_secret_name(text: str) -> None:
    masked = Masker().text(text)

    assert re.sub(r"\{masked:[^{}]*:digest=\w+\}", "MASK", masked) == BY_NAME[text]
    assert Masker().text(masked) == masked


def test_what_stands_behind_a_known_secret_is_masked_with_it() -> None:
    masker = Masker()
    masker.learn("summer", "token")
    masked = masker.text("<password>summer-2024-other</password>")

    assert "2024" not in masked
    assert re.fullmatch(
        r"<password>\{masked:password:length=\d+:digest=\w+\}\{masked:token:length=6:digest=\w+\}</password>", masked
    )


def test_a_secret_in_the_name_of_a_header() -> None:
    masker = Masker()
    masker.learn("hunter2hunter2", "password")
    [(name, value)] = masker.headers([("X-hunter2hunter2", "a")])

    assert re.sub(r":digest=\w+", "", name) == "X-{masked:password:length=14}"
    assert value == "a"
