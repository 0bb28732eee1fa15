"""The values in a contract's samples: what the placeholders of the page were replaced by."""

from __future__ import annotations

from typing import Any

from .service import Contract
from .toml_document import DocumentError, read_toml


def sample_values(contract: Contract) -> dict[str, Any]:
    """Reads samples/values.toml; empty when the contract has no samples."""
    path = contract.folders[0] / "samples" / "values.toml"
    return read_toml(path, DocumentError) if path.is_file() else {}
