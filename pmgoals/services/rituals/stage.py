"""What a ritual asks: questions, and the stages they stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

Kind = Literal["value", "confidence", "grade", "day", "choice", "line", "text"]
"""What a question takes."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question of a stage."""

    key: str
    """Name of its answer."""
    label: str
    """What stands before it; empty when the stage asks it all."""
    kind: Kind = "line"
    """What it takes."""
    offered: str = ""
    """What stands in it at first; Enter keeps it."""
    before: str = ""
    """What is known from before, shown where nothing stands; it is no answer."""
    help: str = ""
    """One sentence on what belongs there."""
    options: tuple[tuple[str, str], ...] = ()
    """Keys and words to choose from."""
    aside: bool = False
    """Whether Enter passes it over; it is there for those who go to it."""
    listed: bool = False
    """Whether it is a line of a list, which ends with its first empty line."""


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a ritual."""

    key: str
    """Its name inside the ritual, such as `wins`, or `goal:` and an id."""
    title: str
    """What the list of stages calls it."""
    ask: str
    """The question above its fields."""
    about: list[str] = []
    """What to know before answering, a line each."""
    questions: list[Question]
    """What it asks; at least one."""
    answered: bool
    """Whether it holds an answer already."""

    def offered(self, key: str) -> str:
        """Return what stands in a question at first; empty for one it does not ask."""
        return next((q.offered for q in self.questions if q.key == key), "")

    @property
    def lines_before(self) -> list[str]:
        """The lines that stood in it at first, as far as they said something."""
        texts = [q.offered for q in self.questions if q.kind in ("line", "text")]
        return [text for text in texts if text]


def list_questions(lines: Sequence[str], most: int, help: str) -> list[Question]:
    """Return the questions of a list of at most `most` lines; `lines` stand in it already."""
    shown = [*lines, *[""] * (max(most, len(lines)) - len(lines))]
    return [
        Question(key=str(n), label=str(n + 1), offered=text, help=help, listed=True)
        for n, text in enumerate(shown)
    ]


def merged(shown: Stage, now: Stage, values: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed into a stage, brought together with what it holds now.

    `shown` is the stage as it was when the typing began. What was left alone is what stands there
    now; words typed beside words from elsewhere are both kept; of a number or a choice, what was
    typed counts.
    """
    bare = {key: text.strip() for key, text in values.items()}
    found = {}
    for question in shown.questions:
        if question.key not in bare or question.listed:
            continue
        typed, before, there = bare[question.key], question.offered, now.offered(question.key)
        if typed == before.strip():
            found[question.key] = there.strip()
        elif question.kind in ("line", "text") and there.strip() not in (before.strip(), typed, ""):
            found[question.key] = f"{there.strip()}{JOINS[question.kind]}{typed}"
        else:
            found[question.key] = typed
    return found | _merged_lines(shown, now, bare)


JOINS = {"line": " / ", "text": "\n"}
"""What stands between words that were written in two places."""


def _merged_lines(shown: Stage, now: Stage, bare: Mapping[str, str]) -> dict[str, str]:
    """Return the lines of a list by their place: those typed, then those added elsewhere."""
    before, there = ([q.offered for q in s.questions if q.listed] for s in (shown, now))
    keys = [q.key for q in shown.questions if q.listed and q.key in bare]
    if not keys:
        return {}
    lines = [bare[key] for key in keys]
    while lines and not lines[-1]:
        lines.pop()
    lines += [text for text in there if text and text not in before and text not in lines]
    lines += [""] * (len(keys) - len(lines))
    return {str(place): text for place, text in enumerate(lines)}
