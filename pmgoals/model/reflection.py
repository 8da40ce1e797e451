"""Reflections and what follows from them: priorities and the list of things not to do."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pmgoals.model.record import Record, need_day


class Reflection(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A dated answer to one reflection prompt; later answers stand beside earlier ones."""

    prompt: str
    """Key of the prompt, such as `strengths`."""
    text: str
    """The answer as typed."""
    on: dt.date
    """The day it was answered."""

    def __post_init__(self) -> None:
        need_day("on", self.on)


SignalKind = Literal["market", "person", "feedback"]
"""What is gathered for the next reflection: the market, people, what others said."""


class Signal(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something noticed, with its day: of the market, a person to keep in touch with, feedback."""

    kind: SignalKind
    """What it is about."""
    title: str
    """The signal, the person's name, or what was said."""
    text: str = ""
    """What it means for me; of a person how we know each other; of feedback who said it."""
    on: dt.date
    """The day it was noticed, said, or we last talked."""
    again_on: dt.date | None = None
    """The day to look again, or to get in touch; None for none."""
    link: str = ""
    """Where it can be found."""

    def __post_init__(self) -> None:
        need_day("on", self.on)
        need_day("again_on", self.again_on)


class Priority(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What matters for the next twelve months, or (`not_doing`) what is left alone on purpose."""

    title: str
    """The priority in a few words."""
    why: str = ""
    """Why it matters now."""
    success: str = ""
    """What will be true in twelve months if it goes well."""
    rank: int = 0
    """Place in the order, 1 first; not-doing items have their own order."""
    not_doing: bool = False
    """True on the not-doing list."""
