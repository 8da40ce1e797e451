"""Draft: a goal being written, judged while it grows, committed in one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from pmgoals.analytics.breakdown import Proposal, Way, propose
from pmgoals.errors import BadInput
from pmgoals.model import ids
from pmgoals.model.amounts import say_number
from pmgoals.model.calendar import say_date
from pmgoals.model.draft import Draft, MilestoneDraft
from pmgoals.model.goal import Goal, IfThen, Override
from pmgoals.model.measure import Reading
from pmgoals.model.milestone import Milestone
from pmgoals.model.reflection import Priority
from pmgoals.model.tables import DRAFT_LETTER
from pmgoals.services.breakdowns import known_curve
from pmgoals.services.cooling import promised
from pmgoals.services.draft_changes import rebased
from pmgoals.services.draft_fields import ReadDraft, read_draft
from pmgoals.services.draft_shelf import DraftShelf
from pmgoals.services.goal_drafts import TEXTS, add_measure, apply_draft, draft_of
from pmgoals.services.ledger import record
from pmgoals.services.names import find
from pmgoals.services.priorities import reasons_of
from pmgoals.services.service import quoted
from pmgoals.smart.finding import Judgement, Offer
from pmgoals.smart.method import MethodProposal, propose_method
from pmgoals.smart.prefill import Filled, write
from pmgoals.smart.sketch import MilestoneSketch, Sketch
from pmgoals.smart.statement import say
from pmgoals.storage.store import Transaction


class Assessed(msgspec.Struct, frozen=True):
    """Everything the wizard shows about a draft."""

    sketch: Sketch
    """What was understood, the proposed milestones among it."""
    problems: dict[str, str]
    """What cannot be read, by field."""
    judgement: Judgement
    """What the critic says."""
    sentence: str
    """The goal as one sentence."""
    filled: Filled
    """The draft with what its first line says filled in, and where."""
    method: MethodProposal
    """The method that fits, and why."""

    @property
    def ready(self) -> bool:
        """Whether it can be committed."""
        return bool(self.sketch.title) and not self.problems and not self.judgement.blocks


class Drafts(DraftShelf):
    """Goals being written: read, judged and committed."""

    def begin(self, line: str = "", **fields: str) -> Draft:
        """Return a new draft; nothing is on disk before it is saved.

        One that follows from a priority begins with the priority's reasons as its own.
        """
        now = self._planner.clock.now()
        follows = self._planner.plan.alive(Priority).get(fields.get("priority", ""))
        if follows and fields.get("why", "").strip() in ("", follows.why):
            fields["why"] = reasons_of(follows)
        typed = {key: text for key, text in fields.items() if text}
        return Draft(id=self._new_id(), started=now, updated=now, line=line, fields=typed)

    def revise(self, goal_id: str) -> Draft:
        """Return a committed goal as a draft: the one begun before, else a new one.

        NotFound or AmbiguousName for the name.
        """
        goal = find(self._planner.plan, Goal, goal_id)
        for draft in self.all():
            if draft.goal == goal.id:
                return rebased(draft, self._fresh(goal, draft.id))
        draft = self._fresh(goal, self._new_id())
        return msgspec.structs.replace(draft, before=draft)

    def _fresh(self, goal: Goal, draft_id: str) -> Draft:
        """Return a committed goal, as it stands now, as a draft."""
        now = self._planner.clock.now()
        return draft_of(goal, self._planner.plan, draft_id, now, self._planner.calendar)

    def _new_id(self) -> str:
        return ids.mint(DRAFT_LETTER, self._planner.bits)

    def read(self, draft: Draft) -> ReadDraft:
        """Return the draft's fields read, and what is wrong with them."""
        return read_draft(draft, self._planner.today, self._planner.calendar)

    def typed(self, draft: Draft, place: str, text: str, filled: Filled | None = None) -> Draft:
        """Return the draft with a text typed at a place; emptying what was read puts it aside.

        `filled` is what its first line says, when that is known already.
        """
        return write(draft, place, text, (filled or self.read(draft).filled).said)

    def take(self, draft: Draft, offer: Offer) -> Draft:
        """Return the draft with a ready mend taken."""
        said = self.read(draft).filled.said
        for place, text in offer.writes.items():
            draft = write(draft, place, text, said)
        return draft

    def assess(self, draft: Draft) -> Assessed:
        """Read a draft and judge it; while its milestones are untouched the proposed ones count."""
        found = self.read(draft)
        sketch = self._linked(found.sketch)
        proposed = [
            MilestoneSketch(**msgspec.structs.asdict(proposal)) for proposal in self.propose(sketch)
        ]
        kept_steps = proposed if draft.milestones is None else _with_work(sketch, proposed)
        sketch = msgspec.structs.replace(sketch, milestones=kept_steps)
        kept = [rule for rule, why in draft.overrides.items() if why.strip()]
        return Assessed(
            sketch,
            found.problems,
            self._planner.coach.sketch(sketch, kept, draft.goal),
            say(sketch),
            found.filled,
            propose_method(sketch),
        )

    def propose(self, sketch: Sketch) -> list[Proposal]:
        """Return the first sensible split of a goal into milestones; none without a deadline."""
        way = _way(sketch)
        if way is None:
            return []
        return propose(way, self._planner.calendar, workdays=self._planner.settings.workdays)

    def laid(self, draft: Draft) -> Draft:
        """Return the draft with the targets of its own milestones laid along its curve.

        Those whose date cannot be read keep theirs.
        """
        sketch = self.read(draft).sketch
        way = _way(sketch)
        if way is None or way.value(way.due) is None:
            return draft
        days = [m.due for m in sketch.milestones]
        steps = zip(sketch.milestones, way.values(days), strict=True)
        targets = {
            (m.title, m.id): "" if value is None else say_number(value) for m, value in steps
        }
        rows = [
            msgspec.structs.replace(
                row, target=targets.get((row.title.strip(), row.id), row.target)
            )
            for row in draft.milestones or []
        ]
        return msgspec.structs.replace(draft, milestones=rows)

    def proposed_rows(self, sketch: Sketch) -> list[MilestoneDraft]:
        """Return the proposed milestones as rows to edit."""
        return [
            MilestoneDraft(
                p.title, say_date(p.due), "" if p.target is None else say_number(p.target)
            )
            for p in self.propose(sketch)
        ]

    def _linked(self, sketch: Sketch) -> Sketch:
        """Return a sketch without links to a record that is not in the plan."""
        plan = self._planner.plan
        priorities = {priority.id for priority in plan.priorities}
        return msgspec.structs.replace(
            sketch,
            theme=sketch.theme if sketch.theme in plan.themes else None,
            priority=sketch.priority if sketch.priority in priorities else None,
            parent=sketch.parent if sketch.parent in plan.goals else None,
        )

    # ---- commit ----

    def commit(self, draft: Draft) -> Goal:
        """Turn a draft into a goal with its measures, milestones and if-then plan, in one step.

        A draft of a committed goal changes that one; wording, dates and targets go to its ledger.
        BadInput names the first thing that stands in the way, or an eased target or a later
        deadline without a reason; the draft is let go only after the goal is saved.
        """
        known = _if_then(draft.before) if draft.before else None
        if draft.goal is not None:  # what became of the goal meanwhile is not undone by its draft
            draft = rebased(
                draft, self._fresh(find(self._planner.plan, Goal, draft.goal), draft.id)
            )
        found = self.assess(draft)
        _refuse_unready(found)
        if draft.goal is not None:
            goal = self._commit_revision(draft, draft.goal, found, known)
        else:
            with self._planner.change(f"committed {quoted(found.sketch.title)}") as tx:
                goal = tx.add(Goal, **self._goal_fields(draft, found))
                self._add_parts(tx, goal, draft, found.sketch)
        self.discard(draft.id)
        return goal

    def _commit_revision(
        self, draft: Draft, goal_id: str, found: Assessed, known: tuple[str, str] | None
    ) -> Goal:
        with promised(self._planner, f"revised {quoted(found.sketch.title)}") as tx:
            return apply_draft(
                tx,
                find(tx.plan, Goal, goal_id),
                found.sketch,
                self._goal_fields(draft, found),
                draft.fields.get("reason", ""),
                self._planner.today,
                _if_then(draft),
                known,
            )

    def _goal_fields(self, draft: Draft, found: Assessed) -> dict[str, Any]:
        sketch, typed = found.sketch, found.filled.draft.fields
        texts = {key: typed.get(key, "").strip() for key in TEXTS}
        return texts | {
            "title": sketch.title,
            "method": sketch.method,
            "kind": sketch.kind,
            "commitment": sketch.commitment,
            "start": sketch.start,
            "due": sketch.due,
            "review_on": sketch.review_on,
            "turns_on": sketch.turns_on if sketch.method == "learning" else None,
            "theme": sketch.theme,
            "priority": sketch.priority,
            "parent": sketch.parent,
            "hours_week": sketch.hours_week,
            "overrides": [
                Override(rule, why.strip()) for rule, why in draft.overrides.items() if why.strip()
            ],
            "privacy": draft.privacy,
        }

    def _add_parts(self, tx: Transaction, goal: Goal, draft: Draft, sketch: Sketch) -> None:
        for measure in sketch.measures:
            kept = add_measure(tx, goal, measure)
            if measure.baseline is not None:
                note = "baseline"
                day = min(goal.start, self._planner.today)
                tx.add(Reading, measure=kept.id, on=day, value=measure.baseline, note=note)
        for step in sketch.milestones:
            fields = msgspec.structs.asdict(step)
            fields.pop("id")
            tx.add(Milestone, goal=goal.id, **fields)
        cue, response = _if_then(draft)
        if cue and response:
            tx.add(IfThen, goal=goal.id, cue=cue, response=response)
        record(tx, goal.id, self._planner.today, ("commitment", "", say(sketch)))


