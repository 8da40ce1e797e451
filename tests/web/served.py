"""A real `pmgoals serve` in a process of its own, and raw requests to it."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import psutil

HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


class Answer(NamedTuple):
    """What a request was answered."""

    status: int
    headers: dict[str, str]
    body: bytes


class Served:
    """A server that runs."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process = process
        self.address = address
        parts = urlsplit(address)
        self.host = parts.netloc
        self.origin = f"http://{self.host}"
        self.entrance = f"/?{parts.query}"

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Send a request with these headers alone and `Host`, and return the answer."""
        name, _, port = self.host.rpartition(":")
        line = http.client.HTTPConnection(name.strip("[]"), int(port), timeout=20)
        headers = {"Host": self.host} | {k.replace("_", "-"): v for k, v in headers.items()}
        line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for key, value in headers.items():
            line.putheader(key, value)
        line.endheaders()
        found = line.getresponse()
        body = b"" if found.status == 101 else found.read()
        answer = Answer(found.status, dict(found.headers), body)
        line.close()
        return answer

    def enter(self) -> tuple[str, str]:
        """Bring the token; return the room's path and the cookie."""
        answer = self.ask(self.entrance)
        assert answer.status == 303
        return answer.headers["Location"], answer.headers["Set-Cookie"].partition(";")[0]

    @property
    def apps(self) -> list[psutil.Process]:
        """The processes of the app that it started."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """Send a signal; return the exit code and what was said on stderr."""
        self.process.send_signal(number)
        _, said = self.process.communicate(timeout=60)
        return self.process.returncode, said


def soon(is_so: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def launch(*words: str, **env: str) -> subprocess.Popen[str]:
    """Start `pmgoals WORDS`."""
    return subprocess.Popen(
        [sys.executable, "-m", "pmgoals", *words],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | env,
    )  # fmt: skip


@contextmanager
def served(home: Path, *words: str, **env: str) -> Iterator[Served]:
    """Serve the plan of a home until the block ends."""
    process = launch("serve", *words, PMGOALS_HOME=str(home), **env)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        if not re.fullmatch(r"http://\S+/\?token=\S+", address):
            process.kill()
            raise AssertionError(process.communicate())
        yield Served(process, address)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.communicate(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
