"""What a real `pmgoals serve` refuses, over real sockets."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import psutil
import pytest
from served import HANDSHAKE, Served, launch, soon

pytestmark = pytest.mark.skipif(os.name != "posix", reason="windows of the app are POSIX processes")


def handshake(server: Served, room: str, **changed: str | None) -> int:
    """Ask for a WebSocket, and return the status."""
    usual = HANDSHAKE | {"Origin": server.origin} | changed
    headers = {key: value for key, value in usual.items() if value is not None}
    return server.ask(f"{room}ws?width=80&height=24", **headers).status


def test_a_socket_is_refused_to_strangers_and_no_app_is_started(server: Served) -> None:
    room, cookie = server.enter()
    port = server.host.rpartition(":")[2]
    refused = {
        "a foreign origin": {"Origin": "http://evil.example", "Cookie": cookie},
        "another port": {"Origin": "http://127.0.0.1:1", "Cookie": cookie},
        "no origin": {"Origin": None, "Cookie": cookie},
        "a wrong host": {"Host": f"evil.example:{port}", "Cookie": cookie},
        "a host bound anew": {
            "Host": f"evil.example:{port}", "Origin": f"http://evil.example:{port}",
            "Cookie": cookie,
        },
        "no cookie": {},
        "a wrong cookie": {"Cookie": cookie[:-1] + ("a" if cookie[-1] != "a" else "b")},
        "a token for a cookie": {"Cookie": cookie.split("=")[0] + server.entrance[7:]},
    }  # fmt: skip
    for name, headers in refused.items():
        assert handshake(server, room, **headers) == 403, name
        assert server.apps == [], name
    assert handshake(server, room, Cookie=cookie) == 101
    soon(lambda: server.apps == [], "the app of a socket that is gone has stayed")


def test_every_place_is_closed_without_the_cookie(server: Served) -> None:
    room, cookie = server.enter()
    names = ("", "ws", "page.css", "page.js", "textual.js", "xterm.css", "mono.ttf", "nothing")
    paths = ["/", "/static/js/textual.js", "/download/x", *(room + name for name in names)]
    for path in paths:
        for headers in ({}, {"Cookie": "pmgoals=x"}, {"Host": "evil.example", "Cookie": cookie}):
            answer = server.ask(path, **headers)
            assert answer.status == 403, path
            assert answer.body.startswith(b"Refused"), path
            assert "Set-Cookie" not in answer.headers
    assert server.ask(room, Cookie=cookie).body.startswith(b"<!DOCTYPE html>")
    assert server.apps == []


def test_a_token_is_exchanged_for_a_cookie_and_leaves_the_address(server: Served) -> None:
    answer = server.ask(server.entrance)
    token = server.entrance.partition("=")[2]
    assert (answer.status, answer.body) == (303, b"")
    assert token not in answer.headers["Location"] + answer.headers["Set-Cookie"]
    assert answer.headers["Set-Cookie"].endswith("; HttpOnly; SameSite=Strict")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert server.ask(server.entrance[:-1]).status == 403
    assert server.ask(server.entrance, Host="evil.example").status == 403


@pytest.mark.parametrize(
    "name",
    [
        "..", "../", "../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "..%2fserver.py", "page.html",
        "page.css/..%2f..%2fserver.py", "%00", "page.css%00", "server.py", "js/textual.js", "ws/",
    ],
)  # fmt: skip
def test_nothing_but_the_list_is_sent(server: Served, name: str) -> None:
    room, cookie = server.enter()
    answer = server.ask(room + name, Cookie=cookie)
    assert answer.status in (400, 403, 404)
    assert b"import" not in answer.body
    assert b"root:" not in answer.body


def test_other_methods_are_refused(server: Served) -> None:
    room, cookie = server.enter()
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"):
        assert server.ask(room, method).status == 403
        assert server.ask(room, method, Cookie=cookie).status == 405
        assert server.ask(f"{room}ws", method, Cookie=cookie, **HANDSHAKE).status in (403, 405)
    assert server.apps == []


def test_every_answer_tells_the_browser_to_be_strict(server: Served) -> None:
    room, cookie = server.enter()
    asked = [
        server.ask("/"), server.ask(server.entrance), server.ask(room, Cookie=cookie),
        server.ask(f"{room}textual.js", Cookie=cookie), server.ask(f"{room}nothing", Cookie=cookie),
        server.ask(f"{room}ws", Cookie=cookie, Origin=server.origin, **HANDSHAKE),
    ]  # fmt: skip
    assert [answer.status for answer in asked] == [403, 303, 200, 200, 404, 101]
    for answer in asked:
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_it_listens_on_loopback_alone(server: Served) -> None:
    found = psutil.Process(server.process.pid).net_connections(kind="inet")
    assert [line.laddr.ip for line in found if line.status == psutil.CONN_LISTEN] == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--host", "0.0.0.0"), "no loopback address"),
        (("--host", "192.168.1.5"), "no loopback address"),
        (("--port", "70000"), "no port"),
        (("--today", "someday"), "someday"),
    ],
)
def test_what_it_cannot_do_is_said_at_once(home: Path, words: tuple[str, ...], said: str) -> None:
    out, err = (process := launch("serve", *words, PMGOALS_HOME=str(home))).communicate(timeout=60)
    assert (process.returncode, out) == (3, "")
    assert said in err


def test_a_port_that_is_taken_is_said(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        process = launch("serve", "--port", port, PMGOALS_HOME=str(home))
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (3, "")
    assert f"Port {port} of 127.0.0.1 is not to be had" in err
