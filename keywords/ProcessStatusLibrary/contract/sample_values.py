"""The values in a contract's samples: what the placeholders of the page were replaced by."""

from __future__ import annotations

import tomllib
from typing import Any

from .service import Contract


def sample_values(contract: Contract) -> dict[str, Any]:
    """Reads samples/values.toml; empty when the contract has no samples."""
    path = contract.folders[0] / "samples" / "values.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
