"""A real pseudo-terminal with the app in it: keys go in, a screen of text comes out."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

import pyte

KEYS = {
    "enter": "\r", "esc": "\x1b", "tab": "\t", "space": " ", "down": "\x1b[B", "up": "\x1b[A",
    "right": "\x1b[C", "left": "\x1b[D", "pgdn": "\x1b[6~", "pgup": "\x1b[5~", "^s": "\x13",
    "^c": "\x03", "^n": "\x0e", "^f": "\x06", "^o": "\x0f", "^p": "\x10",
}  # fmt: skip

UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=?][0-9;]*[a-zA-Z]|\x1b\[[0-9;]*\$[a-z]|\x1bP.*?\x1b\\")


class Terminal:
    """`pmgoals` in a terminal of `columns` x `lines`."""

    def __init__(
        self, home: Path, columns: int = 120, lines: int = 40, env: Mapping[str, str] | None = None
    ) -> None:
        self.screen = pyte.Screen(columns, lines)
        self.seen = b""
        self.code: int | None = None
        self._stream = pyte.ByteStream(self.screen)
        self._start(home, columns, lines, env or {})

    def _start(self, home: Path, columns: int, lines: int, env: Mapping[str, str]) -> None:
        words = {
            k: v for k, v in os.environ.items() if not k.startswith(("PMGOALS", "COLUMNS", "LINES"))
        }
        words |= {"PMGOALS_HOME": str(home), "TERM": "xterm-256color", **env}
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            time.sleep(0.05)  # until the parent has set the size
            os.execve(sys.executable, [sys.executable, "-m", "pmgoals"], words)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.code is None:
            self.kill(signal.SIGKILL)
        os.close(self._fd)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def read(self, seconds: float) -> bool:
        """Take in output for a while; False when the terminal is closed."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self._fd], [], [], left)[0]:
                try:
                    data = os.read(self._fd, 65536)
                except OSError:
                    return False
                if not data:
                    return False
                self.seen += data
                self._stream.feed(UNKNOWN_TO_PYTE.sub(b"", data))
        return True

    def wait(self, words: str, seconds: float = 60) -> None:
        """Wait until words stand on the screen."""
        end = time.monotonic() + seconds
        while words not in self.text:
            assert time.monotonic() < end, f"never saw {words!r} on:\n{self.text}"
            self.read(0.05)

    def gone(self, words: str, seconds: float = 60) -> None:
        """Wait until words no longer stand on the screen."""
        end = time.monotonic() + seconds
        while words in self.text:
            assert time.monotonic() < end, f"still {words!r} on:\n{self.text}"
            self.read(0.05)

    def press(self, *keys: str) -> None:
        """Press keys, by name or as themselves."""
        for key in keys:
            os.write(self._fd, KEYS.get(key, key).encode())
            self.read(0.3 if key == "esc" else 0.08)  # a lone Esc is told after a tenth

    @property
    def look(self) -> list[tuple[object, ...]]:
        """Every cell with its colours: what changes when the focus does."""
        cells = self.screen.buffer
        across, down = range(self.screen.columns), range(self.screen.lines)
        return [tuple(cells[y][x]) for y in down for x in across]

    def press_seen(self, key: str, seconds: float = 20) -> None:
        """Press a key and wait until the screen has answered it."""
        before, end = self.look, time.monotonic() + seconds
        self.press(key)
        while self.look == before:
            assert time.monotonic() < end, f"{key} did nothing on:\n{self.text}"
            self.read(0.05)
        self.read(0.1)

    def type(self, text: str) -> None:
        """Type text, key by key as a terminal sends them."""
        for at in range(0, len(text), 24):
            os.write(self._fd, text[at : at + 24].encode())
            self.read(0.05)

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size, as dragging its corner does."""
        self.screen.resize(lines, columns)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)
        self.read(0.01)

    def kill(self, number: int) -> None:
        """Send the app a signal and wait for its end."""
        os.kill(self.pid, number)
        self.ended()

    def ended(self, seconds: float = 40) -> int:
        """Wait for the end and return the exit code; minus the signal's number when killed."""
        end = time.monotonic() + seconds
        while self.code is None:
            assert time.monotonic() < end, f"still running on:\n{self.text}"
            self.read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
        self.read(0.1)
        return self.code
