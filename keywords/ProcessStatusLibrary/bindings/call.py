"""What a caller asks for, before it is encoded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..credentials import Credentials
from .process_ids import NO_ID


@dataclass(frozen=True, slots=True)
class Call:
    """One request in the words of the contract.

    Attributes:
        process_id: The process to ask about; empty: none is sent.
        members: Values of the members of the SOAP header or body by name; None leaves a member out.
        fields: The members of a JSON body.
        credentials: Who asks.
        format: One of the binding's formats; empty: the first.
        format_in_query: Choose the format by query instead of the Accept header.
        action: SOAP 1.2: send the optional action parameter of the media type.
        media_type: Replaces the documented Content-Type.
        headers: Further headers.
        id_parameter: HTTP GET and POST: the name of a parameter that carries the id, for a target that takes one.
        validate: Refuse a wrong JSON body before it is sent.
    """

    process_id: str = NO_ID
    members: Mapping[str, str | None] = field(default_factory=dict)
    fields: Mapping[str, object] = field(default_factory=dict)
    credentials: Credentials = field(default_factory=Credentials)
    format: str = ""
    format_in_query: bool = False
    action: bool = False
    media_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    id_parameter: str = ""
    validate: bool = True
