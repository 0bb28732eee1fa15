"""Assertions that a person makes about a reply: it is the documented result, and it keeps the contract."""

from __future__ import annotations

from .breach import Breach, ContractBreach
from .conformance.judging import breaches
from .reply import Reply
from .status import ProcessStatus


def conforming(reply: Reply) -> Reply:
    """Holds a reply to its contract, at any level: for an assertion that a person wrote.

    A standard that the vendor's page itself departs from is no breach of the contract; a check reports it.

    Raises:
        CredentialsRefused, SoapFault, ServiceError, EmptyResult, UnreadableReply: The reply is no result.
        ContractBreach: A clause is broken; the message prints its level.
    """
    error = reply.error()
    if error is not None:
        raise error
    found = breaches(reply)
    if found:
        raise ContractBreach(found, reply.reproduce)
    return reply


def status_of(reply: Reply) -> ProcessStatus:
    """The status of a reply whose message keeps its schema.

    Raises:
        CredentialsRefused, SoapFault, ServiceError, EmptyResult, UnreadableReply: The reply is no result.
        ContractBreach: The message breaks its schema or an enumeration.
    """
    error = reply.error()
    if error is not None:
        raise error
    found = [breach for breach in breaches(reply) if _about_the_message(breach)]
    if found:
        raise ContractBreach(found, reply.reproduce)
    if reply.status is None:
        raise ValueError("A status operation gave no status.")
    return reply.status


def _about_the_message(breach: Breach) -> bool:
    return breach.clause.startswith(("schema.", "enumeration."))
