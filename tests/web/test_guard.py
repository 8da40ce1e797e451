"""Who may come in, asked of the guard alone."""

from __future__ import annotations

from itertools import count

import pytest

from pmgoals.errors import BadInput, Exit
from pmgoals.web.guard import CLOSED, ELSEWHERE, Guard, Visit, loopback

HOST = "127.0.0.1:8000"
ORIGIN = f"http://{HOST}"


@pytest.fixture
def guard() -> Guard:
    numbers = count(1)
    return Guard("127.0.0.1", 8000, lambda: f"secret{next(numbers)}")


def visit(guard: Guard, **changed: object) -> Visit:
    """A window of the app, opened as the page does it."""
    cookie = guard.set_cookie.partition(";")[0]
    usual = Visit("GET", f"{guard.room}ws", [HOST], [ORIGIN], [cookie], for_socket=True)
    return usual._replace(**changed)


def entering(guard: Guard, **changed: object) -> Visit:
    token = guard.address.partition("token=")[2]
    return Visit("GET", "/", [HOST], tokens=[token])._replace(**changed)


def test_the_page_and_its_socket_come_in(guard: Guard) -> None:
    assert guard.refusal(visit(guard)) is None
    assert guard.refusal(visit(guard, path=guard.room, origins=[], for_socket=False)) is None


@pytest.mark.parametrize(
    "hosts",
    [
        [], [HOST, HOST], [""], ["127.0.0.1"], ["127.0.0.1:8001"], ["127.0.0.1:80000"],
        ["127.0.0.1.evil.example:8000"], ["evil.example:8000"], ["127.0.0.2:8000"],
        ["localhost"], ["localhost.:8000"], ["[::1]:8000"], ["2130706433:8000"], ["0:8000"],
        [f"{HOST}@evil.example"], [f" {HOST}"],
    ],
)  # fmt: skip
def test_another_host_is_refused(guard: Guard, hosts: list[str]) -> None:
    for asked in (visit(guard), entering(guard)):
        origins = [f"http://{host}" for host in hosts[:1]] if asked.for_socket else []
        refused = guard.refusal(asked._replace(hosts=hosts, origins=origins))
        assert refused == (403, ELSEWHERE)


@pytest.mark.parametrize(
    "origins",
    [
        [], ["null"], [""], ["http://evil.example"], ["http://127.0.0.1"], ["https://127.0.0.1:8000"],
        ["http://127.0.0.1:8001"], ["http://localhost:8000"], [f"{ORIGIN}/"], [ORIGIN, ORIGIN],
        [f"{ORIGIN}.evil.example"], [ORIGIN, "http://evil.example"],
    ],
)  # fmt: skip
def test_a_socket_of_another_page_is_refused(guard: Guard, origins: list[str]) -> None:
    assert guard.refusal(visit(guard, origins=origins)) == (403, ELSEWHERE)


def test_a_page_elsewhere_is_refused_what_needs_no_origin(guard: Guard) -> None:
    asked = visit(guard, path=guard.room, origins=["http://evil.example"], for_socket=False)
    assert guard.refusal(asked) == (403, ELSEWHERE)


def test_the_other_name_of_this_machine_is_as_good(guard: Guard) -> None:
    asked = visit(guard, hosts=["LocalHost:8000"], origins=["http://localhost:8000"])
    assert guard.refusal(asked) is None
    assert guard.refusal(visit(guard, hosts=["localhost:8000"])) == (403, ELSEWHERE)


@pytest.mark.parametrize(
    "cookies",
    [
        [], [""], ["pmgoals-8000"], ["pmgoals-8000="], ["pmgoals-8000=secret"], ["x=secret2"],
        ["pmgoals-8000=secret1"], ["pmgoals-8001=secret2"], ["pmgoals-8000=secret22"],
        ["pmgoals-8000=ſecret2"], ["pmgoals-8000=\udcff"],
    ],
)  # fmt: skip
def test_without_the_cookie_nothing_is_shown(guard: Guard, cookies: list[str]) -> None:
    assert guard.refusal(visit(guard, cookies=cookies)) == (403, CLOSED)


def test_the_cookie_is_found_among_others(guard: Guard) -> None:
    """Another server on this machine may have set one of the same name."""
    own = guard.set_cookie.partition(";")[0]
    assert guard.refusal(visit(guard, cookies=[f"a=b; {own}; pmgoals-8000=other"])) is None
    assert guard.refusal(visit(guard, cookies=["a=b", f"pmgoals-8000=other;{own}"])) is None


