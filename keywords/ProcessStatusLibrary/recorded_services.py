"""What a recording says of a service: where it was, and by which contract it was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from .contract.digest import contract_digest
from .contract.service import Contract
from .targets import Target


def about_service(target: Target) -> dict[str, Any]:
    """The members of a line about a service that is opened or checked.

    Args:
        target: Where the service is, and its contract.
    """
    return {
        "service": target.contract.service,
        "target": target.name,
        "simulated": target.simulated,
        "contract": contract_digest(target.contract),
        "allow_states": list(target.allow_states),
        "limits": asdict(target.limits),
    }


def is_of_other_contract(line: Mapping[str, Any], contract: Contract) -> bool:
    """Whether a contract is another than the one of a recorded line about its service."""
    return bool(line["contract"] != contract_digest(contract))
