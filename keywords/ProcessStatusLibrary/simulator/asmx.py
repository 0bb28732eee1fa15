"""ASP.NET's .asmx address as it is known to behave: which protocol a request is taken for, and everything but SOAP."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import unquote

from .asmx_pages import error_page, help_page
from .asmx_soap import AsmxSoap
from .calls import Call
from .drafts import Draft
from .endpoint import unauthorized
from .http_message import Answer, Request, text_answer
from .service import Service
from .soap_writers import asmx_document
from .typed_values import WrongValue, canonical
from .wsdl import SERVICE_NAME, asks_for_wsdl, wsdl_answer, wsdl_text
from .xml_reading import NIL

METHODS = {"HTTP GET": "GET", "HTTP POST": "POST"}
FORM = "application/x-www-form-urlencoded"
CLR_TYPES = {"int": "System.Int32", "long": "System.Int64", "guid": "System.Guid", "string": "System.String"}
NO_CACHE = ("Cache-Control", "private, max-age=0")
PRIVATE = ("Cache-Control", "private")


class AsmxEndpoint:
    """An .asmx file and what follows it in a path.

    Args:
        service: The service.
        path: The path of the file.
        calls: All calls below it: SOAP, HTTP GET, HTTP POST.
    """

    def __init__(self, service: Service, path: str, calls: Sequence[Call]) -> None:
        self._service = service
        self._path = path
        self._calls = sorted(calls, key=lambda call: call.version is None)
        soap = [call for call in calls if call.version]
        self._soap = AsmxSoap(service, soap) if soap else None
        self._by_url = {
            (METHODS[call.sample.binding], call.sample.question.path[len(path) + 1 :]): call
            for call in calls
            if call.sample.binding in METHODS
        }

    @property
    def addresses(self) -> Iterable[str]:
        """The one file."""
        return (self._path.casefold(),)

    def claims(self, request: Request) -> bool:
        """Tells whether the path is that of the file, in any case, or goes on after it."""
        path = unquote(request.path).casefold()
        return path == self._path.casefold() or path.startswith(f"{self._path.casefold()}/")

    def answer(self, request: Request) -> Answer:
        """Answers as ASP.NET does."""
        rest = unquote(request.path)[len(self._path) :]
        if rest:
            return self._by_path(request, rest[1:])
        if request.method == "POST" and self._soap is not None:
            return self._refused(self._calls[0], request) or self._soap.answer(request)
        if request.method == "GET":
            return self._described(request)
        return error_page(405, "The HTTP verb used to access this path is not allowed.")

    def _refused(self, call: Call, request: Request) -> Answer | None:
        """Credentials that are not part of the message are the web server's affair."""
        if call.guard.in_envelope or self._service.admits(call, request):
            return None
        return unauthorized(self._service.name, error_page(401, "Access is denied."))

    def _described(self, request: Request) -> Answer:
        if asks_for_wsdl(request):
            description = wsdl_answer(self._service, request)
            if description is not None:
                return description.adding(NO_CACHE)
        named = SERVICE_NAME.search(wsdl_text(self._service))
        name = named[1] if named else self._path.rpartition("/")[2].rpartition(".")[0]
        return help_page(name, list(dict.fromkeys(call.name for call in self._calls)))

    def _by_path(self, request: Request, name: str) -> Answer:
        enabled = {method for method, _ in self._by_url}
        if request.method not in enabled or not name:
            text = f"Request format is unrecognized for URL unexpectedly ending in '/{name}'."
            return error_page(500, text)
        call = self._by_url.get((request.method, name))
        if call is not None:
            return self._refused(call, request) or self._run(call, request)
        other = next((known for _, known in self._by_url if known.casefold() == name.casefold()), "")
        if other:
            return plain_error(
                f"Invalid method name '{name}',  method names are case sensitive.   "
                f"The method name '{other}' with the same name but different casing was found.\r\n"
                "Parameter name: methodName"
            )
        return plain_error(f"{name} Web Service method name is not valid.")

    def _run(self, call: Call, request: Request) -> Answer:
        place = call.id_place
        text: str | None = ""
        if place is not None:
            if place.kind == "form" and request.media_type != FORM:
                return plain_error(f"Request format is invalid: {request.content_type}.")
            text = place.read(request)
            if text is None:
                return plain_error(f"Missing parameter: {place.name}.")
            try:
                text = canonical(self._service.id_type, text)
            except WrongValue:
                return plain_error(f"Cannot convert {text} to {CLR_TYPES[self._service.id_type]}.")
        outcome = self._service.start(call, None) if call.starts else self._service.status(call, text or "")
        document = call.xml.filled(outcome.members, outcome.process_id)
        if outcome.kind == "nothing":
            for child in list(document):
                document.remove(child)
            document.text = None
            document.set(NIL, "true")
        kind = ("Content-Type", "text/xml; charset=utf-8")
        draft = Draft("result", call, document, asmx_document, (kind, NO_CACHE))
        return self._service.written(draft)


def plain_error(text: str) -> Answer:
    """What ASP.NET answers to a GET or POST that fails: the message alone, as to a stranger."""
    return text_answer(500, escape(text).replace("&#x27;", "&#39;"), PRIVATE)
