"""One run of a command that prints a number: without a shell, with an end to its time and output.

The command is the person's own, from the settings. It gets no input and no terminal, runs in a
session of its own, and is killed with everything it started when its time is over, when it prints
too much, or when the person stops waiting. What it writes to stderr is told when it fails and
kept nowhere.
"""

from __future__ import annotations

import os
import selectors
import shlex
import signal
import subprocess
import threading
import time
from pathlib import Path
from types import FrameType
from typing import IO

from pmgoals.errors import BadInput
from pmgoals.model.amounts import say_number, shown

MOST_PRINTED = 64 * 1024
"""The most bytes a command may print."""

LONGEST_SAID = 120
"""Letters of a command that is told."""

_PIECE = 8192
_PIECES_AFTER = 2 * MOST_PRINTED // _PIECE  # what it left behind may print for ever
_PAUSE = 0.05
_KEPT_COMPLAINT = 4096


def last_line(command: str, timeout: float) -> str:
    """Run a command and return the last line it prints that is not blank.

    `timeout` is in seconds, above 0. BadInput when it fails, as in `printed_by`, or prints nothing.
    """
    line = _last(printed_by(command, timeout))
    if not line:
        raise BadInput("Its command printed nothing.", _try_it(_words(command)))
    return line


def printed_by(command: str, timeout: float) -> bytes:
    """Run a command and return what it prints.

    `timeout` is in seconds, above 0. BadInput when the words cannot be parted or run, when it is
    not done in time, prints too much, or ends with another code than 0.
    """
    words = _words(command)
    with _Farewell() as farewell, _start(words) as process:
        try:
            printed, complaint = _listen(process, timeout, farewell)
        finally:
            _end(process)
        farewell.check()
    code = process.returncode
    if code:
        how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
        said = _last(complaint)
        saying = f", saying “{shown(said)}”" if said else ""
        raise BadInput(f"Its command {how}{saying}.", _try_it(words))
    return printed


def _words(command: str) -> list[str]:
    """Return a command as the words to run; a leading `~/` is the home folder."""
    try:
        words = shlex.split(command)
    except ValueError:
        raise BadInput(
            "A quotation mark in its command is never closed.", "Mend it in the settings."
        ) from None
    if not words:
        raise BadInput("Its command is empty.", "Write one, or take the line out of the settings.")
    return [str(Path(w).expanduser()) if w.startswith("~/") else w for w in words]


def _start(words: list[str]) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own."""
    try:
        return subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except FileNotFoundError:
        raise BadInput(
            f"There is no program “{shown(words[0])}” here.",
            'Write its whole path; for pipes and variables: sh -c "...".',
        ) from None
    except (OSError, ValueError) as error:
        why = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        raise BadInput(
            f"“{shown(words[0])}” cannot be run: {why}.", "Make it a program that can be run."
        ) from None


class _Farewell:
    """Notes the signals that end this program, so that it can end the command first.

    The command's own session would outlive a terminal that is closed; and an exception out of a
    handler could come while the command is started, when nobody knows it yet. Signals reach only
    the main thread; elsewhere nothing is noted.
    """

    def __init__(self) -> None:
        self._noted = 0
        self._before: dict[int, object] = {}

    def __enter__(self) -> _Farewell:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
                    self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def _note(self, number: int, _: FrameType | None) -> None:
        self._noted = number

    def check(self) -> None:
        """Leave as the signal that came meanwhile says: KeyboardInterrupt or SystemExit."""
        if self._noted == signal.SIGINT:
            raise KeyboardInterrupt
        if self._noted:
            raise SystemExit(128 + self._noted)


def _listen(
    process: subprocess.Popen[bytes], timeout: float, farewell: _Farewell
) -> tuple[bytes, bytes]:
    """Return what a command prints and complains of, until it is done.

    It is done when it has ended, even if something it left behind holds its output open.
    """
    end = time.monotonic() + timeout
    printed, complaint = bytearray(), bytearray()
    with selectors.DefaultSelector() as waiting:
        for stream, kept in ((process.stdout, printed), (process.stderr, complaint)):
            if stream is not None:
                os.set_blocking(stream.fileno(), False)
                waiting.register(stream, selectors.EVENT_READ, kept)
        after = 0
        while True:
            farewell.check()
            done = process.poll() is not None  # asked before reading, so that nothing is missed
            if waiting.get_map():
                ready = waiting.select(0 if done else _PAUSE)
                for key, _ in ready:
                    _take(key.fileobj, key.data, waiting)  # type: ignore[arg-type]
            else:
                ready = []
                time.sleep(0 if done else _PAUSE / 5)
            del complaint[:-_KEPT_COMPLAINT]
            if len(printed) > MOST_PRINTED:
                what = f"Its command printed more than {MOST_PRINTED // 1024} KB and was stopped."
                raise BadInput(what, "Make it print one number.")
            after += done
            if done and (not ready or after > _PIECES_AFTER):
                return bytes(printed), bytes(complaint)
            if time.monotonic() > end and not done:
                raise BadInput(
                    f"Its command took longer than {say_number(timeout)} s and was stopped.",
                    "Give it more time with --timeout SECONDS, or mend it.",
                )


def _take(stream: IO[bytes], kept: bytearray, waiting: selectors.BaseSelector) -> None:
    """Keep what can be read of a stream now; at its end it is no longer waited for."""
    try:
        piece = os.read(stream.fileno(), _PIECE)
    except BlockingIOError:
        return
    kept += piece
    if not piece:
        waiting.unregister(stream)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a command that still runs, and all it started in its session's group."""
    if process.poll() is None:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            process.kill()
        process.wait()


def _last(printed: bytes) -> str:
    """Return the last line that is not blank, empty for none."""
    lines = printed.decode("utf-8", "replace").replace("\r", "\n").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _try_it(words: list[str]) -> str:
    """Return the advice to run a command by hand, written so that a shell runs the same words."""
    said = shlex.join(words)
    if not said.isprintable() or len(said) > LONGEST_SAID:  # a part of it would do something else
        return "Try it yourself; it stands in the settings."
    return f"Try it yourself: {said}"
