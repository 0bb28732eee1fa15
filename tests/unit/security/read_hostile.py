"""Reads every hostile document in a process of its own, where no socket can be made, and tells what came of it."""

from __future__ import annotations

import json
import resource
import socket
import sys

from hostile import INERT_XML, NOT_JSON, REFUSED_XML
from lxml import etree

from ProcessStatusLibrary.json_parsing import NotJson, parse_json
from ProcessStatusLibrary.schemas.xml_parsing import NotWellFormed, parse_xml


def refuse(*_: object, **__: object) -> None:
    """Stands where a connection would be made, by any means of Python's."""
    raise AssertionError("a connection was tried")


socket.socket.connect = refuse  # type: ignore[method-assign]
socket.getaddrinfo = refuse  # type: ignore[assignment]
told: dict[str, str] = {}
for name, (make, _) in REFUSED_XML.items():
    try:
        parse_xml(make())
    except NotWellFormed as problem:
        told[f"XML, {name}"] = str(problem)
for name, body in INERT_XML.items():
    told[f"inert, {name}"] = etree.tostring(parse_xml(body).getroottree(), encoding="unicode")
for name, (make, _) in NOT_JSON.items():
    try:
        parse_json(make())
    except NotJson as refusal:
        told[f"JSON, {name}"] = str(refusal)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
json.dump({"told": told, "peak": peak}, sys.stdout)
