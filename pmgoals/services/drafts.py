"""Draft: a goal being written, judged while it grows, committed in one step."""

from __future__ import annotations

from typing import Any

import msgspec

from pmgoals.analytics.breakdown import Proposal, propose
from pmgoals.errors import BadInput
from pmgoals.model import ids
from pmgoals.model.amounts import say_number
from pmgoals.model.calendar import say_date
from pmgoals.model.draft import Draft, MilestoneDraft
from pmgoals.model.goal import Goal, IfThen, LedgerEntry, Override
from pmgoals.model.measure import Measure, Reading
from pmgoals.model.milestone import Milestone
from pmgoals.model.tables import DRAFT_LETTER
from pmgoals.services.draft_fields import ReadDraft, read, read_draft
from pmgoals.services.service import Service, quoted
from pmgoals.smart import critic
from pmgoals.smart.finding import Judgement
from pmgoals.smart.sketch import QUESTIONS, MilestoneSketch, Setting, Sketch
from pmgoals.smart.statement import say
from pmgoals.storage.drafts import DraftFiles
from pmgoals.storage.store import Transaction

TEXTS = (
    "why",
    "problem",
    "people",
    *QUESTIONS,
    "obstacle",
    "no_theme_reason",
    "competency",
    "ethics",
    "next_action",
)
"""Fields that a goal keeps as they were typed."""


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

    @property
    def ready(self) -> bool:
        """Whether it can be committed."""
        return bool(self.sketch.title) and not self.problems and not self.judgement.blocks


