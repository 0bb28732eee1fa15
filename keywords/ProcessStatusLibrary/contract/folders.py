"""Where contracts and their schemas lie: in the checkout's resources/ or inside the wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


@cache
def resource_root() -> Path:
    """Finds the folder of shipped data: beside the package in a checkout, in the package in a wheel."""
    checkout = PACKAGE.parents[1] / "resources" / PACKAGE.name
    return checkout if checkout.is_dir() else PACKAGE


def is_file(path: Path) -> bool:
    """Whether a path that a document names is a file; a name that no file can have is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """The same for a folder."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def contracts_root() -> Path:
    """The folder that holds one folder a shipped contract."""
    return resource_root() / "contracts"
