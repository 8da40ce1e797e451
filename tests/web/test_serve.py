"""A real `pmgoals serve`: what it refuses, what its windows do, and how it ends."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import psutil
import pyte
import pytest
from chromium import UNKNOWN_TO_PYTE
from served import HANDSHAKE, Served, launch, served, soon

from pmgoals.services.planner import Planner

pytestmark = pytest.mark.skipif(os.name != "posix", reason="windows of the app are POSIX processes")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def server(home: Path) -> Iterator[Served]:
    with served(home) as running:
        yield running


class Screen:
    """A window of the app, as a browser has it."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self.line = line
        self._screen = pyte.Screen(100, 30)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    async def wait(self, words: str, seconds: float = 30) -> None:
        """Wait until words stand on the screen."""
        end = time.monotonic() + seconds
        while words not in self.text:
            left = end - time.monotonic()
            assert left > 0, f"never saw {words!r} on:\n{self.text}"
            with suppress(TimeoutError):
                message = await self.line.receive(left)
                assert message.type == aiohttp.WSMsgType.BINARY, message
                self._stream.feed(UNKNOWN_TO_PYTE.sub(b"", message.data))

    async def type(self, keys: str) -> None:
        await self.line.send_json(["stdin", keys])

    async def log(self, title: str, time: str) -> None:
        """Log learning, as fast as one reads what one types."""
        await self.type("l")
        await self.wait("Log learning")
        await self.type(title)
        await self.wait(title)
        await self.type("\r")
        await self.wait("How long it took")
        await self.type(time)
        await self.wait(f"  {time} ")
        await self.type("\x13")
        await self.wait("Logged")

    async def ended(self, seconds: float = 30) -> int | None:
        """Wait until the server closes the window, and return the code it gives."""
        while (await self.line.receive(seconds)).type == aiohttp.WSMsgType.BINARY:
            pass
        return self.line.close_code


@asynccontextmanager
async def window(server: Served) -> AsyncIterator[Screen]:
    """Open a window of the app as the page does it."""
    room, cookie = server.enter()
    headers = {"Origin": server.origin, "Cookie": cookie}
    async with aiohttp.ClientSession() as session:
        address = f"{server.origin}{room}ws?width=100&height=30"
        async with session.ws_connect(address, headers=headers) as line:
            await line.send_json(["focus"])
            yield Screen(line)


# ---- what is refused ----


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


# ---- windows ----


async def test_two_windows_are_two_terminals_on_one_plan(server: Served, planner: Planner) -> None:
    async with window(server) as one, window(server) as other:
        await one.wait("Write the first goal")
        await other.type("6")
        await other.wait("None yet: say which skill it serves")
        assert len(server.apps) == 2
        await one.log("Read a chapter", "45m")
        await other.wait("Read a chapter")
    assert [each.title for each in planner.plan.learning] == ["Read a chapter"]
    soon(lambda: server.apps == [], "an app has stayed after its window")


async def test_a_window_has_the_plan_the_day_and_the_settings(home: Path, tmp_path: Path) -> None:
    plan = tmp_path / "other" / "my plan.json"
    home.mkdir()
    (home / "config.toml").write_text("ascii = true\n", "utf-8")
    words = ("--plan", str(plan), "--today", "2 Mar 2027")
    with served(home, *words) as server:
        async with window(server) as screen:
            await screen.wait("2 Mar 2027")
            await screen.log("Read a chapter", "45m")
            assert "=@-" in screen.text
    assert plan.exists()
    assert not (home / "plan.json").exists()


async def test_what_is_typed_outlives_a_window_that_is_closed(server: Served) -> None:
    async with window(server) as screen:
        await screen.wait("Write the first goal")
        await screen.type("n")
        await screen.wait("Your goal")
        await screen.type("Own pricing end to end")
        await screen.wait("Own pricing end to end")
    soon(lambda: server.apps == [], "the app has stayed after its window")
    async with window(server) as screen:
        await screen.wait("draft: Own pricing")


async def test_leaving_the_app_closes_its_window(server: Served) -> None:
    async with window(server) as screen:
        await screen.wait("Write the first goal")
        await screen.type("q")
        assert await screen.ended() == 1000
    soon(lambda: server.apps == [], "the app has stayed after it was left")


async def test_what_no_page_sends_is_left_out(server: Served) -> None:
    async with window(server) as screen:
        for text in (
            "", "{", "[]", "7", '["stdin"]', '["stdin", 7]', '["resize", {"width": "x"}]',
            '["resize", {"width": 1e9, "height": -5}]', '["quit"]', "[" * 100_000,
            '["stdin", "\\ud800"]',
        ):  # fmt: skip
            await screen.line.send_str(text)
        await screen.line.send_bytes(b"\xff" * 100)
        await screen.line.send_json(["resize", {"width": 100, "height": 30}])
        await screen.wait("Write the first goal")


async def test_a_plan_that_cannot_be_read_is_told_in_the_window(server: Served, home: Path) -> None:
    home.mkdir(exist_ok=True)
    (home / "plan.json").write_text("{", "utf-8")
    async with window(server) as screen:
        await screen.wait("plan.json")
        assert server.process.poll() is None


# ---- the end ----


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
async def test_its_end_is_the_end_of_its_apps(server: Served, number: int, code: int) -> None:
    async with window(server) as screen:
        await screen.wait("Write the first goal")
        apps = server.apps
        assert len(apps) == 1
        server.process.send_signal(number)
        assert await screen.ended() == 1001
    assert server.process.wait(30) == code
    assert not any(app.is_running() for app in apps)
    _, said = server.process.communicate()
    assert said.count("\n") == 1
    assert "Traceback" not in said


async def test_apps_end_when_the_server_is_killed(server: Served) -> None:
    async with window(server) as screen:
        await screen.wait("Write the first goal")
        apps = server.apps
        server.process.kill()
        server.process.wait()
        soon(lambda: not any(app.is_running() for app in apps), "an app has been left behind")


async def test_an_app_that_does_not_leave_is_ended(server: Served) -> None:
    async with window(server) as screen:
        await screen.wait("Write the first goal")
        app = server.apps[0]
        app.suspend()
    soon(lambda: not app.is_running(), "a stopped app has been left behind")


def test_nothing_is_said_of_requests(home: Path) -> None:
    with served(home) as server:
        for _ in range(3):
            server.ask("/?token=guess")
        address = ("127.0.0.1", int(server.host.rpartition(":")[2]))
        with socket.create_connection(address) as line:
            line.sendall(b"\x00\x01 private words\r\n\r\n")
            line.recv(4096)
        code, said = server.end()
    assert code == 130
    assert said.count("\n") == 1
    assert "home/plan.json" in said


def test_the_browser_that_is_opened_is_given_a_token_of_its_own(home: Path, tmp_path: Path) -> None:
    told = tmp_path / "opened"
    opener = tmp_path / "opener"
    opener.write_text(f'#!/bin/sh\nprintf %s "$1" >"{told}"\n')
    opener.chmod(0o700)
    with served(home, "--open", BROWSER=f"{opener} %s") as server:
        soon(lambda: told.exists() and bool(told.read_text()), "no browser was opened")
        once = told.read_text().removeprefix(server.origin)
        assert once != server.entrance
        assert [server.ask(once).status for _ in range(2)] == [303, 403]
        assert server.ask(server.entrance).status == 303