class Drafts(Service):
    """Goals being written."""

    @property
    def _files(self) -> DraftFiles:
        return DraftFiles(self._planner.store.places.drafts)

    def begin(self, line: str = "", **fields: str) -> Draft:
        """Return a new draft; nothing is on disk before it is saved."""
        now = self._planner.clock.now()
        return Draft(
            id=ids.mint(DRAFT_LETTER, self._planner.bits),
            started=now,
            updated=now,
            line=line,
            fields=fields,
        )

    def save(self, draft: Draft) -> Draft:
        """Keep a draft as typed. PlanUnwritable when it cannot be kept."""
        kept = msgspec.structs.replace(draft, updated=self._planner.clock.now())
        self._files.save(kept)
        return kept

    def all(self) -> list[Draft]:
        """Return the drafts, the one touched last first."""
        return self._files.all()

    def discard(self, draft_id: str) -> None:
        """Let a draft go."""
        self._files.remove(draft_id)

    def read(self, draft: Draft) -> ReadDraft:
        """Return the draft's fields read, and what is wrong with them."""
        return read_draft(draft, self._planner.today, self._planner.calendar)

    def assess(self, draft: Draft) -> Assessed:
        """Read a draft and judge it; while its milestones are untouched the proposed ones count."""
        found = self.read(draft)
        sketch = self._linked(found.sketch)
        if draft.milestones is None:
            proposed = [
                MilestoneSketch(title=p.title, due=p.due, target=p.target)
                for p in self.propose(sketch)
            ]
            sketch = msgspec.structs.replace(sketch, milestones=proposed)
        judgement = critic.judge(
            sketch,
            self._setting(draft),
            kept=[rule for rule, why in draft.overrides.items() if why.strip()],
            levels=self._planner.settings.rules,
            profile=self._planner.settings.critic,
        )
        return Assessed(sketch, found.problems, judgement, say(sketch))

    def propose(self, sketch: Sketch) -> list[Proposal]:
        """Return the first sensible split of a goal into milestones; none without a deadline."""
        if sketch.due is None:
            return []
        main = sketch.main
        return propose(
            sketch.start,
            sketch.due,
            self._planner.calendar,
            baseline=main.baseline if main else None,
            target=main.target if main else None,
        )

    def proposed_rows(self, sketch: Sketch) -> list[MilestoneDraft]:
        """Return the proposed milestones as rows to edit."""
        return [
            MilestoneDraft(
                p.title, say_date(p.due), "" if p.target is None else say_number(p.target)
            )
            for p in self.propose(sketch)
        ]

    def _linked(self, sketch: Sketch) -> Sketch:
        """Return a sketch without links to a theme or a priority that is not in the plan."""
        plan = self._planner.plan
        priorities = {priority.id for priority in plan.priorities}
        return msgspec.structs.replace(
            sketch,
            theme=sketch.theme if sketch.theme in plan.themes else None,
            priority=sketch.priority if sketch.priority in priorities else None,
        )

    def _setting(self, draft: Draft) -> Setting:
        plan, today = self._planner.plan, self._planner.today
        others = [goal for goal in plan.active_goals if goal.id != draft.goal]
        return Setting(
            today=today,
            fiscal_year_end=self._planner.calendar.year_end(today),
            other_goals=len(others),
            hours_promised=sum(goal.hours_week or 0.0 for goal in others),
            hours_available=self._planner.settings.weekly_hours,
            themes=len(plan.themes),
        )

    # ---- commit ----

    def commit(self, draft: Draft) -> Goal:
        """Turn a draft into a goal with its measures, milestones and if-then plan, in one step.

        BadInput names the first thing that stands in the way; the draft is let go only after the
        goal is saved.
        """
        found = self.assess(draft)
        _refuse_unready(found)
        with self._planner.change(f"committed {quoted(found.sketch.title)}") as tx:
            goal = tx.add(Goal, **self._goal_fields(draft, found))
            self._add_parts(tx, goal, draft, found.sketch)
        self.discard(draft.id)
        return goal

    def _goal_fields(self, draft: Draft, found: Assessed) -> dict[str, Any]:
        sketch, typed = found.sketch, draft.fields
        texts = {key: typed.get(key, "").strip() for key in TEXTS}
        return texts | {
            "title": sketch.title,
            "method": sketch.method,
            "kind": self._chosen(draft, "kind") or "tactical",
            "commitment": self._chosen(draft, "stretch") or "committed",
            "start": sketch.start,
            "due": sketch.due,
            "review_on": sketch.review_on,
            "theme": sketch.theme,
            "priority": sketch.priority,
            "hours_week": sketch.hours_week,
            "overrides": [
                Override(rule, why.strip()) for rule, why in draft.overrides.items() if why.strip()
            ],
            "privacy": draft.privacy,
        }

    def _chosen(self, draft: Draft, key: str) -> Any:
        return read(key, draft.fields.get(key, ""), self._planner.today, self._planner.calendar)

    def _add_parts(self, tx: Transaction, goal: Goal, draft: Draft, sketch: Sketch) -> None:
        for measure in sketch.measures:
            fields = msgspec.structs.asdict(measure)
            fields["name"] = measure.name or goal.title
            kept = tx.add(Measure, goal=goal.id, direction=measure.direction, **fields)
            if measure.baseline is not None:
                note = "baseline"
                day = min(goal.start, self._planner.today)
                tx.add(Reading, measure=kept.id, on=day, value=measure.baseline, note=note)
        for step in sketch.milestones:
            tx.add(Milestone, goal=goal.id, **msgspec.structs.asdict(step))
        cue, response = (draft.fields.get(key, "").strip() for key in ("cue", "response"))
        if cue and response:
            tx.add(IfThen, goal=goal.id, cue=cue, response=response)
        tx.add(
            LedgerEntry,
            goal=goal.id,
            on=self._planner.today,
            field="commitment",
            before="",
            after=say(sketch),
        )


def _refuse_unready(found: Assessed) -> None:
    """Raise BadInput for the first thing that keeps a draft from being a goal."""
    if not found.sketch.title:
        raise BadInput("The goal has no title yet.", "Say in a few words what will be different.")
    for problem in found.problems.values():
        raise BadInput(problem, "Nothing was committed.")
    for finding in found.judgement.blocks:
        raise BadInput(f"{finding.rule}: {finding.message}", finding.mend)
