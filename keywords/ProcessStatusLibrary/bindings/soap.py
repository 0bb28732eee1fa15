"""Writes SOAP envelopes: the documented header and body, all members, in the schema's order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from ..contract.model import Binding
from ..contract.service import Contract
from ..schemas.components import Components, Member
from ..schemas.envelope import ENVELOPES
from ..wording import listing, nearest, quote
from .call import Call

PREFIXES = {"SOAP 1.1": "soap", "SOAP 1.2": "soap12"}
# Declared and unused, as on every page.
SCHEMA_NAMESPACES = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
DEFAULTS = {"guid": "00000000-0000-0000-0000-000000000000", "int": "0", "long": "0"}
# What XML 1.0 section 2.2 does not allow as a character.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def soap_envelope(components: Components, contract: Contract, documented: Binding, binding: str, call: Call) -> bytes:
    """Writes the message.

    Raises:
        ValueError: A member is unknown, or its value cannot be written in XML.
    """
    values = _values(contract, documented, call)
    known: list[str] = []
    prefix = PREFIXES[binding]
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<{prefix}:Envelope {SCHEMA_NAMESPACES} xmlns:{prefix}="{ENVELOPES[binding]}">',
    ]
    for part, element in (("Header", documented.request.header), ("Body", documented.request.body)):
        if element:
            lines.append(f"  <{prefix}:{part}>")
            lines += _element(components, contract, element, values, known)
            lines.append(f"  </{prefix}:{part}>")
    lines.append(f"</{prefix}:Envelope>\n")
    for name in (*call.members, *call.fields):
        if name not in known:
            near = nearest(name, known)
            meant = f" Did you mean {quote(near)}?" if near else ""
            raise ValueError(
                f"{contract.service}: unknown member {quote(name)} of the request.{meant} "
                f"Allowed: {listing(known, 'and')}."
            )
    return "\n".join(lines).encode()


def _values(contract: Contract, documented: Binding, call: Call) -> dict[str, str | None]:
    fields = {name: None if value is None else str(value) for name, value in call.fields.items()}
    values: dict[str, str | None] = {**call.members, **fields}
    model = contract.model.credentials
    if model.kind == "soap header" and call.credentials:
        values[model.user] = call.credentials.user
        values[model.password] = call.credentials.password.reveal()
    if documented.request.process_id and call.process_id:
        values[documented.request.process_id.rpartition(":")[2]] = call.process_id
    return values


def _element(
    components: Components, contract: Contract, element: str, values: Mapping[str, str | None], known: list[str]
) -> Iterator[str]:
    prefix, _, name = element.partition(":")
    namespace = contract.model.namespaces[prefix]
    members = components.described_members(name)
    known += [member.name for member in members]
    written = [f"      {text}" for member in members if (text := _member(member, values))]
    if not written:
        yield f'    <{name} xmlns="{namespace}" />'
        return
    yield f'    <{name} xmlns="{namespace}">'
    yield from written
    yield f"    </{name}>"


def _member(member: Member, values: Mapping[str, str | None]) -> str:
    value = values.get(member.name, DEFAULTS.get(member.type, ""))
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError(f"The member '{member.name}' is {value!r}. Give it as text, or None to leave it out.")
    broken = _NOT_XML.search(value)
    if broken:
        raise ValueError(
            f"The member '{member.name}' holds the character {broken[0]!a}, which XML cannot carry. Take it out."
        )
    # A parser reads a bare carriage return as a line feed (XML 1.0 section 2.11).
    text = escape(value, {"\r": "&#13;"})
    return f"<{member.name}>{text}</{member.name}>"
