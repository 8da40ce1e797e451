"""One run of the command line: the planner, the streams, and what the person typed."""

from __future__ import annotations

import datetime as dt
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from pmgoals.cli.parser import Usage
from pmgoals.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

    from pmgoals.cli.output import Output
    from pmgoals.clock import Clock
    from pmgoals.services.planner import Planner

LARGEST_INPUT = 32 * 1024 * 1024
"""The most bytes that are read from standard input."""


class Session:
    """What a verb works with."""

    def __init__(self, args: Namespace, out: Output) -> None:
        self.args = args
        """The words understood, the global options among them."""
        self.out = out
        """Where everything is printed."""

    @cached_property
    def planner(self) -> Planner:
        """The planner of the plan that was named, with the person's settings."""
        from pmgoals.paths import find_paths
        from pmgoals.services.planner import Planner

        def ask(complaint: str) -> str | None:
            from pmgoals.cli.passphrases import ask_one  # most plans are not encrypted

            return ask_one(complaint, "Passphrase or recovery key: ")

        try:
            paths = find_paths(os.environ, self.args.plan)
        except RuntimeError:
            raise BadInput(
                "The home folder that was named is not known.", "Write the whole path instead."
            ) from None
        clock = self._clock()
        try:
            paths.config.lstat()
        except FileNotFoundError:
            return Planner(
                paths, clock, ask=ask
            )  # most people set nothing, and need not pay for it
        except OSError:
            pass  # the settings say what is wrong
        from pmgoals import config

        settings, troubles = config.load(paths.config)
        self.out.plain(ascii_only=settings.ascii or settings.plain, colour=not settings.plain)
        for trouble in troubles:
            self.out.tell(trouble.say(paths.config))
        return Planner(paths, clock, settings, troubles, ask=ask)

    def tell_met_change(self) -> None:
        """Say when the plan that was read had been changed by another program, or of its key."""
        planner = self.__dict__.get("planner")  # a verb that read no plan has none to speak of
        if planner is not None:
            for note in (planner.changed_elsewhere, *planner.seal.notes):
                if note:
                    self.out.tell(note)

    def _clock(self) -> Clock:
        """Return the clock; `--today` or PMGOALS_TODAY make it stand still."""
        from pmgoals.clock import Clock

        named = self.args.today or os.environ.get("PMGOALS_TODAY")
        if not named:
            return Clock()
        if day := _plain_day(named):
            return Clock(day)
        from pmgoals.model.dates import understand_day

        return Clock(understand_day(named, Clock().today()).day)

    @property
    def interactive(self) -> bool:
        """Whether a person sits at both ends."""
        return sys.stdin is not None and sys.stdin.isatty() and self.out.is_terminal

    # ---- what was typed ----

    def text(self, words: Sequence[str] | str) -> str:
        """Return words as one text; a lone `-` reads standard input."""
        words = [words] if isinstance(words, str) else words
        return self.stdin() if self.is_stdin(words) else " ".join(words)

    def is_stdin(self, words: Sequence[str]) -> bool:
        """Tell whether words mean standard input: a lone `-` that does not follow `--`."""
        return list(words) == ["-"] and not self.args.literal

    def stdin(self) -> str:
        """Return standard input. BadInput when it is not UTF-8 or too long."""
        if sys.stdin is None:
            raise BadInput("There is no standard input to read.", "Write the text instead of -.")
        return _decoded(sys.stdin.buffer.read(LARGEST_INPUT + 1), "Standard input")

    def file(self, path: Path) -> str:
        """Return a file's text. BadInput when it cannot be read, is not UTF-8 or too long."""
        try:
            with path.open("rb") as stream:
                data = stream.read(LARGEST_INPUT + 1)
        except OSError as error:
            why = os.strerror(error.errno) if error.errno else str(error)
            raise BadInput(f"{path} cannot be read: {why}.", "Check its name.") from None
        except ValueError:
            raise BadInput("That is no name of a file.", "Check its name.") from None
        return _decoded(data, str(path))

    def ask(self, question: str) -> str | None:
        """Return one typed line, None at the end of input (Ctrl+D)."""
        self.out.ask(question)
        try:
            line = sys.stdin.readline()
        except UnicodeDecodeError:
            raise BadInput("That line is not UTF-8 text.", "Type it again.") from None
        return line.rstrip("\r\n") if line else None

    @contextmanager
    def written(self, words: Sequence[str], before: str, what: str) -> Iterator[str]:
        """Give the words typed, or what the person writes in their editor when there are none.

        The editor's file stays until the text is saved. Usage without words and a terminal.
        """
        if words:
            yield self.text(words)
            return
        if not self.interactive:
            raise Usage(f"{what} is missing.", "Give it, or write - to read standard input.")
        from pmgoals.services.editor import edit, left_behind, read_again, saving

        for path in left_behind(self.planner):
            again = read_again(path)
            how = f": {again}" if again else "."
            self.out.tell(f"A text that was not saved waits in {path}{how}")
        with saving(edit(self.planner, before)) as text:
            yield text

    def day(self, text: str, lean: Literal["future", "past"]) -> dt.date:
        """Return a typed day, and say on stderr what it was understood as."""
        from pmgoals.model.calendar import say_weekday
        from pmgoals.model.dates import understand_day

        planner = self.planner
        found = understand_day(text, planner.today, planner.calendar, lean=lean)
        self.out.tell(f"“{found.text}” is {say_weekday(found.day)}.")
        return found.day

    def day_or_none(self, text: str | None, lean: Literal["future", "past"]) -> dt.date | None:
        """Return a typed day, None when none was typed."""
        return None if text is None else self.day(text, lean)


def agreed(answer: str | None) -> bool:
    """Tell whether a typed line is a yes."""
    return (answer or "").strip().casefold() in ("y", "yes")


def _decoded(data: bytes, what: str) -> str:
    """Return bytes as text with plain line ends. BadInput when they are none or too many."""
    if len(data) > LARGEST_INPUT:
        raise BadInput(f"{what} is longer than 32 MB.", "Nothing was saved.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{what} is not UTF-8 text at byte {error.start:,}; nothing was saved.",
            "Convert it first: iconv -t utf-8",
        ) from None
    return text.replace("\r\n", "\n").rstrip("\n")


def _plain_day(text: str) -> dt.date | None:
    """Return a day written `2026-11-21`, within the years a plan knows; None for other words."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    from pmgoals.model.calendar import FIRST_YEAR, LAST_YEAR

    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
