"""The description is the shipped file, with the simulator's own address in it."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.simulator import Simulator

from .asking import CONTRACTS, ask, sample

FILES = {
    "cora-rpa": ("cora-rpa.wsdl", "https://sequence.example", 4),
    "cora-ocr": ("cora-ocr.wsdl", "https://sequence.example", 4),
    "listrak": ("listrak.wsdl", "https://webservices.listrak.example", 2),
}


@pytest.mark.parametrize("query", ["WSDL", "wsdl", "Wsdl"])
@pytest.mark.parametrize("service", FILES)
def test_the_shipped_file_with_our_address(either: Simulator, service: str, query: str) -> None:
    file, host, addresses = FILES[service]
    shipped = (CONTRACTS / service / file).read_text(encoding="utf-8")
    name = "GetProcessStatus.soap11" if service == "listrak" else "GetStatus.soap11"
    path = f"{sample(service, name).path}?{query}"

    reply = ask(either, service, sample(service, name).but(method="GET", path=path, body=""))

    assert (reply.status, reply.content_type) == (200, "text/xml; charset=utf-8")
    assert shipped.count(host) == addresses
    assert reply.text == shipped.replace(host, f"http://127.0.0.1:{either.port}")