def _with_work(sketch: Sketch, proposed: Sequence[MilestoneSketch]) -> list[MilestoneSketch]:
    """Return a goal's own milestones; a new one named as proposed keeps what was proposed for it.

    That is its weight, its effort and what can be shown, which the wizard does not ask.
    """
    named = {step.title: step for step in proposed}
    return [
        msgspec.structs.replace(like, due=step.due, target=step.target)
        if not step.id and (like := named.get(step.title))
        else step
        for step in sketch.milestones
    ]


def _way(sketch: Sketch) -> Way | None:
    """Return the way that a goal's milestones lie on; None without a deadline."""
    if sketch.due is None:
        return None
    main = sketch.main
    return Way(
        start=sketch.start,
        due=sketch.due,
        baseline=main.baseline if main else None,
        target=main.target if main else None,
        unit=main.unit if main else "",
        hours_week=sketch.hours_week,
        curve=known_curve(sketch.curve),
    )


def _if_then(draft: Draft) -> tuple[str, str]:
    """Return the halves of the draft's if-then plan."""
    return draft.fields.get("cue", "").strip(), draft.fields.get("response", "").strip()


def _refuse_unready(found: Assessed) -> None:
    """Raise BadInput for the first thing that keeps a draft from being a goal."""
    if not found.sketch.title:
        raise BadInput("The goal has no title yet.", "Say in a few words what will be different.")
    for problem in found.problems.values():
        raise BadInput(problem, "Nothing was committed.")
    for finding in found.judgement.blocks:
        raise BadInput(f"{finding.rule}: {finding.message}", finding.mend)
