"""How surely a statement is known."""

from __future__ import annotations

from typing import Literal

Level = Literal["documented", "standard", "observed", "inferred"]
"""The vendor's page says it; SOAP, HTTP or WS-I say it; frameworks are known to do it; reasonable, nobody says it."""

LEVELS: tuple[Level, ...] = ("documented", "standard", "observed", "inferred")
"""Strongest first."""
