"""A curl command that sends a request again, secrets masked."""

from __future__ import annotations

import shlex

from .masking import Masker
from .transport.exchange import HttpRequest

LONGEST_BODY = 4000


def curl(request: HttpRequest, masker: Masker) -> str:
    """Writes the command.

    Args:
        request: What was sent.
        masker: What keeps its secrets out.

    Returns:
        A shell command, quoted throughout; a body of more than 4000 characters is left to a file ``request.body``.
    """
    parts = ["curl", "-i"]
    if request.method != "GET":
        parts += ["-X", request.method]
    for name, value in masker.headers(request.headers):
        parts += ["-H", shlex.quote(f"{name}: {value}")]
    if request.body:
        body = masker.text(request.text)
        parts += ["--data-binary", shlex.quote(body) if len(body) <= LONGEST_BODY else "@request.body"]
    return " ".join([*parts, shlex.quote(masker.url(request.url))])
