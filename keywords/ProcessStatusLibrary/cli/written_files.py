"""Files that a command would write over what it reads, or over another of its own."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, combinations, product
from pathlib import Path


def check_written(written: Mapping[str, Path | None], read: Mapping[str, Path | None]) -> None:
    """Refuses to write one file twice, or a file that is also read.

    Args:
        written: What the command writes, by the option that names it.
        read: What it reads, by the option that names it; None where there is none.

    Raises:
        ValueError: Two options name one file; the message names both, and the file.
    """
    outputs = {option: path for option, path in written.items() if path is not None}
    inputs = {option: path for option, path in read.items() if path is not None}
    for (option, path), (other, of_other) in chain(
        combinations(outputs.items(), 2), product(outputs.items(), inputs.items())
    ):
        device = path.exists() and not path.is_file()  # such as /dev/null, which takes all
        if not device and path.resolve() == of_other.resolve():
            raise ValueError(f"{option} and {other} name one file, {path}, which would be overwritten. Name another.")
