"""Finds any of many secrets in a text, in a time that hardly depends on how many they are (Aho and Corasick, 1975)."""

from __future__ import annotations

import threading
from bisect import bisect
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from ahocorasick_rs import MATCHKIND_LEFTMOST_LONGEST, MATCHKIND_STANDARD, BytesAhoCorasick

FEW = 1_000
"""So many texts are made one automaton in a few milliseconds."""
SEED = 64
"""Bytes of a text that are looked for; what follows is compared where they are found. A text of 16 KB took 280 MB."""
WINDOW = 256 * 1024
"""What is found in so many bytes is held at a time."""


class Found(NamedTuple):
    """A place of a text, and what was found there."""

    start: int
    end: int
    text: bytes


class SecretSearch:
    """Texts to be found, to which more may be added at any time and by any thread.

    Their beginnings are kept in blocks, each with an automaton of its own. A new one joins the last block; a block that
    has grown past the one before it joins that, so that it is built in a few times, however many come one by one.
    """

    def __init__(self) -> None:
        self._blocks: tuple[_Block, ...] = ()
        self._by_seed: dict[bytes, tuple[bytes, ...]] = {}
        self._lock = threading.Lock()

    def add(self, texts: Iterable[bytes]) -> None:
        """Finds these texts too from now on."""
        with self._lock:
            seeds = []
            for text in texts:
                seed = text[:SEED]
                known = self._by_seed.get(seed, ())
                if not known:
                    seeds.append(seed)
                place = bisect(known, -len(text), key=lambda other: -len(other))
                self._by_seed[seed] = (*known[:place], text, *known[place:])
            blocks = [*self._blocks, _Block(seeds)] if seeds else [*self._blocks]
            while len(blocks) > 1 and len(blocks[-2].seeds) <= max(len(blocks[-1].seeds), FEW):
                last = blocks.pop()
                blocks[-1] = _Block([*blocks[-1].seeds, *last.seeds])
            self._blocks = tuple(blocks)

    def find(self, text: bytes) -> Iterator[Found]:
        """Yields what is found, the leftmost first, and the longest of those at one place.

        What lies within another one is left out; others may overlap.
        """
        reached = 0
        for begin in range(0, len(text), WINDOW):
            window = text[begin : begin + WINDOW + SEED - 1]
            places = chain.from_iterable(block.find(window) for block in self._blocks)
            for found in sorted(self._whole(text, begin, places), key=lambda found: (found.start, -found.end)):
                if found.end > reached:
                    reached = found.end
                    yield found

    def _whole(self, text: bytes, begin: int, places: Iterable[tuple[int, bytes]]) -> Iterator[Found]:
        for place, seed in places:
            start = begin + place
            whole = next((whole for whole in self._by_seed[seed] if text.startswith(whole, start)), b"")
            if whole and place < WINDOW:  # the next window finds those behind it
                yield Found(start, start + len(whole), whole)


class _Block:
    def __init__(self, seeds: Iterable[bytes]) -> None:
        self.seeds = tuple(seeds)

    @cached_property
    def _first(self) -> BytesAhoCorasick:
        return BytesAhoCorasick(self.seeds, matchkind=MATCHKIND_LEFTMOST_LONGEST)

    @cached_property
    def _all(self) -> BytesAhoCorasick:
        return BytesAhoCorasick(self.seeds, matchkind=MATCHKIND_STANDARD)

    def find(self, text: bytes) -> Iterator[tuple[int, bytes]]:
        """Yields each place and what begins there. The engine is ten times faster where it tells the first alone."""
        for _, start, end in self._first.find_matches_as_indexes(text):
            for index, place, _ in self._all.find_matches_as_indexes(text[start : end + SEED - 1], overlapping=True):
                if start + place < end:
                    yield start + place, self.seeds[index]
