"""Where a value stands behind a secret name: in XML, JSON, Python, queries, forms and lines of text.

Each search is possessive or goes on where it stopped: one that tried every way to cut a value would not end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator

Whole = Callable[[str, str], str]
"""Makes a mask of what a value is, for people, and of the value."""

# A section without an end goes to the end.
_SECTION = r"<!\[CDATA\[(?:[^\]]|\](?!\]>))*+(?:\]\]>|\Z)"
# What an element without an end tag holds, in a text that was cut; a sentence that names an element goes on otherwise.
_LEFT_OPEN = r"(?![\s.,;:)\]}\"'])[^<\r\n]++"
_XML_VALUE = rf"[^<]++(?=</)|[^<]*+(?:{_SECTION}[^<]*+)++|{_LEFT_OPEN}"
_COMMENT = r"<!--(?:[^-]|-(?!->))*+(?:-->|\Z)"
_XML_PART = re.compile(rf"(?P<hidden>{_SECTION}|{_COMMENT})|<[^<>]*+>?|(?P<text>[^<]++)")
_ATTRIBUTE = re.compile(r"""(\s(?!xmlns)[\w.:-]+\s*=\s*)(?:"([^"<>]++)"|'([^'<>]++)')""")
_JSON_PART = re.compile(
    r"""\{masked:[^{}]*+\}|(?P<name>"(?:[^"\\]++|\\.)*+"\s*+:|'(?:[^'\\]++|\\.)*+'\s*+:)"""
    r"""|"(?P<text>(?:[^"\\]++|\\.)++)(?:"|\Z)|'(?P<quoted>(?:[^'\\]++|\\.)++)(?:'|\Z)"""
    r"""|(?P<number>-?\d[\d.eE+-]*+)|[{}\[\]]""",
    re.DOTALL,
)
MOST_VALUES = 1_000
"""From this value on, what is left of an object or a list has one mask: a mask is longer than most values."""


class NamedSecrets:
    """The values behind secret names.

    Args:
        names: The names of elements, members and parameters.
        headers: The names of headers.
    """

    def __init__(self, names: Collection[str], headers: Collection[str]) -> None:
        words = _alternatives(names)
        self._names = {name.casefold() for name in (*names, *headers)}
        self._values = (
            re.compile(rf"(<(?:[\w.-]+:)?({words})(?:\s[^<>]*+)?(?<!/)>)({_XML_VALUE})((?:</)?)", re.IGNORECASE),
            re.compile(rf'("({words})"\s*:\s*")((?:[^"\\]++|\\.)++\\?)("|\Z)', re.IGNORECASE),
            re.compile(rf'(\\"({words})\\"\s*:\s*\\")((?:[^"\\]++|\\[^"])++)(\\")', re.IGNORECASE),
            re.compile(rf'("({words})"\s*:\s*)(-?[\d.eE+-]+)()', re.IGNORECASE),
            re.compile(rf"('({words})'\s*:\s*')((?:[^'\\]++|\\.)++)(')", re.IGNORECASE),
            re.compile(rf"((?:^|[?&;\s])({words})=)([^&#\s\"'<>]+)()", re.IGNORECASE),
            re.compile(rf'(\s(?:[\w.-]+:)?({words})\s*=\s*")([^"]+)(")', re.IGNORECASE),
            re.compile(rf"(\s(?:[\w.-]+:)?({words})\s*=\s*')([^']+)(')", re.IGNORECASE),
            re.compile(rf"(^[ \t]*({words}):[ \t]*+)(?!<secret>)(\S++)()(?=[ \t]*+$)", re.IGNORECASE | re.MULTILINE),
        )
        self._header_lines = re.compile(rf"^({_alternatives(headers)}):[ \t]*+(\S.*+)$", re.IGNORECASE | re.MULTILINE)
        self._tags = re.compile(rf"<(/?)((?:[\w.-]+:)?(?:{words}))(?:\s[^<>]*+)?(?<!/)>", re.IGNORECASE)
        self._json = re.compile(rf"""["']({words})["']\s*:\s*(?=\{{(?!masked:)|\[)""", re.IGNORECASE)

    def masked(self, text: str, whole: Whole, header: Whole) -> str:
        """The text without the values.

        Args:
            text: Any text.
            whole: What makes masks.
            header: What masks the value of a header that stands in a line of its own.
        """
        folded = text.casefold()
        if not any(name in folded for name in self._names):
            return text  # as most texts: the searches below cost more
        for pattern in self._values:
            text = pattern.sub(lambda found: f"{found[1]}{whole(found[2], found[3])}{found[4]}", text)
        if ":" in text:
            text = _replaced(text, self._inner_json(text, whole))
            text = self._header_lines.sub(lambda found: found[0][: -len(found[2])] + header(found[1], found[2]), text)
        return _replaced(text, self._inner_xml(text, whole))

    def _inner_json(self, text: str, whole: Whole) -> Iterator[tuple[int, int, str]]:
        """What stands in objects and lists behind a secret name."""
        found = self._json.search(text)
        while found:
            depth = values = rest = 0
            for part in _JSON_PART.finditer(text, found.end()):
                depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(part[0], 0)
                value = part.lastgroup
                if value in ("text", "quoted", "number") and not rest:
                    values += 1
                    if values == MOST_VALUES:
                        rest = part.start()
                    else:
                        yield *part.span(value), whole(found[1], part[value])
                if depth == 0:
                    break
            if rest:
                end = part.start() if depth == 0 else len(text)
                yield rest, end, f'"{whole(found[1], text[rest:end])}"'
            found = self._json.search(text, part.end())

    def _inner_xml(self, text: str, whole: Whole) -> Iterator[tuple[int, int, str]]:
        """What stands in elements within a secret element."""
        for kind, start, end in _outermost(self._tags.finditer(text)):
            for part in _XML_PART.finditer(text, start, end):
                if part.lastgroup is None:
                    for attribute in _ATTRIBUTE.finditer(text, *part.span()):
                        group = attribute.lastindex or 0
                        yield *attribute.span(group), whole(kind, attribute[group])
                elif value := part[0].strip():
                    before = part.start() + part[0].index(value)
                    yield before, before + len(value), whole(kind, value)


def _outermost(tags: Iterator[re.Match[str]]) -> list[tuple[str, int, int]]:
    """The outermost elements with an end tag: their local name, and where their content begins and ends."""
    opened: list[tuple[str, int]] = []
    open_names: Counter[str] = Counter()
    elements: list[tuple[str, int, int]] = []
    for tag in tags:
        if not tag[1]:
            opened.append((tag[2], tag.end()))
            open_names[tag[2]] += 1
        elif open_names[tag[2]]:
            name, start = opened.pop()
            open_names[name] -= 1
            while name != tag[2]:
                name, start = opened.pop()
                open_names[name] -= 1
            while elements and elements[-1][1] >= start:
                elements.pop()
            elements.append((name.rpartition(":")[2], start, tag.start()))
    return elements


def _replaced(text: str, places: Iterable[tuple[int, int, str]]) -> str:
    """A text with something else at places that follow each other."""
    parts, done = [], 0
    for start, end, other in places:
        parts += [text[done:start], other]
        done = end
    return "".join([*parts, text[done:]])


def _alternatives(words: Collection[str]) -> str:
    return "|".join(sorted(map(re.escape, words)))
