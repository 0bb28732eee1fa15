"""Hostile documents, made when they are needed: what they are, and how each is refused or shown inert."""

from __future__ import annotations

from collections.abc import Callable

XML = '<?xml version="1.0"?>'
MEGABYTE = 1024 * 1024
NO_DTD = "a document type declaration is not allowed"
DEEP = "more than the 100 elements in one another of limits.depth"
MANY = "more than the 200000 elements and attributes of limits.elements"
CHARSET = "a charset that spells XML's own signs in another way"
ALLOWED = (
    "UTF-8, UTF-16, UTF-32, US-ASCII, ISO 8859, windows-1250 to windows-1258, KOI8, Shift_JIS, EUC, GB 18030 and Big5"
)
Make = Callable[[], bytes]


def _dtd(inside: str, body: str = "<a/>") -> Make:
    return f"{XML}<!DOCTYPE a {inside}>{body}".encode


def _in(charset: str, body: bytes = b"?><a/>", encoding: str = "ascii") -> tuple[Make, str]:
    """A document that names a charset, and how that is refused."""
    declared = f'<?xml version="1.0" encoding="{charset}"'.encode(encoding)
    return lambda: declared + body, f"the charset '{charset}' is not read; allowed are {ALLOWED}"


def _laughs() -> bytes:
    lines = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    return f'{XML}<!DOCTYPE a [<!ENTITY l0 "ha">{"".join(lines)}]><a>&l9;</a>'.encode()


