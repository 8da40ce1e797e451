"""The shape of the demo plan's texts, which stand in the TOML files beside this one."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from pmgoals.model.record import Privacy
from pmgoals.model.reflection import SignalKind
from pmgoals.model.review import Course
from pmgoals.model.theme import ThemeKind
from pmgoals.services.demo.goal_text import GoalText, Text

FILES = ("story", "goals", "weeks", "growth")
"""The files that together hold the story."""


class ReflectionText(Text, frozen=True, kw_only=True):
    """An answer to a reflection prompt."""

    prompt: str
    """Key of the prompt."""
    sitting: int
    """Quarter of the answer: 0 the present one, -1 the last, -2 the one before."""
    text: str
    """The answer."""


class PriorityText(Text, frozen=True, kw_only=True):
    """A priority, or an item of the not-doing list."""

    key: str
    """Name by which goals refer to it."""
    title: str
    """The priority in a few words."""
    why: str
    """Why it matters."""
    success: str = ""
    """What will be true."""
    not_doing: bool = False
    """True on the not-doing list."""


class ThemeText(Text, frozen=True, kw_only=True):
    """A theme."""

    key: str
    """Name by which goals refer to it."""
    title: str
    """The theme in a few words."""
    kind: ThemeKind
    """Where it comes from."""
    why: str
    """What it is for."""
    weight: float = 1.0
    """Its share among the themes."""


class CompetencyText(Text, frozen=True, kw_only=True):
    """The ratings of a competency in three quarters, earliest first."""

    key: str
    """Key of the competency."""
    importance: tuple[int, int, int]
    """Importance for the aspired role, 1-10."""
    capability: tuple[int, int, int]
    """Capability, 1-10."""
    notes: tuple[str, str, str]
    """What the ratings rest on."""


class JournalText(Text, frozen=True, kw_only=True):
    """A week's prose: `ago` in weeks, or the week of a quarter, from 0."""

    ago: int = 0
    quarter: int = 0
    week: int = 0
    late: bool = False
    tags: tuple[str, ...] = ()
    commitments: str = ""
    wins: str = ""
    setbacks: str = ""
    learned: str = ""
    change: str = ""
    text: str = ""


class LearningText(Text, frozen=True, kw_only=True):
    """A learning activity: `ago` in days, or a place (0 to 1) in a quarter."""

    ago: int = 0
    quarter: int = 0
    share: float = 0.0
    title: str
    kind: str
    minutes: int = 0
    competency: str
    goal: str = ""
    takeaway: str = ""
    rating: int | None = None
    applied_in: str = ""


class EvidenceText(Text, frozen=True, kw_only=True):
    """A piece of evidence; its day as in `LearningText`."""

    ago: int = 0
    quarter: int = 0
    share: float = 0.0
    title: str
    kind: str
    competency: str
    goal: str = ""
    text: str = ""
    level: str = ""
    """The level it was judged to show; empty where that was not judged."""
    privacy: Privacy


class ReadingText(Text, frozen=True, kw_only=True):
    """Something on the reading list; days before today, None for what did not happen yet."""

    ago: int
    begun: int | None = None
    done: int | None = None
    title: str
    kind: str
    minutes: int
    competency: str
    goal: str = ""
    why: str = ""


class SignalText(Text, frozen=True, kw_only=True):
    """A signal; `ago` in days before today, `again` in days from today."""

    kind: SignalKind
    ago: int
    title: str
    text: str
    again: int | None = None


class ReviewText(Text, frozen=True, kw_only=True):
    """A quarter's review: answers by question, a note on each goal."""

    quarter: int
    answers: dict[str, str]
    notes: dict[str, str]


class DecidedText(Text, frozen=True, kw_only=True):
    """One decision of a month's alignment."""

    goal: str
    course: Course
    what: str = ""
    days: int | None = None
    """Days after the alignment by which it is done; None when it holds at once."""


class AlignmentText(Text, frozen=True, kw_only=True):
    """A month's alignment: decisions, and answers by question."""

    months: int
    """The month: -1 the last one."""
    answers: dict[str, str]
    decided: tuple[DecidedText, ...]


class Story(Text, frozen=True, kw_only=True):
    """Everything the demo plan says."""

    level: str
    aspired: str
    reflection: tuple[ReflectionText, ...]
    priority: tuple[PriorityText, ...]
    theme: tuple[ThemeText, ...]
    competency: tuple[CompetencyText, ...]
    goal: tuple[GoalText, ...]
    journal: tuple[JournalText, ...]
    learning: tuple[LearningText, ...]
    evidence: tuple[EvidenceText, ...]
    reading: tuple[ReadingText, ...]
    signal: tuple[SignalText, ...]
    review: tuple[ReviewText, ...]
    alignment: tuple[AlignmentText, ...]


class PastGoalText(Text, frozen=True, kw_only=True):
    """A goal of an earlier year; `{before}` and `{after}` are its values."""

    title: str
    measure: str
    unit: str
    befores: tuple[int, int]
    """Range of the baseline."""
    afters: tuple[int, int]
    """Range of the target."""
    leading: str
    """Name of its leading measure."""
    theme: str


class Past(Text, frozen=True, kw_only=True):
    """What earlier years are put together from."""

    goal: tuple[PastGoalText, ...]
    pieces: dict[str, tuple[str, ...]]
    learning: tuple[LearningText, ...]


@cache
def story() -> Story:
    """Return the texts of the last three quarters."""
    merged: dict[str, Any] = {}
    for name in FILES:
        merged |= _read(name)
    return msgspec.convert(merged, Story)


@cache
def past() -> Past:
    """Return the pieces of earlier years."""
    return msgspec.convert(_read("past"), Past)


def _read(name: str) -> dict[str, Any]:
    import tomllib
    from importlib.resources import files

    source = files(__package__).joinpath(f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
