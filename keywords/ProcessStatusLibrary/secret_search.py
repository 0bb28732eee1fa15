"""Finds any of many secrets in a text, in a time that hardly depends on how many they are (Aho and Corasick, 1975)."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from ahocorasick_rs import MATCHKIND_LEFTMOST_LONGEST, BytesAhoCorasick

FEW = 1_000
"""So many texts are made one automaton in a few milliseconds."""


class Found(NamedTuple):
    """A place of a text, and what was found there."""

    start: int
    end: int
    text: bytes


class SecretSearch:
    """Texts to be found, to which more may be added at any time and by any thread.

    They are kept in blocks, each with an automaton of its own. A new text joins the last block; a block that has grown
    past the one before it joins that, so that a text is built in a few times, however many come one by one.
    """

    def __init__(self) -> None:
        self._blocks: tuple[_Block, ...] = ()
        self._lock = threading.Lock()

    def add(self, texts: Iterable[bytes]) -> None:
        """Finds these texts too from now on."""
        with self._lock:
            blocks = [*self._blocks, _Block(texts)]
            while len(blocks) > 1 and len(blocks[-2].texts) <= max(len(blocks[-1].texts), FEW):
                last = blocks.pop()
                blocks[-1] = _Block(chain(blocks[-1].texts, last.texts))
            self._blocks = tuple(blocks)

    def find(self, text: bytes) -> list[Found]:
        """What is found, the leftmost first, and the longest of those at one place.

        One that lies within another is left out; those of several blocks may overlap.
        """
        places = sorted(
            chain.from_iterable(block.find(text) for block in self._blocks), key=lambda found: (found.start, -found.end)
        )
        kept: list[Found] = []
        for found in places:
            if not kept or found.end > kept[-1].end:
                kept.append(found)
        return kept


class _Block:
    def __init__(self, texts: Iterable[bytes]) -> None:
        self.texts = tuple(texts)

    @cached_property
    def _automaton(self) -> BytesAhoCorasick:
        return BytesAhoCorasick(self.texts, matchkind=MATCHKIND_LEFTMOST_LONGEST)

    def find(self, text: bytes) -> list[Found]:
        places = self._automaton.find_matches_as_indexes(text)
        return [Found(start, end, self.texts[index]) for index, start, end in places]
