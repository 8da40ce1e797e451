"""The weekly journal and the evidence it yields."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pmgoals.model.record import Brought, Record, need_day, need_week

Kept = Literal["yes", "partly", "no"]
"""Whether something that was promised for a week was kept."""

INTENTION = "change"
"""Key of the prompt whose answer is the intention for the week after."""


class JournalEntry(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One week's prose; a week has one entry."""

    week: str
    """ISO week, such as `2026-W47`."""
    on: dt.date
    """The day it was last written."""
    answers: dict[str, str] = {}
    """Answers by prompt key, such as `wins`; lists hold one item a line."""
    text: str = ""
    """Free Markdown."""
    tags: list[str] = []
    """Own labels."""
    late: bool = False
    """True when first written after its week was over."""
    kept: dict[str, Kept] = {}
    """What became of what the week before promised, by its words."""
    intention_kept: Kept | None = None
    """What became of the intention of the week before; None while nobody said."""
    origins: list[str] = []
    """What of its text came from another program, such as `jrnl:5f0c...`."""
    rest: bool = False
    """True when the week is passed over on purpose, on one of its quarter's reserve weeks."""

    def __post_init__(self) -> None:
        need_week(self.week)
        need_day("on", self.on)

    @property
    def says_something(self) -> bool:
        """Whether it holds any answer or text; an emptied entry and a reserve week do not."""
        return bool(self.answers or self.text.strip() or self.kept or self.intention_kept)


class Evidence(Brought, frozen=True, kw_only=True, omit_defaults=True):
    """Something that shows a competency at work."""

    title: str
    """What happened, and what it changed."""
    kind: str = "win"
    """Kind, such as `decision` or `influence`."""
    on: dt.date
    """The day."""
    text: str = ""
    """More about it."""
    goal: str | None = None
    """Id of the goal it belongs to."""
    competency: str = ""
    """Key of the competency it shows."""
    level: str = ""
    """Key of the level whose expectation it shows; empty where that was not judged."""
    link: str = ""
    """Where it can be seen."""

    def __post_init__(self) -> None:
        need_day("on", self.on)