# Each is refused; by the reason without the engine's line and column.
REFUSED_XML: dict[str, tuple[Make, str]] = {
    "external entity, file": (_dtd('[<!ENTITY x SYSTEM "file:///etc/passwd">]', "<a>&x;</a>"), NO_DTD),
    "external entity, HTTP": (_dtd('[<!ENTITY x SYSTEM "http://198.51.100.1/x">]', "<a>&x;</a>"), NO_DTD),
    "external entity, FTP": (_dtd('[<!ENTITY x SYSTEM "ftp://198.51.100.1/x">]', "<a>&x;</a>"), NO_DTD),
    "external DTD": (_dtd('SYSTEM "http://198.51.100.1/a.dtd"'), NO_DTD),
    "public DTD": (_dtd('PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://198.51.100.1/a.dtd"'), NO_DTD),
    "parameter entity": (_dtd('[<!ENTITY % p SYSTEM "http://198.51.100.1/p"> %p;]'), NO_DTD),
    "internal entity": (_dtd('[<!ENTITY x "y">]', "<a>&x;</a>"), NO_DTD),
    "entity in an attribute": (_dtd('[<!ENTITY x "y">]', '<a b="&x;"/>'), NO_DTD),
    "empty DTD": (_dtd(""), NO_DTD),
    "attribute defaults": (_dtd('[<!ATTLIST a b CDATA "c">]'), NO_DTD),
    "notation": (_dtd('[<!NOTATION n SYSTEM "calc.exe">]'), NO_DTD),
    "entity in itself": (_dtd('[<!ENTITY x "&x;">]', "<a>&x;</a>"), "Detected an entity reference loop"),
    "billion laughs": (_laughs, "Maximum entity amplification factor exceeded"),
    "quadratic blow-up": (
        _dtd(f'[<!ENTITY x "{"y" * 50_000}">]', f"<a>{'&x;' * 50_000}</a>"),
        "Maximum entity amplification factor exceeded",
    ),
    "too many references": (
        lambda: b"<a>" + b"&#65;" * 100_001 + b"</a>",
        "more than the 100000 references of limits.entities",
    ),
    "undeclared entity": (lambda: b"<a>&x;</a>", "Entity 'x' not defined"),
    "101 elements deep": (lambda: b"<a>" * 101 + b"</a>" * 101, DEEP),
    "100000 elements deep": (lambda: b"<a>" * 100_000 + b"</a>" * 100_000, DEEP),
    "200001 elements deep, never closed": (lambda: b"<a>" * 400_001, MANY),
    "10000 attributes": (
        lambda: b"<a " + b" ".join(b'a%d=""' % n for n in range(10_000)) + b"/>",
        "the element 'a' has 10000 attributes, more than the 100 of limits.attributes",
    ),
    "a million attributes": (lambda: b"<a " + b" ".join(b'a%d=""' % n for n in range(1_000_000)) + b"/>", MANY),
    "four million elements": (lambda: b"<a>" + b"<b/>" * 4_000_000 + b"</a>", MANY),
    "50 MB of text": (
        lambda: b"<a>" + b"x" * (50 * MEGABYTE) + b"</a>",
        "Resource limit exceeded: Text node too long",
    ),
    "an attribute of 20 MB": (
        lambda: b'<a b="' + b"x" * (20 * MEGABYTE) + b'"/>',
        "Resource limit exceeded: Buffer size limit exceeded",
    ),
    "a name of 1 MB": (lambda: b"<" + b"x" * MEGABYTE + b"/>", "Name too long: NCName"),
    "an attribute twice": (lambda: b'<a b="" b=""/>', "Attribute b redefined"),
    "an attribute twice by two prefixes": (
        lambda: b'<a xmlns:x="u" xmlns:y="u" x:b="" y:b=""/>',
        "Namespaced Attribute b in 'u' redefined",
    ),
    "an unknown prefix": (lambda: b"<x:a/>", "Namespace prefix x on a is not defined"),
    "NUL": (lambda: b"<a>\0</a>", "Invalid character: Char 0x0 out of allowed range"),
    "NUL by number": (lambda: b"<a>&#0;</a>", "xmlParseCharRef: invalid xmlChar value 0"),
    "ESC": (lambda: b"<a>\x1b[31m</a>", "PCDATA invalid Char value 27"),
    "ESC by number": (lambda: b"<a>&#27;[31m</a>", "xmlParseCharRef: invalid xmlChar value 27"),
    "bell and backspace": (lambda: b"<a>\x07\x08</a>", "PCDATA invalid Char value 7"),
    "a surrogate by number": (lambda: b"<a>&#xD800;</a>", "xmlParseCharRef: invalid xmlChar value 55296"),
    "a surrogate in UTF-8": (lambda: b"<a>\xed\xa0\x80</a>", "Invalid bytes in character encoding"),
    "an overlong <": (lambda: b"<a>\xc0\xbc</a>", "Invalid bytes in character encoding"),
    "beyond Unicode": (lambda: b"<a>\xf4\x90\x80\x80</a>", "Invalid bytes in character encoding"),
    "U+FFFF": ("<a>\uffff</a>".encode, "PCDATA invalid Char value 65535"),
    "Latin-1 without a declaration": (lambda: b"<a>\xe4</a>", "Invalid bytes in character encoding"),
    "UTF-7": _in("UTF-7", b"?><a>+ADw-b+AD4-</a>"),
    "UTF-7 by its first name": _in("UNICODE-1-1-UTF-7"),
    "UTF-7 by a short name": _in("csUnicode11UTF7"),
    "EBCDIC": (lambda: '<?xml version="1.0" encoding="cp037"?><a/>'.encode("cp037"), CHARSET),
    "EBCDIC by name": _in("EBCDIC-CP-US"),
    "escapes of Java": _in("JAVA", b"?><a>" + rb"\u003cb/\u003e" * 1_700_000 + b"</a>"),
    "escapes of Java, from the declaration on": _in("java", rb"?\u003e\u003ca/\u003e"),
    "a charset that switches": _in("ISO-2022-JP"),
    "a charset in UTF-16": _in("JAVA", "?><a/>".encode("utf-16-le"), "utf-16"),
    "a charset in UTF-16 without a mark": _in("JAVA", "?><a/>".encode("utf-16-be"), "utf-16-be"),
    "a charset of another name": _in("x-none"),
    "a charset of which there is no such part": (
        lambda: b'<?xml version="1.0" encoding="iso-8859-99"?><a/>',
        "Unsupported encoding: iso-8859-99",
    ),
    "half of UTF-16": (lambda: "<a/>".encode("utf-16")[:-1], "error parsing attribute name"),
    "two roots": (lambda: b"<a/><b/>", "Extra content at the end of the document"),
    "text behind": (lambda: b"<a/>]]>", "Extra content at the end of the document"),
    "]]> in text": (lambda: b"<a>]]></a>", "Sequence ']]>' not allowed in content"),
    "cut off": (lambda: b"<a><b>", "Premature end of data in tag b line 1"),
    "a comment without an end": (lambda: b"<a><!-- ", "Comment not terminated"),
    "CDATA without an end": (lambda: b"<a><![CDATA[ ", "Unregistered error message"),
}

