"""Reading the words of a command: one small parser for the verb in use."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NoReturn

from pmgoals.errors import Exit, PmgoalsError
from pmgoals.nearest import nearest

if TYPE_CHECKING:
    from pmgoals.cli.session import Session

Run = Callable[[argparse.Namespace, "Session"], int | None]
"""What does a verb; returns an exit code, None for 0."""

WIDTH = 96
"""Columns of the help."""

WITH_VALUE = ("--plan", "--today")
"""Global options that take a value."""

FLAGS = ("--no-color", "--ascii", "--debug", "--json")
"""Global options that take none; `--json` only where something is read."""


EVERYWHERE = (*WITH_VALUE, *FLAGS[:-1], "--help")
"""Options that every verb takes."""

_DAY = ("--on", "--by", "--week", "--until", "--since")
_WORDS = ("--note", "--more", "--text", "--takeaway", "--why")

OTHER_WORDS = {
    **dict.fromkeys(("--date", "--when", "--day", "--at"), _DAY),
    **dict.fromkeys(("--due", "--deadline", "--before"), ("--by", "--until")),
    **dict.fromkeys(("--comment", "--comments", "--notes", "--note", "--remark"), _WORDS),
    **dict.fromkeys(("--description", "--details", "--text", "--more"), _WORDS),
    **dict.fromkeys(("--because", "--reason", "--why"), ("--reason", "--why", "--note")),
    **dict.fromkeys(("--skill", "--skills"), ("--competency",)),
    **dict.fromkeys(("--type", "--category"), ("--kind", "--method", "--format")),
    **dict.fromkeys(("--duration", "--time", "--length"), ("--minutes", "--hours")),
    **dict.fromkeys(("--score", "--stars"), ("--rating", "--grade", "--confidence")),
    **dict.fromkeys(("--url", "--source"), ("--link",)),
    **dict.fromkeys(("--max", "--count", "--number", "--last"), ("--limit", "--count", "--last")),
    "--name": ("--title",),
    "--title": ("--name",),
    "--label": ("--tag",),
    "--baseline": ("--from",),
    "--target": ("--to",),
    "--after": ("--since",),
    "--search": ("--find",),
    "--overwrite": ("--force",),
}
"""Other words for an option: those it is named by elsewhere, the first that a verb has counts."""


class Usage(PmgoalsError):
    """A command line that cannot be understood."""

    exit = Exit.USAGE


class _Shape(argparse.HelpFormatter):
    """Help of a fixed width: asking the terminal costs an import."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=WIDTH)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if "\n" in text:  # an example keeps its lines
            return "".join(f"{indent}{line}" for line in text.splitlines(keepends=True))
        return super()._fill_text(text, width, indent)


class Parser(argparse.ArgumentParser):
    """The words of one verb; mistakes are raised as Usage, never printed."""

    def __init__(self, prog: str, description: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            add_help=False,
            allow_abbrev=False,
            formatter_class=_Shape,
        )
        self._stands_for: dict[str, str] = {}
        everywhere = self.add_argument_group("everywhere")
        everywhere.add_argument("--plan", metavar="FILE", help="the plan file")
        everywhere.add_argument("--today", metavar="DATE", help="the day to take for today")
        everywhere.add_argument("--no-color", action="store_true", help="no colour")
        everywhere.add_argument("--ascii", action="store_true", help="ASCII characters only")
        everywhere.add_argument("--debug", action="store_true", help="where an error came from")
        everywhere.add_argument("-h", "--help", action="store_true", help="this help")

    def reading(self) -> None:
        """Declare that the verb only reads: `--json` prints its document."""
        self.add_argument("--json", action="store_true", help="one JSON document")

    def making(self) -> None:
        """Declare that the verb makes one record: `--json` prints it, where else its id is."""
        self.add_argument("--json", action="store_true", help="what was made, as a JSON document")

    def example(self, text: str) -> None:
        """Show an example of several lines below the help."""
        self.epilog = text

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """Return the words understood; Usage when they are not.

        Words after `--` and negative numbers are taken as they are, never as options.
        """
        shielded = self._shield(words)
        found, extra = self.parse_known_args(shielded)
        if extra and not any(word.startswith("-") for word in extra):
            found = self.parse_intermixed_args(shielded)  # words before and after an option
        elif "--json" in extra:
            raise Usage(
                f"{self.prog} takes no --json.",
                "Verbs that read do; one that writes prints the id of what it made.",
            )
        elif extra:
            self.error(f"unknown words: {' '.join(extra)}")
        found.literal = "--" in words
        for name, value in vars(found).items():
            if isinstance(value, str):
                setattr(found, name, self._unshield(value))
            elif isinstance(value, list):
                setattr(found, name, [self._unshield(v) for v in value])
        return found

    def error(self, message: str) -> NoReturn:
        """Raise Usage with what argparse found."""
        for stand_in, word in self._stands_for.items():
            message = message.replace(stand_in, word)
        what = f"{self.prog}: {message[:300]}."
        raise Usage(what, self._nearest(message) or f"`{self.prog} --help` shows what it takes.")

    def _nearest(self, message: str) -> str:
        """Return the option, or the choice, that a mistyped one was meant as, in a question.

        The verb's own come first: another word for one, then one that is alike.
        """
        choice = re.search(r"invalid choice: '(.*)' \(choose from (.*)\)", message)
        if choice:
            near = nearest(choice[1].lower(), re.findall(r"[\w-]+", choice[2]))
            return f"Did you mean {near}?" if near else ""
        words = (word.partition("=")[0].rstrip(":") for word in message.split())
        typed = [word for word in words if word.startswith("--")]
        every = [name for name in self._option_string_actions if name.startswith("--")]
        own = [name for name in every if name not in (*EVERYWHERE, "--json")]
        unknown = next((word for word in typed if word not in every), "")
        other = (name for name in OTHER_WORDS.get(unknown.lower(), ()) if name in own)
        near = next(other, "") or nearest(unknown, own) or nearest(unknown, every)
        return f"Did you mean {near}?" if near else ""

    def _shield(self, words: Sequence[str]) -> list[str]:
        """Put stand-ins where argparse would take a text for an option."""
        self._stands_for = {}
        shielded: list[str] = []
        literal = False
        for word in words:
            if word == "--" and not literal:
                literal = True
            elif literal or _is_negative(word):
                stand_in = f"\0{len(shielded)}\0"
                self._stands_for[stand_in] = word
                shielded.append(stand_in)
            else:
                shielded.append(word)
        return shielded

    def _unshield(self, value: str) -> str:
        return self._stands_for.get(value, value)


def _is_negative(word: str) -> bool:
    return len(word) > 1 and word[0] == "-" and (word[1].isdigit() or word[1] in ".$€£₹")


def next_word(words: Sequence[str]) -> int | None:
    """Return the place of the first word that is no global option, None when an option or `--` is.

    Also None at the end.
    """
    at = 0
    while at < len(words):
        word = words[at]
        if word in WITH_VALUE:
            at += 2
        elif word in FLAGS or word.startswith(tuple(f"{name}=" for name in WITH_VALUE)):
            at += 1
        else:
            return None if word.startswith("-") else at
    return None
