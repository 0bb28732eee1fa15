"""Patterns of a schema that an engine may search for ever: it tries every way in which their repeats share a text."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from .schema_files import Tree, referred_trees
from .xml_parsing import Element

PATTERN = "{http://www.w3.org/2001/XMLSchema}pattern"
MOST_WAYS = 1000
"""Beside one repeat without end, if there is one: an answer of 50,000 letters then takes under a second."""
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
    >>> may_search_for_ever("(a?){24}a{24}"), may_search_for_ever("a*a{0,999}")
    (True, False)
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
            group.take(ONE_WAY)
    while len(groups) > 1:  # not closed: the schema will not compile
        inner = groups.pop()
        groups[-1].take(inner.ways())
    return groups[0].ways().are_too_many


class _Ways(NamedTuple):
    """In how many ways a part of a pattern can be gone through.

    Attributes:
        counted: Those in which every repeat has an end.
        endless: Those with one repeat without end, each counted once.
    """

    counted: int
    endless: int

    @property
    def are_too_many(self) -> bool:
        """Whether a search could try more of them than there is time for."""
        return max(self) > MOST_WAYS

    def plus(self, other: _Ways) -> _Ways:
        """Those of either of two alternatives."""
        return _Ways(self.counted + other.counted, self.endless + other.endless)

    def times(self, other: _Ways) -> _Ways:
        """Those of two parts, one behind the other."""
        if self.are_too_many or other.are_too_many or (self.endless and other.endless):
            return TOO_MANY
        mixed = self.counted * other.endless + self.endless * other.counted
        return _Ways(self.counted * other.counted, mixed)


ONE_WAY = _Ways(1, 0)
ENDLESS = _Ways(0, 1)
TOO_MANY = _Ways(MOST_WAYS + 1, MOST_WAYS + 1)


class _Group:
    """In how many ways a group of a pattern can be gone through: branches add up, what follows multiplies."""

    def __init__(self) -> None:
        self._branches = _Ways(0, 0)
        self._before = ONE_WAY
        self._last = ONE_WAY

    def take(self, ways: _Ways) -> None:
        """Goes on to the next part."""
        self._before = self._before.times(self._last)
        self._last = ways

    def repeat(self, least: int, most: int | None) -> None:
        """Repeats the last part."""
        if most is None:
            self._last = ENDLESS if self._last == ONE_WAY else TOO_MANY
            return
        ways = ONE_WAY
        for _ in range(most if self._last != ONE_WAY else 0):
            ways = ways.times(self._last)
            if ways.are_too_many:
                break
        lengths = max(most - least + 1, 1)
        self._last = ways.times(_Ways(lengths, 0) if lengths <= MOST_WAYS else ENDLESS)

    def begin_branch(self) -> None:
        """Goes on to the next alternative."""
        self._branches = self.ways()
        self._before = self._last = ONE_WAY

    def ways(self) -> _Ways:
        """The ways through all that was read."""
        return self._branches.plus(self._before.times(self._last))


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
