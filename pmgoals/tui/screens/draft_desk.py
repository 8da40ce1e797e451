"""The draft on the desk: what was typed so far, judged as it stands, and its way to the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pmgoals.model.draft import Draft, MeasureDraft, MilestoneDraft, text_at

if TYPE_CHECKING:
    from pmgoals.model.goal import Goal
    from pmgoals.services.drafts import Assessed
    from pmgoals.services.planner import Planner
    from pmgoals.smart.finding import Offer


class DraftDesk:
    """One draft being worked on. Every change marks it for the disk; nothing typed is lost."""

    def __init__(self, planner: Planner, draft: Draft) -> None:
        self._planner = planner
        self._drafts = planner.drafts
        self.draft = draft
        """What was typed so far."""
        self.dirty = False
        """Whether something was typed since it was last put on disk."""

    @property
    def is_revision(self) -> bool:
        """Whether it changes a committed goal."""
        return self.draft.goal is not None

    @property
    def is_kept(self) -> bool:
        """Whether it is on disk."""
        return any(draft.id == self.draft.id for draft in self._drafts.all())

    @property
    def says_something(self) -> bool:
        """Whether anything was typed at all."""
        return bool(self.draft.title or self.draft.fields or self.draft.measures)

    def assess(self, step: str = "") -> Assessed:
        """Return the draft read and judged; at the milestones with the proposed ones as rows."""
        return self._drafts.assess(self._with_rows(step))

    def _with_rows(self, step: str) -> Draft:
        """Return the draft with the proposed milestones in it, unless it has its own."""
        if step != "milestones" or self.draft.milestones is not None:
            return self.draft
        rows = self._drafts.proposed_rows(self._drafts.read(self.draft).sketch)
        return msgspec.structs.replace(self.draft, milestones=rows)

    # ---- changes ----

    def go_to(self, step: str) -> None:
        """Remember the step it is at."""
        self.draft = msgspec.structs.replace(self.draft, step=step)

    def type(self, step: str, place: str, text: str) -> bool:
        """Take a text typed at a place; return whether it changed anything."""
        draft = self._with_rows(step) if place.startswith("milestones.") else self.draft
        filled = self._drafts.read(draft).filled
        if text_at(filled.draft, place) == text:
            return False
        draft = self._drafts.typed(draft, place, text, filled)
        if place == "curve" and draft.milestones is not None:
            draft = self._drafts.laid(draft)
        self._put(draft)
        return True

    def take(self, offer: Offer) -> None:
        """Take a ready mend."""
        self._put(self._drafts.take(self.draft, offer))

    def keep_finding(self, rule: str, reason: str) -> None:
        """Let a finding stand, with the reason for it."""
        overrides = {**self.draft.overrides, rule: reason.strip()}
        self._put(msgspec.structs.replace(self.draft, overrides=overrides))

    def add_row(self, step: str) -> str:
        """Add another measure or milestone; return the place of its first field, "" elsewhere."""
        if step == "milestones":
            rows = [*(self._with_rows(step).milestones or []), MilestoneDraft()]
            self._put(msgspec.structs.replace(self.draft, milestones=rows))
            return f"milestones.{len(rows) - 1}.title"
        if step == "measurable":
            role = "lagging" if self.draft.fields.get("method") == "okr" else "leading"
            measures = [*(self.draft.measures or [MeasureDraft()]), MeasureDraft(role=role)]
            self._put(msgspec.structs.replace(self.draft, measures=measures))
            return f"measures.{len(measures) - 1}.name"
        return ""

    def _put(self, draft: Draft) -> None:
        self.draft = draft
        self.dirty = True

    # ---- the disk and the plan ----

    def save(self) -> None:
        """Put the draft on disk when it changed. PlanUnwritable when it cannot be kept."""
        if self.dirty:
            self.draft = self._drafts.save(self.draft)
            self.dirty = False

    def commit(self) -> Goal:
        """Commit the goal, or the change of one; BadInput when it is not ready."""
        goal = self._drafts.commit(self.draft)
        self.dirty = False
        return goal

    def discard(self) -> None:
        """Let the draft go."""
        self.dirty = False
        self._drafts.discard(self.draft.id)
