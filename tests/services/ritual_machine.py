"""A person who answers anything at any time: rituals driven at random, and what they kept."""

from __future__ import annotations

import datetime as dt
import random
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from goal_maker import commit, draft_of, tables_of

from pmgoals.clock import Clock
from pmgoals.errors import BadInput
from pmgoals.model.month import Month
from pmgoals.paths import find_paths
from pmgoals.services.planner import Planner
from pmgoals.services.rituals.stage import Stage
from pmgoals.services.rituals.staged import Staged
from pmgoals.settings import Settings

BEGUN = dt.date(2026, 10, 5)
START = dt.date(2026, 12, 21)
"""A Monday ten days before the end of FY26, whose last week is W53."""

SETTINGS = Settings(leave=["2027-01-11..2027-01-17"], reserve_weeks=2)

LINES = (
    "Said it", "Said it", "  outer space ", "[/x] {0} %s", "- a bullet", "change", "kept: as said",
    "\x1b[2J\u202e“\N{BOMB}”", "Own pricing: end to end", "half \udce4", "x" * 300,
)  # fmt: skip
"""Texts that a line takes, but for the one that is no Unicode."""

TEXTS: dict[str, tuple[str, ...]] = {
    "value": ("55", "48.125 %", "0", "-3", "1e5", "lots", "3 days", "12,5", " 60 "),
    "confidence": ("1", "10", "7/10", " 4 ", "0", "11", "7.5", "x"),
    "grade": ("0", "1.0", "70 %", ".333", "1.4", "-0.1", "good"),
    "day": ("15 Jan 2027", "in 2 weeks", "today", "someday soonish", "31 Feb"),
    "line": LINES,
    "text": LINES,
    "choice": ("nonsense", "yes"),
}
"""What is typed into a question of each kind, sound and unsound."""


@cache
def template() -> Path:
    """Return a home with a plan that ran since October: goals of every shape, two priorities."""
    home = Path(tempfile.mkdtemp(prefix="rituals-"))
    planner = planner_on(home, BEGUN)
    bare = msgspec.structs.replace(
        draft_of(planner, title="Objective", due="31 Dec 2026", stretch="aspirational"),
        measures=[], milestones=[], overrides={"M1": "its parts say it"},
    )  # fmt: skip
    above = planner.drafts.commit(bare)
    goal = commit(
        planner, title="Ends now", due="31 Dec 2026", parent=above.id, start="1 Oct 2026",
        cue="it is Friday", response="I look at it", obstacle="the data lead is away",
        measures__1__name="tickets", measures__1__role="guardrail",
        measures__1__baseline="2", measures__1__target="4",
    )  # fmt: skip
    later = commit(planner, title="Goes on", start="1 Oct 2026")
    planner.priorities.add("Own pricing", success="It is ours")
    planner.priorities.add("Own pricing: end to end")
    friday = planner_on(home, START - dt.timedelta(days=3))
    for each in (goal, later):
        main = friday.measures.main(each.id)
        friday.checkins.save(each.id, confidence=7, readings={main.id: 50.0})
    friday.journal.write(answers={"change": "Mornings first", "commitments": "Ask\nSend"})
    return home


def planner_on(home: Path, day: dt.date) -> Planner:
    bits = random.Random(day.toordinal()).getrandbits
    return Planner(find_paths({"PMGOALS_HOME": str(home)}), Clock(day), SETTINGS, bits=bits)


class Person:
    """Somebody with a plan, a day, and a memory of what they did."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="ritual-"))
        shutil.copytree(template(), self.home, dirs_exist_ok=True)
        self.day = START
        self.planner = planner_on(self.home, self.day)
        self.standing: list[dict[str, Any] | None] = [tables_of(self.planner)]
        """The tables after each step that stands; None for one inside an answer of several."""
        self.undone: list[dict[str, Any] | None] = []
        """Those that were taken back, the next to be done again last."""
        self.typed: dict[str, dict[str, dict[str, str]]] = {}
        """What was typed and not kept, by ritual, stage and question."""

    def leave(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)

    def resume(self, days: int = 0) -> None:
        """Open the plan again, some days later."""
        self.day += dt.timedelta(days=days)
        self.planner = planner_on(self.home, self.day)

    # ---- rituals ----

    def ritual(self, kind: str, back: int) -> Staged:
        """Return a ritual of the present period or of one before it."""
        planner = self.planner
        if kind == "weekly":
            return planner.rituals.weekly(planner.week.plus(-max(0, back)))
        if back == 0:
            ritual: Staged = getattr(planner.rituals, kind)()
            return ritual
        if kind == "monthly":
            return planner.rituals.monthly(Month.of(self.day).plus(-back))
        if kind == "quarterly":
            return planner.rituals.quarterly(planner.calendar.plus(planner.quarter, -back))
        return planner.rituals.annual(planner.years.year(planner.quarter.year - back))

    def answer(self, ritual: Staged, stage: Stage, values: Mapping[str, str]) -> bool | None:
        """Answer a stage; return what it said, None when it was refused."""
        generation = self.planner.plan.generation
        try:
            said = ritual.answer(stage, values)
        except BadInput:
            return None
        self.typed.get(ritual.name, {}).pop(stage.key, None)
        self.stepped(generation)
        return said

    def remember(self, ritual: Staged, stage: Stage, values: Mapping[str, str]) -> None:
        """Leave a stage with what stands in it."""
        ritual.remember(stage, values)
        own = {
            key: text.encode(errors="replace").decode()
            for key, text in values.items()
            if text != stage.offered(key)
        }
        mine = self.typed.setdefault(ritual.name, {})
        mine.pop(stage.key, None)
        if own:
            mine[stage.key] = own

    def rest(self, back: int) -> bool:
        generation = self.planner.plan.generation
        try:
            self.planner.journal.rest(self.planner.week.plus(-back))
        except BadInput:
            return False
        self.stepped(generation)
        return True

    # ---- taking back ----

    def stepped(self, generation: int) -> None:
        """Take note of the steps since a generation of the plan."""
        steps = self.planner.plan.generation - generation
        if steps:
            self.standing += [None] * (steps - 1) + [tables_of(self.planner)]
            self.undone.clear()

    def undo(self) -> None:
        self.planner.undo()
        self.undone.append(self.standing.pop())

    def redo(self) -> None:
        self.planner.redo()
        self.standing.append(self.undone.pop())
