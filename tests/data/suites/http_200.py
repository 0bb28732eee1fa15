"""A suite that looks at nothing but the status: every documented request is answered with HTTP 200.

It is built on the standard library alone and finds the services by the environment, as any suite can that
``processstatus score`` runs: ``processstatus score -- pytest tests/data/suites/http_200.py``.
"""

from __future__ import annotations

import http.client
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

CONTRACTS = Path(__file__).parents[3] / "resources" / "ProcessStatusLibrary" / "contracts"
IDS = re.compile(r"(?<=[>=/])(4711|f0d2228c-9711-42f5-91ca-afc957f29255|0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60)")


def test_every_documented_request_is_answered_with_200() -> None:
    assert [*other_statuses(os.environ)] == []


def other_statuses(environment: Mapping[str, str]) -> Iterator[str]:
    """Sends every documented request to the services that the environment names."""
    for file in sorted(CONTRACTS.glob("*/samples/*.request.http")):
        service = file.parents[1].name
        name = service.upper().replace("-", "_")
        if f"PROCESSSTATUS_URL_{name}" in environment:
            process_id = environment[f"PROCESSSTATUS_PROCESS_{name}"]
            head, _, body = IDS.sub(process_id, file.read_text(encoding="utf-8")).partition("\n\n")
            line, *lines = head.splitlines()
            headers = dict(line.split(": ", 1) for line in lines if not line.startswith("Host: "))
            if token := environment.get(f"PROCESSSTATUS_TOKEN_{name}"):
                headers["Authorization"] = f"Bearer {token}"
            status = status_of(environment[f"PROCESSSTATUS_URL_{name}"], line, headers, body.strip())
            if status != "200":
                yield f"{service} {file.name}: {status}"


def status_of(base: str, line: str, headers: Mapping[str, str], body: str) -> str:
    """The status of an answer, or what came instead."""
    url, (method, path, _) = urlsplit(base), line.split(" ")
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=10)
    try:
        connection.request(method, url.path + path, body.encode() or None, dict(headers))
        response = connection.getresponse()
        response.read()
        return str(response.status)
    except (OSError, http.client.HTTPException) as problem:
        return f"{type(problem).__name__}: {problem}"
    finally:
        connection.close()
