"""The digest of a contract: it tells whether two runs judged by the same one."""

from __future__ import annotations

import hashlib

from .service import Contract

PIECE = 1024 * 1024


def contract_digest(contract: Contract) -> str:
    """SHA-256 over the names and the contents of a contract's files, those of contracts that it extends too."""
    digest = hashlib.sha256()
    for folder in contract.folders:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(f"{file.relative_to(folder).as_posix()}\n{file.stat().st_size}\n".encode())
            with file.open("rb") as content:  # in pieces: a folder from others may hold files of any size
                while piece := content.read(PIECE):
                    digest.update(piece)
    return digest.hexdigest()
