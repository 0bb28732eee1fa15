"""Reads hostile documents in a process of its own, where no socket can be made, and tells what came of them.

python read_hostile.py             the documents of hostile.py
python read_hostile.py captures    the recorded answers of a real runtime
"""

from __future__ import annotations

import json
import re
import resource
import socket
import sys
from pathlib import Path

from hostile import INERT_XML, NOT_JSON, REFUSED_XML
from lxml import etree

from ProcessStatusLibrary.json_parsing import NotJson, parse_json
from ProcessStatusLibrary.schemas.xml_parsing import NotWellFormed, parse_xml


def _peak() -> int:
    """The most memory of this process, in MiB: Linux hands the rusage of whoever started it on to it."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii")) if status.is_file() else None
    return int(found[1]) // 1024 if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def refuse(*_: object, **__: object) -> None:
    """Stands where a connection would be made, by any means of Python's."""
    raise AssertionError("a connection was tried")


socket.socket.connect = refuse  # type: ignore[method-assign]
socket.getaddrinfo = refuse  # type: ignore[assignment]
told: dict[str, str] = {}
if sys.argv[1:] == ["captures"]:
    sys.path.insert(0, str(Path(__file__).parents[3]))
    from tests.unit.bindings.recorded import captures, reply_to

    for capture in captures():
        if capture.response is not None:
            classified = reply_to(capture).classified
            told[capture.name] = f"{classified.kind.name}: {classified.detail}"
else:
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
peak = _peak()
json.dump({"told": told, "peak": peak}, sys.stdout)