# Each is read as plain data: nothing is fetched, included, or run.
INERT_XML: dict[str, bytes] = {
    "XInclude": b'<a xmlns:x="http://www.w3.org/2001/XInclude"><x:include href="file:///etc/passwd" parse="text"/></a>',
    "XInclude over HTTP": b'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="http://198.51.100.1/"/></a>',
    "schemaLocation": (
        b'<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="u http://198.51.100.1/a.xsd"/>'
    ),
    "noNamespaceSchemaLocation": (
        b'<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:noNamespaceSchemaLocation="file:///etc/passwd"/>'
    ),
    "xml-stylesheet": b'<?xml-stylesheet type="text/xsl" href="http://198.51.100.1/a.xsl"?><a/>',
    "an instruction of PHP": b"<a><?php system('id') ?></a>",
    "xml:base": b'<a xml:base="http://198.51.100.1/"/>',
    "script": b"<a><![CDATA[<script>alert(1)</script>]]></a>",
    "U+202E": "<a>\u202etxt.exe</a>".encode(),
}

NOT_JSON: dict[str, tuple[Make, str]] = {
    "NaN": (lambda: b'{"a": NaN}', "NaN is not JSON"),
    "Infinity": (lambda: b'{"a": Infinity}', "Infinity is not JSON"),
    "-Infinity": (lambda: b'{"a": -Infinity}', "-Infinity is not JSON"),
    "a member twice": (lambda: b'{"a": 1, "a": 2}', "the member 'a' stands twice in one object"),
    "a member twice, once escaped": (lambda: b'{"a": 1, "\\u0061": 2}', "the member 'a' stands twice in one object"),
    "a number of 401 digits": (lambda: b"[" + b"9" * 401 + b"]", "a number of 401 digits"),
    "a number of a million digits": (lambda: b"[" + b"9" * 1_000_000 + b"]", "a number of 1000000 digits"),
    "101 arrays deep": (
        lambda: b"[" * 101 + b"]" * 101,
        "more than the 100 objects and arrays in one another of limits.depth",
    ),
    "100000 objects deep, never closed": (
        lambda: b'{"a":' * 100_000,
        "more than the 100 objects and arrays in one another of limits.depth",
    ),
    "five million objects": (
        lambda: b"[" + b"{}," * 5_000_000 + b"{}]",
        "more than the 200000 members and entries of limits.elements",
    ),
    "not UTF-8": (lambda: b'["\xff"]', "not UTF-8 at byte 2"),
    "overlong": (lambda: b'["\xc0\xaf"]', "not UTF-8 at byte 2"),
    "UTF-32": (lambda: "[]".encode("utf-32-le"), "Expecting value"),
    "NUL in a string": (lambda: b'["\0"]', "Invalid control character"),
    "ESC in a string": (lambda: b'["\x1b[31m"]', "Invalid control character"),
    "a comment": (lambda: b"[1 /* */]", "Expecting ',' delimiter"),
    "a value behind": (lambda: b"{} {}", "Extra data"),
    "cut off": (lambda: b'{"a": "', "Unterminated string starting"),
}
