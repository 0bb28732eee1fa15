"""Whether an answer repeats a secret that its request carried: right or wrong ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from ...masking import TOKEN_START
from ...secret_forms import forms_of
from ...sent_secrets import secrets_in

if TYPE_CHECKING:
    from ...reply import Reply


@dataclass(frozen=True, slots=True)
class SentSecret:
    """A secret and what it is; it prints as what it is.

    Attributes:
        name: What it is, for people.
    """

    name: str
    _value: str = field(repr=False)

    def is_in(self, text: str) -> bool:
        """Whether a text repeats it in any encoding, as a word of its own and not inside another.

        Of a mask, length and digest count: its kind goes by the place at which the secret stands.
        """
        if self._value.startswith(TOKEN_START):
            known = re.escape(self._value[self._value.index(":length=") :])
            return bool(re.search(rf"(?<!\w){re.escape(TOKEN_START)}[^{{}}]*{known}(?!\w)", text))
        return any(form in text and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) for form in _forms(self._value))


def sent_secrets(reply: Reply) -> list[SentSecret]:
    """The secrets that a request carried; of a recorded one the masks that stand for them."""
    found = reply.exchange.secrets
    if found is None:
        password = reply.contract.model.credentials.password
        found = secrets_in(reply.exchange.request, reply.masker, password)
    return [SentSecret(name, value) for name, value in found]


@lru_cache(maxsize=64)
def _forms(value: str) -> frozenset[str]:
    """As the masker knows a secret, so that a recording tells what the answer itself told."""
    return frozenset(forms_of(value))
