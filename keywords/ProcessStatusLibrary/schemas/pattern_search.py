"""Patterns of a schema that an engine may search for ever: it tries every way in which their repeats share a text."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from .schema_files import Tree, referred_trees
from .xml_parsing import Element

PATTERN = "{http://www.w3.org/2001/XMLSchema}pattern"
MANY = 10**6
MOST_WAYS = 10**9
"""One repeat without end, and a thousand ways through the rest: an answer of 50,000 letters takes under a second."""
_SIGN = re.compile(r"\\[pP]\{[^}]*\}|\\.|\[(?:\\.|[^\]\\])*\]+|\{(\d+)(,?)(\d*)\}|.", re.DOTALL)


def pattern_facets(tree: Tree, path: Path) -> Iterator[str]:
    """Yields the patterns of a schema and of those that it refers to.

    Args:
        tree: The schema.
        path: Its file, beside which the others lie.
    """
    for _, read in referred_trees(tree, path):
        for facet in read.iter(PATTERN):
            yield facet.get("value", "")


def may_search_for_ever(pattern: str) -> bool:
    r"""Tells whether the parts of a pattern (XML Schema part 2, appendix F) can share one text in too many ways.

    Letters are not compared: ``[a-z]*[0-9]*`` counts as two repeats of the same. Such a pattern is judged all the
    same; only its breaches are told in plainer words.

    >>> may_search_for_ever("(a+)+b"), may_search_for_ever("a*a*b"), may_search_for_ever(r"[0-9]+(\.[0-9]{2})?")
    (True, True, False)
    """
    groups = [_Group()]
    for sign in _SIGN.finditer(pattern):
        text = sign.group()
        group = groups[-1]
        if text == "(":
            groups.append(_Group())
        elif text == ")" and len(groups) > 1:
            groups.pop()
            groups[-1].take(group.ways())
        elif text == "|":
            group.begin_branch()
        elif text in ("*", "+"):
            group.repeat(0, None)
        elif text == "?":
            group.repeat(0, 1)
        elif sign[1]:
            least = int(sign[1])
            group.repeat(least, least if not sign[2] else int(sign[3]) if sign[3] else None)
        else:
            group.take(1)
    while len(groups) > 1:  # not closed: the schema will not compile
        inner = groups.pop()
        groups[-1].take(inner.ways())
    return groups[0].ways() > MOST_WAYS


class _Group:
    """In how many ways a group of a pattern can be gone through: branches add up, what follows multiplies."""

    def __init__(self) -> None:
        self._branches = 0
        self._before = 1
        self._last = 1

    def take(self, ways: int) -> None:
        """Goes on to the next part."""
        self._before = min(self._before * self._last, MOST_WAYS + 1)
        self._last = ways

    def repeat(self, least: int, most: int | None) -> None:
        """Repeats the last part."""
        if most is None:
            self._last = MANY if self._last == 1 else MOST_WAYS + 1
            return
        ways = 1
        for _ in range(most if self._last > 1 else 0):
            ways *= self._last
            if ways > MOST_WAYS:
                break
        self._last = min(ways * min(max(most - least + 1, 1), MANY), MOST_WAYS + 1)

    def begin_branch(self) -> None:
        """Goes on to the next alternative."""
        self._branches = self.ways()
        self._before = self._last = 1

    def ways(self) -> int:
        """The ways through all that was read."""
        return min(self._branches + self._before * self._last, MOST_WAYS + 1)


def verdict_in_time(schema: etree.XMLSchema, root: Element, seconds: float) -> bool | None:
    """Lets libxml2 judge a message, and waits only so long.

    A search that is given up goes on in its thread until the process ends: libxml2 cannot be interrupted.

    Args:
        schema: The schema.
        root: The message's root element.
        seconds: How long to wait.

    Returns:
        The verdict; None when there is none: libxml2 gave up, or the time was over.
    """
    verdicts: list[bool] = []

    def judge() -> None:
        try:
            verdicts.append(bool(schema.validate(root)))
        except etree.XMLSchemaValidateError:  # its own limit on going back
            return

    thread = threading.Thread(target=judge, name="schema verdict", daemon=True)
    thread.start()
    thread.join(seconds)
    return verdicts[0] if verdicts else None
