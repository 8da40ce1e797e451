"""Things from elsewhere as milestones, evidence and learning activities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pmgoals import knowledge
from pmgoals.errors import BadInput, PmgoalsError
from pmgoals.model.amounts import Amount, shown
from pmgoals.model.goal import Goal
from pmgoals.model.journal import Evidence
from pmgoals.model.learning import LearningActivity
from pmgoals.model.milestone import Milestone
from pmgoals.model.record import Brought
from pmgoals.services.choices import pick, pick_choice
from pmgoals.services.evidence import keep_evidence
from pmgoals.services.foreign.changes import changed, follow, said_of, words
from pmgoals.services.foreign.intake import State, Taken
from pmgoals.services.ladders import ladder_of
from pmgoals.services.learning import log_activity
from pmgoals.services.measures import in_unit_of
from pmgoals.services.milestones import check_done, set_milestone
from pmgoals.services.names import find, find_among

if TYPE_CHECKING:
    from pmgoals.foreign_files.things import Kind, Thing
    from pmgoals.storage.store import Transaction

MADE: dict[type[Brought], Kind] = {
    Milestone: "milestones",
    Evidence: "evidence",
    LearningActivity: "learning",
}
"""What things became that are such a record."""


class Records:
    """Makes records of things, each once, and lets those follow that changed."""

    def __init__(
        self, tx: Transaction, today: dt.date, kind: Kind, goal: Goal | None, *, program: str
    ) -> None:
        self._tx, self._today, self._kind, self._goal = tx, today, kind, goal
        self._reason = f"imported from {program}"
        self._goals: dict[tuple[str, str], Goal | str] = {}
        every = [r for made in MADE for r in tx.plan.every(made).values() if r.origin]
        self._held: dict[str, Brought] = {
            record.origin: record
            for record in sorted(every, key=lambda r: r.deleted is None)  # what is alive counts
        }

    def take(self, thing: Thing) -> Taken:
        """Make a record of a thing, or let the one it became follow; say what becomes of it.

        BadInput or NotFound for what its record cannot hold.
        """
        held = self._held.get(thing.origin)
        return self._again(thing, held) if held else self._anew(thing)

    def settled(self, entries: list[Taken]) -> list[Taken]:
        """Return the entries as they are: each record was made as it was taken."""
        return entries

    # ---- what was taken in before ----

    def _again(self, thing: Thing, held: Brought) -> Taken:
        kind = MADE[type(held)]
        if held.deleted is not None:
            return self._said(thing, "trash", kind, held)
        change = changed(held, thing.fields(kind))
        if change.follows:
            try:
                follow(self._tx, held, change.follows, self._today, self._reason)
            except BadInput as problem:
                if problem.field != "due":
                    raise
                return self._said(thing, "kept", kind, held, problem.what.rstrip("."))
            return self._said(thing, "changed", kind, held, words(held, change))
        state: State = "kept" if change.stays else "known"
        return self._said(thing, state, kind, held, words(held, change))

    # ---- what is new ----

    def _anew(self, thing: Thing) -> Taken:
        if thing.on is None and self._kind != "milestones":
            if self._goal is None and not thing.project:
                return self._left(thing, "it is open, and no goal is named for it")
            return self._as_milestone(thing)
        return self._as_milestone(thing) if self._kind == "milestones" else self._as_log(thing)

    def _as_milestone(self, thing: Thing) -> Taken:
        due = thing.due or thing.on
        if due is None:
            return self._left(thing, "it has no due day")
        goal = self._goal_of(thing)
        if isinstance(goal, str):
            return self._left(thing, goal)
        if thing.on:
            check_done(thing.on, self._today)
        given = {"title": thing.title, "due": due, **self._numbers(goal, thing.more)}
        try:
            made = set_milestone(self._tx, goal, given, done_on=thing.on, origin=thing.origin)
        except BadInput as problem:
            if problem.field != "due":
                raise
            return self._left(thing, problem.what.rstrip("."))
        return self._kept(thing, "milestones", made)

    def _as_log(self, thing: Thing) -> Taken:
        """Keep what happened: evidence, or a learning activity."""
        goal = self._goal_of(thing) if self._goal or thing.goal or thing.project else ""
        given = thing.fields(self._kind) | self._words(thing.more)
        given["goal"] = None if isinstance(goal, str) else goal.id
        keep: Callable[..., Brought] = keep_evidence if self._kind == "evidence" else log_activity
        return self._kept(
            thing, self._kind, keep(self._tx, given, self._today, origin=thing.origin)
        )

    def _kept(self, thing: Thing, kind: Kind, made: Brought) -> Taken:
        """Let a new record remember what its thing said."""
        fields = thing.fields(kind)
        if kind == "milestones":
            fields["due"] = thing.due
        self._tx.change(made, origin_said=said_of(made, fields))
        return self._said(thing, "new", kind, made)

    def _numbers(self, goal: Goal, more: Mapping[str, Any]) -> dict[str, Any]:
        """Return further fields of a milestone, its target in the unit of its goal's measure."""
        target = more.get("target")
        if not isinstance(target, Amount):
            return dict(more)
        main = self._tx.plan.main_measure_of(goal.id)
        if main is None:
            raise BadInput(f"“{shown(goal.title)}” has no measure that a target could be of")
        return {**more, "target": in_unit_of(main, target)}

    def _words(self, more: Mapping[str, Any]) -> dict[str, Any]:
        """Return further fields of what happened, words of closed lists as their keys."""
        found, ladder = dict(more), ladder_of(self._tx.plan)
        kinds = knowledge.evidence_kinds if self._kind == "evidence" else knowledge.learning_kinds
        if "kind" in more:
            found["kind"] = pick_choice(kinds(), more["kind"], "kind")
        if "competency" in more:
            names = {known.key: known.name for known in ladder.competencies}
            found["competency"] = pick(names, more["competency"], "competency")
        if "level" in more:
            names = {known.key: known.name for known in ladder.levels}
            found["level"] = pick(names, more["level"], "level")
        return found

    # ---- goals ----

    def _goal_of(self, thing: Thing) -> Goal | str:
        """Return the goal of a thing, or why it has none; NotFound for one that it names."""
        if self._goal is not None:
            return self._goal
        slot = (thing.goal, thing.project)
        if slot not in self._goals:
            self._goals[slot] = self._found(*slot)
        return self._goals[slot]

    def _found(self, name: str, project: str) -> Goal | str:
        if name:
            return find(self._tx.plan, Goal, name)
        if not project:
            return "it names no goal"
        found: Goal | str = f"its project “{shown(project)}” means no goal"
        for called in dict.fromkeys([project, project.rpartition(".")[2]]):
            with suppress(PmgoalsError):
                found = find_among(self._tx.plan.open_goals, called, "goal")
                break
        return found

    # ---- what is said ----

    def _said(
        self, thing: Thing, state: State, kind: Kind, record: Brought, why: str = ""
    ) -> Taken:
        return Taken(
            line=thing.line,
            state=state,
            kind=kind,
            id=record.id,
            on=(thing.due or thing.on) if kind == "milestones" else thing.on,
            done=kind == "milestones" and thing.on is not None,
            title=thing.title,
            goal=getattr(record, "goal", None),
            origin=thing.origin,
            why=why,
        )

    def _left(self, thing: Thing, why: str) -> Taken:
        day = thing.on or thing.due
        return Taken(line=thing.line, state="left", on=day, title=thing.title, why=why)
