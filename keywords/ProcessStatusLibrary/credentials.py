"""Who asks: user and password or a token, and where they travel."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from .contract.model import CredentialKind
from .header_rules import HEADER_NAME, sendable
from .masking import Masker, SecretText
from .wording import quote

NONE = SecretText("")


@dataclass(frozen=True, slots=True)
class Credentials:
    """Credentials of a session; the secrets print as ``<secret>``.

    Attributes:
        user: The user's name.
        password: The user's password.
        token: A token: sent as bearer, or as the value of `header` or `cookie`.
        header: The name of a header that carries the token.
        cookie: The name of a cookie that carries the token.

    Raises:
        ValueError: The parts do not fit together.
    """

    user: str = ""
    password: SecretText = NONE
    token: SecretText = NONE
    header: str = ""
    cookie: str = ""

    def __post_init__(self) -> None:
        if self.password and not self.user:
            raise ValueError("A password was given without a user. Give user= too.")
        if self.header and self.cookie:
            raise ValueError(
                f"The token can travel in the header {quote(self.header)} or in the cookie {quote(self.cookie)}, "
                "not in both. Give one."
            )
        if (self.header or self.cookie) and not self.token:
            raise ValueError("A header or cookie for a token was named, but no token was given. Give token= too.")
        if self.user and self.token and not self.header and not self.cookie:
            raise ValueError(
                "The user and the bearer token would both travel in the header Authorization. Give one of them, or "
                "name another place for the token with token_header= or token_cookie=."
            )
        for name, secret in (("user", SecretText(self.user)), ("password", self.password), ("token", self.token)):
            if any(character in secret.reveal() for character in "\r\n\0"):
                raise ValueError(f"The {name} has a line break or NUL in it, which no header can carry.")
        if self.header and not HEADER_NAME.fullmatch(self.header):
            raise ValueError(f"The header of the token, {quote(self.header)}, is not the name of a header.")
        if self.token and not sendable(self.token.reveal()):
            raise ValueError("The token has a space around it or a character that no header can carry.")

    def __bool__(self) -> bool:
        return bool(self.user or self.token)

    def teach(self, masker: Masker) -> None:
        """Makes the secrets known to a masker."""
        if self.password:
            masker.learn_basic(self.user, self.password.reveal())
        if self.token:
            masker.learn(self.token.reveal(), "token")

    def headers(self, kind: CredentialKind) -> list[tuple[str, str]]:
        """The headers that carry the credentials; none where they travel in the SOAP header.

        Args:
            kind: How the contract takes credentials.
        """
        found = []
        if self.user and kind != "soap header":
            pair = base64.b64encode(f"{self.user}:{self.password.reveal()}".encode()).decode()
            found.append(("Authorization", f"Basic {pair}"))
        if self.token:
            token = self.token.reveal()
            if self.header:
                found.append((self.header, token))
            elif self.cookie:
                found.append(("Cookie", f"{self.cookie}={token}"))
            else:
                found.append(("Authorization", f"Bearer {token}"))
        return found
