"""Documents that went wrong: real ones with bytes flipped, cut, doubled, put in or taken from another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

EDITS = ("flip", "cut", "double", "insert", "token", "end", "splice", "swap")
LONGEST = 64

Edit = tuple[str, int, int, bytes]


def edits(tokens: Sequence[bytes]) -> st.SearchStrategy[list[Edit]]:
    """Rows of changes: what is done, two places as fractions of a document's length, and bytes to put in."""
    inserted = st.one_of(st.sampled_from(list(tokens)), st.binary(min_size=1, max_size=12))
    place = st.integers(0, 65535)
    return st.lists(st.tuples(st.sampled_from(EDITS), place, place, inserted), min_size=1, max_size=5)


def edited(document: bytes, changes: Sequence[Edit], others: Sequence[bytes]) -> bytes:
    """A document with changes made to it, one after the other."""
    for kind, first, second, inserted in changes:
        at = first * (len(document) + 1) // 65536
        to = at + second % LONGEST
        if kind == "flip" and at < len(document):
            document = document[:at] + bytes([document[at] ^ (1 << second % 8)]) + document[at + 1 :]
        elif kind == "cut":
            document = document[:at] + document[to:]
        elif kind == "double":
            document = document[:to] + document[at:]
        elif kind == "insert":
            document = document[:at] + inserted + document[at:]
        elif kind == "token":
            document = document[:at] + inserted + document[to:]
        elif kind == "end":
            document = document[:at]
        elif kind == "splice":
            other = others[second % len(others)]
            document = document[:at] + other[first * (len(other) + 1) // 65536 :]
        elif kind == "swap":
            document = document[to:] + document[:at]
    return document


def mutated(documents: Sequence[bytes], tokens: Sequence[bytes] = (b"\x00",)) -> st.SearchStrategy[bytes]:
    """Real documents with a few changes, and at times bytes that are no document at all."""
    changed = st.builds(
        lambda document, changes: edited(document, changes, documents), st.sampled_from(list(documents)), edits(tokens)
    )
    return st.one_of(changed, changed, changed, st.binary(max_size=200), st.sampled_from(list(documents)))


TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", " ", "/", ":", "a:b", "{id}", "..", "\x00", "x" * 300, "é", "0", "-1", "\U0001f600"]),
)
NUMBERS = st.one_of(
    st.integers(-3, 3),
    st.integers(),
    st.sampled_from([2**31, 2**63, 2**64, -(2**63) - 1, 10**30, 0.0, -0.0, 1.5, 1e308]),
)


def values(*scalars: st.SearchStrategy[Any], words: Sequence[str] = ("a",)) -> st.SearchStrategy[Any]:
    """Values as JSON and TOML have them, small and nested; `words` are names and texts that mean something there."""
    texts = st.one_of(TEXTS, st.sampled_from(list(words)))
    return st.recursive(
        st.one_of(texts, NUMBERS, st.booleans(), *scalars),
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
        max_leaves=5,
    )


Change = tuple[str, int, str, Any]


def changes(value: st.SearchStrategy[Any], words: Sequence[str] = ("a",)) -> st.SearchStrategy[list[Change]]:
    """Rows of changes of a tree: what is done, to which node, with which name and which value."""
    names = st.one_of(TEXTS, st.sampled_from(list(words)))
    kind = st.sampled_from(["replace", "remove", "add", "rename", "copy"])
    return st.lists(st.tuples(kind, st.integers(0, 100_000), names, value), min_size=1, max_size=4)


def changed(tree: Any, rows: Sequence[Change]) -> Any:
    """A tree of tables and lists with changes made to it; the tree itself stays as it is."""
    tree = _copied(tree)
    for kind, number, name, value in rows:
        places = list(_places(tree))
        if not places:
            return value
        node, key = places[number % len(places)]
        if kind == "replace":
            node[key] = _copied(value)
        elif kind == "remove":
            del node[key]
        elif kind == "copy":
            node[key] = _copied(_at(places[(number // 7) % len(places)]))
        elif isinstance(node, list):
            node.insert(key, _copied(value))
        elif kind == "rename":
            node[name] = node.pop(key)
        else:
            node[name] = _copied(value)
    return tree


def _at(place: tuple[Any, Any]) -> Any:
    node, key = place
    return node[key]


def _copied(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _copied(value) for key, value in tree.items()}
    return [_copied(value) for value in tree] if isinstance(tree, list) else tree


def _places(tree: Any) -> Any:
    keys = tree.keys() if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    for key in keys:
        yield tree, key
        yield from _places(tree[key])
