"""The shipped WSDL, with the addresses of the simulator in place of the vendor's."""

from __future__ import annotations

import re
from html import escape

from ..schemas.schema_files import contract_text
from .http_message import Answer, Request
from .service import Service

ADDRESS = re.compile(r'(<\w+:address\s+location=")https?://[^/"]+')
SERVICE_NAME = re.compile(r'<wsdl:service name="([^"]+)"')


def asks_for_wsdl(request: Request) -> bool:
    """Tells whether a request asks for the description: ``?wsdl`` in any case."""
    return request.method in ("GET", "HEAD") and request.query.partition("&")[0].lower() == "wsdl"


def wsdl_answer(service: Service, request: Request) -> Answer | None:
    """The description of a service; none when the contract ships none."""
    text = wsdl_text(service)
    if not text:
        return None
    base = f"http://{escape(request.header('Host') or 'localhost')}{service.mount}"
    body = ADDRESS.sub(lambda match: match[1] + base, text)
    return Answer((("Content-Type", "text/xml; charset=utf-8"),), body.encode())


def wsdl_text(service: Service) -> str:
    """The shipped file."""
    name = service.contract.model.wsdl
    return contract_text(service.contract.file(name)) if name else ""
