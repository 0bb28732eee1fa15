"""Reads XML Schemas and JSON Schemas of contracts, which may come from others: nothing outside their folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ..json_parsing import NotJson, parse_json
from ..transport.exchange import Limits
from .json_schema import pointed_at
from .schema_looks import MOST_LOOKS, looks
from .xml_parsing import NotWellFormed, parse_xml
from .xsd_expansion import too_large

MOST_BYTES = 4 * 1024 * 1024
PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
REFERRING = [f"{{http://www.w3.org/2001/XMLSchema}}{name}" for name in ("import", "include", "redefine", "override")]
Tree = etree._ElementTree


class UnsafeFile(ValueError):
    """A file of a contract that is not read; the message names it and says why."""


def contract_bytes(path: Path) -> bytes:
    """Reads a file of a contract.

    Raises:
        UnsafeFile: It is no regular file of its folder, or too large.
    """
    if path.resolve().parent != path.parent.resolve():
        raise UnsafeFile(f"{path.name}: it is a link that leads out of its folder")
    if not path.is_file():
        raise UnsafeFile(f"{path.name}: it is no regular file")
    if path.stat().st_size > MOST_BYTES:
        raise UnsafeFile(f"{path.name}: it has more than {MOST_BYTES} bytes")
    return path.read_bytes()


def schema_tree(path: Path) -> Tree:
    """Reads an XML Schema and the schemas that it refers to, so that no engine loads one that was not looked at.

    Raises:
        UnsafeFile: It is not well-formed, has a document type declaration, refers to anything but a file beside it, or
            comes to more than an engine has time for.
    """
    tree = _tree(path)
    if reason := too_large(read for _, read in referred_trees(tree, path)):
        raise UnsafeFile(f"{path.name}: {reason}")
    return tree


def referred_trees(tree: Tree, path: Path) -> Iterator[tuple[Path, Tree]]:
    """Yields an XML Schema and every schema that it refers to, each once, with its file.

    Raises:
        UnsafeFile: One of them is not well-formed, has a document type declaration, or refers to anything but a file
            beside it.
    """
    waiting, seen = [(path, tree)], {path.name}
    while waiting:
        file, read = waiting.pop()
        yield file, read
        for element in read.iter(*REFERRING):
            name = element.get("schemaLocation")
            if name is None:
                continue
            if not PLAIN_NAME.fullmatch(name):
                raise UnsafeFile(
                    f"{file.name}: schemaLocation {name!r} is not the name of a file in the contract's own folder"
                )
            other = file.parent / name
            if name not in seen and other.exists():
                seen.add(name)
                waiting.append((other, _tree(other)))


def json_schema_value(path: Path) -> object:
    """Reads a JSON Schema.

    Raises:
        UnsafeFile: It is not JSON, refers to anything outside itself, or looks at one value for ever.
    """
    try:
        value = parse_json(contract_bytes(path))
    except NotJson as problem:
        raise UnsafeFile(f"{path.name}: {problem}") from None
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            for key in ("$ref", "$dynamicRef", "$recursiveRef"):
                target = node.get(key)
                if isinstance(target, str) and not target.startswith("#"):
                    raise UnsafeFile(f"{path.name}: {key} {target!r} leads out of the schema")
                if isinstance(target, str) and key != "$ref":
                    raise UnsafeFile(f"{path.name}: {key} is not read: use $ref")
            _check_reference(path.name, value, node)
            if isinstance(node.get("properties"), dict) and "" in node["properties"]:
                raise UnsafeFile(f"{path.name}: properties: a member without a name, which no message can point to")
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
    if looks(value, pointed_at) > MOST_LOOKS:
        raise UnsafeFile(f"{path.name}: more than {MOST_LOOKS} of its parts may look at one value of a message")
    return value


def contract_text(path: Path) -> str:
    """Reads a text of a contract, such as its WSDL or a sample.

    Raises:
        UnsafeFile: It is no regular file of its folder, too large, or not UTF-8.
    """
    try:
        return contract_bytes(path).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        raise UnsafeFile(f"{path.name}: not UTF-8 at byte {problem.start}") from None


def _check_reference(file: str, schema: object, node: object) -> None:
    """Follows a reference to what it stands for: a JSON pointer, and no way back to itself."""
    seen: list[object] = []
    while isinstance(node, dict) and isinstance(node.get("$ref"), str):
        target = node["$ref"]
        if target in seen:
            raise UnsafeFile(f"{file}: $ref {target!r} leads back to itself")
        seen.append(target)
        try:
            node = pointed_at(schema, target)
        except LookupError:
            raise UnsafeFile(
                f"{file}: $ref {target!r} leads nowhere: give a JSON pointer such as #/$defs/name"
            ) from None


def _tree(path: Path) -> Tree:
    try:
        root = parse_xml(contract_bytes(path), Limits())
    except NotWellFormed as problem:
        raise UnsafeFile(f"{path.name}: {problem}") from None
    tree = root.getroottree()
    tree.docinfo.URL = str(path)
    return tree
