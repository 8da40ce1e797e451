"""Evidence: what shows a competency at work."""

from __future__ import annotations

import datetime as dt

from pmgoals.errors import BadInput
from pmgoals.model.calendar import Week
from pmgoals.model.journal import Evidence
from pmgoals.services import checks
from pmgoals.services.service import Service, needed, quoted


class EvidenceLog(Service):
    """Evidence of competencies at work."""

    def in_week(self, week: Week) -> list[Evidence]:
        """Return what was kept of an ISO week, earliest first."""
        kept = self._planner.plan.evidence
        return [e for e in reversed(kept) if week.monday <= e.on <= week.sunday]

    def add(
        self,
        title: str,
        *,
        kind: str = checks.DEFAULT_EVIDENCE,
        on: dt.date | None = None,
        goal: str | None = None,
        competency: str = "",
        text: str = "",
        link: str = "",
    ) -> Evidence:
        """Keep a piece of evidence. BadInput without a title or for a value out of range.

        `kind` and `competency` are keys of `knowledge`; `goal` is an id; `on` is not later than
        today.
        """
        kept = needed(title, "The win", "Talked sales out of the custom plan; churn risk gone")
        day = on or self._planner.today
        if day > self._planner.today:
            raise BadInput(
                "The day is still to come; evidence is of what happened.", "Use today or earlier."
            )
        checks.evidence_kind(kind)
        with self._planner.change(f"kept {kind} {quoted(kept)}") as tx:
            checks.competency(tx.plan, competency)
            checks.goal(tx.plan, goal)
            return tx.add(
                Evidence,
                title=kept,
                kind=kind,
                on=day,
                goal=goal,
                competency=competency,
                text=text.strip(),
                link=link.strip(),
            )
