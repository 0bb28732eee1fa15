"""The digest of a contract: it tells whether two runs judged by the same one."""

from __future__ import annotations

import hashlib

from .service import Contract


def contract_digest(contract: Contract) -> str:
    """SHA-256 over the names and the contents of a contract's files, those of contracts that it extends too."""
    digest = hashlib.sha256()
    for folder in contract.folders:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            content = file.read_bytes()
            digest.update(f"{file.relative_to(folder).as_posix()}\n{len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()
