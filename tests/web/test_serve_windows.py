"""Windows of a real `pmgoals serve`, and how it ends."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path

import pytest
from served import Served, served, soon
from windows import window

from pmgoals.services.planner import Planner

pytestmark = pytest.mark.skipif(os.name != "posix", reason="windows of the app are POSIX processes")


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
        assert os.getpgid(apps[0].pid) != os.getpgid(server.process.pid)  # Ctrl+C is not for it
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
