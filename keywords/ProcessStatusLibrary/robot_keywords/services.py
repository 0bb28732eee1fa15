"""Keywords that open, switch and close services."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from robot.api.deco import keyword
from robot.api.types import Secret

from ..api import open_service
from ..credentials import Credentials
from ..masking import SecretText
from ..retrying import Retries
from ..targets_variable import targets_file
from ..transport.exchange import Timeouts
from .state import LibraryState

NO_SECRET = Secret("")


class ServiceKeywords(LibraryState):
    """Opens, switches and closes services."""

    @keyword(tags=("Service",))
    def open_service(
        self,
        service: str,
        url: str | Secret = "",
        *,
        alias: str = "",
        user: str = "",
        password: Secret = NO_SECRET,
        token: Secret = NO_SECRET,
        token_header: str = "",
        token_cookie: str = "",
        client_certificate: str = "",
        client_key: str = "",
        ca_file: str = "",
        verify: bool = True,
        timeout: timedelta | float | None = None,
        retries: int = 0,
        proxies: Mapping[str, Any] | None = None,
        headers: Mapping[str, Any] | None = None,
        members: Mapping[str, Any] | None = None,
        allow_states: list[str] | None = None,
        secrets: list[str] | None = None,
        allow_plain_http: bool = False,
        auth: Any = None,
    ) -> str:
        """Opens a service and makes it the current one.

        Without `url` the targets file decides (`--variable TARGETS:file` or the environment variable
        `PROCESSSTATUS_TARGETS`); a test whose service it does not name is skipped. Without a targets file the
        embedded simulator is started, and every log message says so.

        Args:
            service: The name of a service contract, such as `cora-ocr`, or the folder of one.
            url: The base that documented paths are appended to, or a full endpoint. As a `Secret` it may hold a
                password.
            alias: A name for `Switch Service`; the contract's name by default.
            user: Who asks.
            password: The password, as a `Secret`.
            token: A token, as a `Secret`: sent as bearer, or in `token_header` or `token_cookie`.
            token_header: The header that carries the token.
            token_cookie: The cookie that carries the token.
            client_certificate: A file with the client's certificate.
            client_key: A file with its key.
            ca_file: A file of certificates to trust.
            verify: Whether the server's certificate is verified.
            timeout: The total time of one exchange, such as `30 s`.
            retries: How often a status read that got no answer is sent again; a start never is.
            proxies: Proxy URLs by scheme, as text or `Secret`; those of the environment by default.
            headers: Further headers of every request; a value may be a Secret.
            members: Values of header and body members, such as the nine other members of ActivityMetadata.
            allow_states: States that the page does not document and that this endpoint may send, such as `FAILED`.
            secrets: Further names of headers, elements, members and parameters whose values are masked.
            allow_plain_http: Lets credentials travel over plain HTTP to another machine.
            auth: Any authentication object of requests, such as NTLM.

        Returns:
            The alias.

        Raises:
            ValueError: The service is unknown or a setting is wrong; the message says what is allowed.

        Examples:

        ```robotframework
        *** Test Cases ***
        On the simulator
            Open Service    cora-ocr

        On an endpoint
            VAR    ${password: Secret}    %{ROBUSTA_PASSWORD}
            Open Service    robusta    https://robusta.example:8443    user=tester    password=${password}
        ```
        """
        settings: dict[str, Any] = {
            "client_certificate": client_certificate,
            "client_key": client_key,
            "ca_file": ca_file,
            "headers": self._texts(headers),
            "members": self._texts(members),
            "allow_states": tuple(allow_states) if allow_states else (),
            "secrets": tuple(secrets) if secrets else (),
            "allow_plain_http": allow_plain_http,
        }
        given = {name: value for name, value in settings.items() if value}
        if proxies is not None:
            given["proxies"] = {
                scheme: _revealed(proxy) for scheme, proxy in proxies.items()
            }  # an empty mapping switches those of the environment off
        if not verify:
            given["verify"] = False
        if timeout is not None:
            total = timeout.total_seconds() if isinstance(timeout, timedelta) else float(timeout)
            usual = Timeouts()
            given["timeouts"] = Timeouts(min(usual.connect, total), min(usual.read, total), total)
        if retries:
            given["retries"] = Retries(count=retries)
        credentials = Credentials(user, SecretText(password.value), SecretText(token.value), token_header, token_cookie)
        base = _revealed(url)
        self._masker.learn_url(base)
        opened = open_service(
            service,
            base,
            targets="" if base else targets_file(),
            credentials=credentials or None,
            profile=self._profile,
            recorder=self._shared_recorder(),
            masker=self._masker,
            simulated_time=self._simulated_time,
            auth=auth,
            **given,
        )
        name = alias or opened.target.service
        if name in self._services:
            self._services[name].close()
        self._services[name] = opened
        self._current = name
        return name

    @keyword(tags=("Service",))
    def switch_service(self, alias: str) -> str:
        """Makes another open service the current one.

        Args:
            alias: The name that `Open Service` returned.

        Returns:
            The alias of the service that was current.

        Raises:
            ValueError: No service is open under the name; the message lists those that are.

        Examples:

        ```robotframework
        *** Test Cases ***
        Two services
            Open Service    cora-rpa
            Open Service    cora-ocr
            ${previous} =    Switch Service    cora-rpa
        ```
        """
        previous = self._current
        self._current = self._named(alias)
        return previous

    @keyword(tags=("Service",))
    def close_service(self, alias: str = "") -> None:
        """Closes a service: its connections, and the simulator behind it.

        Services that are still open at the end of the suite are closed then.

        Args:
            alias: The name that `Open Service` returned; the current service by default.

        Raises:
            ValueError: No service is open under the name.

        Examples:

        ```robotframework
        *** Test Cases ***
        Open and close
            Open Service    listrak
            Close Service
        ```
        """
        name = self._named(alias or self._current)
        self._services.pop(name).close()
        if name == self._current:
            self._current = next(reversed(self._services), "")


def _revealed(value: object) -> str:
    return value.value if isinstance(value, Secret) else str(value)
