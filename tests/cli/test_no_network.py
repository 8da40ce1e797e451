"""No verb, and not the start of the app, asks for a network: every way to one is blocked here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_cli_docs import WORDS

BLOCKED = """
import socket, sys

def block(event, args):
    if event.startswith("socket.") and event != "socket.__new__":
        raise SystemExit(f"NETWORK {event} {args}")
    if event == "socket.__new__" and args[1] not in (-1, socket.AF_UNIX):
        raise SystemExit(f"NETWORK {event} {args}")

sys.addaudithook(block)
"""
"""Ends the process at the first look-up, connection or socket that could leave the machine."""

WRITING = {
    "learn": ("A book", "45m"), "win": ("A win",), "backup": (), "undo": (), "redo": (),
    "goal add": ("Speak", "--metric", "talks", "--from", "0", "--to", "1", "--by", "Q2 2027"),
    "measure refresh": (), "merge": (), "delete": ("A win",), "trash restore": ("A win",),
    "export json": (), "export ics": (), "export csv": ("learning",), "completion": ("bash",),
    "encrypt": (), "decrypt": (), "lock": (), "unlock": (), "config set": ("theme", "nord"),
    "report": ("self-review", "--audience", "me"), "export md": ("-o", "pages"),
}  # fmt: skip
"""What verbs are given that do not read; the others only say what they miss."""


LISTENS = {"serve"}
"""What listens on this machine alone, when it is asked for; it has tests of its own."""


def test_no_verb_uses_a_network(home, rich, tmp_path: Path) -> None:
    (home / "config.toml").write_text('passphrase_command = "echo correct horse battery"\n')
    (tmp_path / "run").mkdir(mode=0o700)
    code = BLOCKED + (
        "from pmgoals.cli.main import main\n"
        "from pmgoals.cli.verbs import VERBS\n"
        f"words, writing = {WORDS!r}, {WRITING!r}\n"
        f"for verb in [verb for verb in VERBS if verb not in {LISTENS!r}]:\n"
        "    given = writing.get(verb, words.get(verb, ()))\n"
        "    code = main([*verb.split(), *given])\n"
        "    assert code != 70 and not (code and verb in ('encrypt', 'decrypt')), verb\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True,
        env=os.environ | {"XDG_RUNTIME_DIR": str(tmp_path / "run")},
        stdin=subprocess.DEVNULL, timeout=300, start_new_session=True,
    )  # fmt: skip
    assert "NETWORK" not in done.stderr and done.returncode == 0, done.stderr[-2000:]


def test_the_block_blocks() -> None:
    for line in (
        "socket.getaddrinfo('localhost', 80)",
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    ):
        done = subprocess.run(
            [sys.executable, "-c", BLOCKED + line], capture_output=True, text=True
        )
        assert "NETWORK" in done.stderr, line


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX")
def test_the_app_starts_without_a_network(home, rich) -> None:
    pexpect = pytest.importorskip("pexpect")
    code = BLOCKED + "from pmgoals.cli.main import main\nsys.exit(main([]))\n"
    child = pexpect.spawn(
        sys.executable, ["-c", code], env=os.environ | {"TERM": "xterm-256color"},
        dimensions=(40, 120), encoding="utf-8", timeout=60,
    )  # fmt: skip
    found = child.expect(["Momentum", "NETWORK", pexpect.EOF])
    assert found == 0, child.before[-2000:]
    for key in "234567":
        child.send(key)
        assert child.expect(["NETWORK", pexpect.EOF, pexpect.TIMEOUT], timeout=1) == 2
    child.send("q")
    assert child.expect([pexpect.EOF, "NETWORK"]) == 0
