"""REST, and the HTTP GET and POST of the XML services where the page says all there is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Literal

from ..wording import quote
from .calls import Call
from .drafts import Draft
from .endpoint import method_not_allowed, unauthorized, unsupported_media_type
from .http_message import Answer, Request
from .json_template import JsonTemplate
from .members import Members
from .negotiation import wanted
from .rest_errors import RestErrors
from .service import Outcome, Service
from .shapes import required_members
from .typed_values import ARTICLES, WrongValue, canonical
from .xml_writing import ONE_LINE, write_xml


class StartRefused(ValueError):
    """A start request that says too little."""


class RestEndpoint:
    """The calls at one path, in which a segment may be the process id.

    Args:
        service: The service.
        calls: The calls; several of one method differ in the format of the answer.
        errors: Makes the answers of requests that fail.
    """

    def __init__(self, service: Service, calls: Sequence[Call], errors: RestErrors) -> None:
        self._service = service
        self._calls = calls
        self._errors = errors
        self._segments = path_pattern(calls[0])

    @property
    def addresses(self) -> Iterable[str]:
        """The path, with an asterisk where the id is."""
        return ("/" + "/".join(segment or "*" for segment in self._segments),)

    def claims(self, request: Request) -> bool:
        """Tells whether the path is this one, with any id."""
        return self.is_path(request.segments)

    def is_path(self, segments: Sequence[str]) -> bool:
        """Compares paths segment by segment."""
        if len(segments) != len(self._segments):
            return False
        return all(mine in (None, theirs) for mine, theirs in zip(self._segments, segments, strict=True))

    def answer(self, request: Request) -> Answer:
        """Answers with a result or an error."""
        method = "GET" if request.method == "HEAD" else request.method
        calls = [call for call in self._calls if call.sample.question.method == method]
        if not calls:
            methods = [call.sample.question.method for call in self._calls]
            return method_not_allowed(request, methods + ["HEAD"] * ("GET" in methods))
        call = calls[wanted(request, [call.sample.answer.media_type for call in calls])]
        if not self._service.admits(call, request):
            return self.refused(request)
        expected = call.sample.question.media_type
        if request.body and expected and request.media_type != expected:
            return unsupported_media_type(request, [expected])
        return self._started(call, request) if call.starts else self._status(call, request)

    def refused(self, request: Request) -> Answer:
        """The answer to somebody who may not ask."""
        text = "Credentials are missing or wrong."
        return unauthorized(self._service.name, self._errors.answer(401, text, request))

    def wrong_id(self, call: Call, request: Request, text: str) -> Answer:
        """The answer to an id that is none."""
        name, kind = call.operation.identified_by.name or "The id", ARTICLES[self._service.id_type]
        return self._errors.answer(400, f"{name} {quote(text)} is not {kind}.", request)

    def written(self, call: Call, members: Members, process_id: str, status: int) -> Answer:
        """The sample's answer with the values of a process."""
        template = call.template
        write: Callable[[Any], bytes]
        if isinstance(template, JsonTemplate):
            write = partial(template.write, compact=self._service.profile == "observed")
        else:
            layout = ONE_LINE if self._service.runtime == "servicestack" else template.layout
            write = partial(write_xml, layout=layout)
        document = template.filled(members, process_id)
        said: Literal["result", "error"] = "result" if status == call.sample.answer.status else "error"
        return self._service.written(Draft(said, call, document, write, call.headers, status))

    def _status(self, call: Call, request: Request) -> Answer:
        text = "" if call.id_place is None else call.id_place.read(request) or ""
        if call.id_place is not None:
            try:
                text = canonical(self._service.id_type, text)
            except WrongValue:
                return self.wrong_id(call, request, text)
        outcome = self._service.status(call, text, counts=request.method != "HEAD")
        return self._told(call, request, outcome)

    def _told(self, call: Call, request: Request, outcome: Outcome) -> Answer:
        if outcome.kind == "nothing":
            return self._errors.answer(404, f"Process {outcome.process_id} was not found.", request)
        status = 404 if outcome.kind == "error" else call.sample.answer.status
        return self.written(call, outcome.members, outcome.process_id, status)

    def _started(self, call: Call, request: Request) -> Answer:
        try:
            outputs = start_values(call, request, self._required(call))
        except StartRefused as problem:
            return self._errors.answer(400, str(problem), request)
        return self._told(call, request, self._service.start(call, outputs))

    def _required(self, call: Call) -> tuple[str, ...]:
        shown = _object(call.sample.question.body)
        return required_members(self._service.contract, shown) if shown else ()


def path_pattern(call: Call) -> tuple[str | None, ...]:
    """The segments of a call's path; none where the id is."""
    place = call.id_place
    index = int(place.path[0]) if place is not None and place.kind == "path" else -1
    segments = call.sample.question.segments
    return tuple(None if number == index else segment for number, segment in enumerate(segments))


def start_values(call: Call, request: Request, required: Sequence[str] = ()) -> dict[str, str] | None:
    """Reads what a process is started with: the values that it will put out.

    Args:
        call: The call.
        request: What was asked.
        required: The members that must be there.

    Raises:
        StartRefused: A member that the sample's request has is not what it should be.
    """
    shown = _object(call.sample.question.body)
    if shown is None:
        return None
    body = _object(request.body)
    if body is None:
        raise StartRefused("The body is no JSON object.")
    if "name" in shown and not (isinstance(body.get("name"), str) and body["name"]):
        raise StartRefused("The member name is missing or no text.")
    missing = next((name for name in required if name not in body), "")
    if missing:
        raise StartRefused(f"The member {missing} is missing.")
    values = body.get("values", {})
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise StartRefused("The member values does not hold texts by name.")
    return dict(values)


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