def test_the_cookie_of_an_earlier_start_is_refused() -> None:
    earlier, now = Guard("127.0.0.1", 8000), Guard("127.0.0.1", 8000)
    old = earlier.set_cookie.partition(";")[0]
    assert now.refusal(visit(now, cookies=[old])) == (403, CLOSED)
    assert now.refusal(visit(now, path=earlier.room)) == (403, CLOSED)
    assert earlier.address != now.address


@pytest.mark.parametrize(
    "path", ["/", "/ws", "/x/../secret3/", "/secret3", "/static/js/textual.js"]
)
def test_the_cookie_opens_the_room_alone(guard: Guard, path: str) -> None:
    assert guard.room == "/secret3/"
    assert guard.refusal(visit(guard, path=path)) == (403, CLOSED)


@pytest.mark.parametrize(
    "tokens", [[], [""], ["secret"], ["secret2"], ["secret1", "secret1"], ["é"]]
)
def test_a_wrong_token_is_refused(guard: Guard, tokens: list[str]) -> None:
    assert guard.refusal(entering(guard, tokens=tokens)) == (403, CLOSED)


def test_the_token_opens_the_entrance_alone(guard: Guard) -> None:
    assert guard.refusal(entering(guard)) is None
    assert guard.enters(entering(guard))
    assert not guard.enters(visit(guard))
    for path in (guard.room, f"{guard.room}ws", "//", "/index.html"):
        assert guard.refusal(entering(guard, path=path)) == (403, CLOSED)


def test_the_token_of_the_printed_address_lasts(guard: Guard) -> None:
    for _ in range(2):
        assert guard.enters(entering(guard))
        guard.spend(entering(guard))


def test_a_token_for_once_dies(guard: Guard) -> None:
    token = guard.address_for_once().partition("token=")[2]
    asked = entering(guard, tokens=[token])
    assert guard.enters(asked)
    guard.spend(asked)
    assert guard.refusal(asked) == (403, CLOSED)
    assert guard.enters(entering(guard))


@pytest.mark.parametrize("method", ["POST", "HEAD", "PUT", "DELETE", "OPTIONS", "CONNECT", "get"])
def test_only_get_is_answered(guard: Guard, method: str) -> None:
    refused = guard.refusal(visit(guard, method=method))
    assert refused is not None
    assert refused.status == 405
    stranger = guard.refusal(visit(guard, method=method, cookies=[]))
    assert stranger == (403, CLOSED)


def test_the_cookie_is_for_this_path_and_for_no_script(guard: Guard) -> None:
    assert guard.set_cookie == "pmgoals-8000=secret2; Path=/secret3/; HttpOnly; SameSite=Strict"


def test_secrets_are_long_and_new_each_time() -> None:
    found = {Guard("127.0.0.1", 1).address.partition("token=")[2] for _ in range(20)}
    assert len(found) == 20
    assert min(map(len, found)) >= 43


def test_an_address_of_the_sixth_version_stands_in_brackets() -> None:
    guard = Guard("::1", 8000)
    assert guard.address.startswith("http://[::1]:8000/?token=")
    asked = visit(guard, hosts=["[::1]:8000"], origins=["http://[::1]:8000"])
    assert guard.refusal(asked) is None
    assert guard.refusal(visit(guard)) == (403, ELSEWHERE)


@pytest.mark.parametrize(
    ("host", "meant"),
    [
        ("127.0.0.1", "127.0.0.1"), ("localhost", "127.0.0.1"), ("127.0.0.7", "127.0.0.7"),
        ("::1", "::1"), ("[::1]", "::1"), ("LOCALHOST", "127.0.0.1"),
    ],
)  # fmt: skip
def test_loopback_addresses(host: str, meant: str) -> None:
    assert loopback(host) == meant


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "", "192.168.1.5", "10.0.0.1", "evil.example", "127.0.0.1.evil", "*"]
)
def test_what_others_could_reach_is_refused(host: str) -> None:
    with pytest.raises(BadInput) as refused:
        loopback(host)
    assert refused.value.exit is Exit.BAD_INPUT
    assert "loopback" in refused.value.what
