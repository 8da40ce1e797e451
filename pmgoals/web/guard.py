"""Who may come in: a token for the first visit, a cookie from then on, and nobody from elsewhere.

Every page that a browser shows can send requests to this machine, and can give its own name this
machine's address. So a visit must bring a secret, name the host it was meant for, and come from a
page of ours where the browser says where it comes from.

A cookie is shown to every server on the same host, whatever its port. The one set here belongs to
a path that nobody can guess, so other servers on this machine are not shown it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from hmac import compare_digest
from ipaddress import ip_address
from typing import NamedTuple

from pmgoals.errors import BadInput

FORBIDDEN, NO_METHOD = 403, 405
"""Answers of HTTP to a visit that is refused."""

CLOSED = "Refused. Open the address that `pmgoals serve` printed when it started.\n"
"""What somebody reads who did not bring the secret."""

ELSEWHERE = "Refused: this was asked for by another page, or under another name.\n"
"""What a request from elsewhere is answered."""

ONLY_GET = "Only GET is answered here.\n"
"""What another method is answered."""


class Visit(NamedTuple):
    """What a request says about itself."""

    method: str
    """GET, POST and so on."""
    path: str
    """The path asked for, as it was sent."""
    hosts: Sequence[str] = ()
    """Every `Host` header."""
    origins: Sequence[str] = ()
    """Every `Origin` header."""
    cookies: Sequence[str] = ()
    """Every `Cookie` header."""
    tokens: Sequence[str] = ()
    """Every `token` of the query."""
    for_socket: bool = False
    """Whether it wants to become a WebSocket."""


class Refusal(NamedTuple):
    """Why a visit is turned away."""

    status: int
    """The status of HTTP."""
    why: str
    """What is answered; it holds nothing of the plan."""


class Guard:
    """The guard of one run: its secrets are made anew each time."""

    def __init__(
        self, host: str, port: int, secret: Callable[[], str] = secrets.token_urlsafe
    ) -> None:
        """Guard what listens on a loopback address, such as `127.0.0.1` or `::1`."""
        own = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._hosts = (own, f"localhost:{port}")
        self._token = secret()
        self._once: set[str] = set()
        self._secret = secret
        self._cookie = secret()
        self.address = f"http://{own}/?token={self._token}"
        """The address to open, with the token."""
        self.room = f"/{secret()}/"
        """The path under which everything is, and to which the cookie belongs."""
        self.cookie_name = f"pmgoals-{port}"
        """The cookie's name."""
        self._own = own

    def address_for_once(self) -> str:
        """Return an address whose token dies at its first use.

        For a browser that is started from here: others on this machine can read its command line.
        """
        token = self._secret()
        self._once.add(token)
        return f"http://{self._own}/?token={token}"

    @property
    def set_cookie(self) -> str:
        """The `Set-Cookie` header that a visitor with the token is given."""
        return f"{self.cookie_name}={self._cookie}; Path={self.room}; HttpOnly; SameSite=Strict"

    def refusal(self, visit: Visit) -> Refusal | None:
        """Return why a visit is turned away; None for one that may come in."""
        if len(visit.hosts) != 1 or visit.hosts[0].lower() not in self._hosts:
            return Refusal(FORBIDDEN, ELSEWHERE)
        ours = (f"http://{visit.hosts[0].lower()}",)
        if (visit.origins or visit.for_socket) and tuple(visit.origins) != ours:
            return Refusal(FORBIDDEN, ELSEWHERE)
        if not (self._is_known(visit) or self.enters(visit)):
            return Refusal(FORBIDDEN, CLOSED)
        return None if visit.method == "GET" else Refusal(NO_METHOD, ONLY_GET)

    def enters(self, visit: Visit) -> bool:
        """Tell whether a visit brings the token, and is to be given the cookie for it."""
        if visit.path != "/" or len(visit.tokens) != 1:
            return False
        found = [_same(visit.tokens[0], token) for token in (self._token, *self._once)]
        return any(found)

    def spend(self, visit: Visit) -> None:
        """Let a token that is good for once die."""
        self._once.difference_update(visit.tokens)

    def _is_known(self, visit: Visit) -> bool:
        """Tell whether a visit to the room brings the cookie."""
        pairs = [pair.strip() for header in visit.cookies for pair in header.split(";")]
        found = [_same(pair, f"{self.cookie_name}={self._cookie}") for pair in pairs]
        return any(found) and visit.path.startswith(self.room)


def _same(given: str, secret: str) -> bool:
    """Compare in a time that tells nothing of where they differ."""
    return compare_digest(given.encode("utf-8", "surrogatepass"), secret.encode())


def loopback(host: str) -> str:
    """Return the loopback address that is meant. BadInput for what others could reach."""
    try:
        address = ip_address("127.0.0.1" if host.lower() == "localhost" else host.strip("[]"))
    except ValueError:
        address = None
    if address is None or not address.is_loopback:
        raise BadInput(
            f"“{host[:60]}” is no loopback address; the app is only served to this machine.",
            "Leave --host away, or take 127.0.0.1 or ::1.",
        )
    return str(address)
