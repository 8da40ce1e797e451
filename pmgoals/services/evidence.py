"""Evidence: what shows a competency at work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from pmgoals.analytics.coverage import Cover, coverage
from pmgoals.errors import BadInput
from pmgoals.model.calendar import Week
from pmgoals.model.competency import Assessment
from pmgoals.model.journal import Evidence
from pmgoals.model.plan import Plan
from pmgoals.services import checks
from pmgoals.services.ladders import ladder_of
from pmgoals.services.names import find
from pmgoals.services.service import Service, needed, quoted
from pmgoals.storage.store import Transaction


class EvidenceFields(TypedDict, total=False):
    """What an edit of evidence may change; what each holds, the record says."""

    title: str
    kind: str
    on: dt.date
    goal: str | None
    competency: str
    level: str
    text: str
    link: str


EXAMPLE = "Talked sales out of the custom plan; churn risk gone"


class EvidenceLog(Service):
    """Evidence of competencies at work."""

    def in_week(self, week: Week) -> list[Evidence]:
        """Return what was kept of an ISO week, earliest first."""
        kept = self._planner.plan.evidence
        return [e for e in reversed(kept) if week.monday <= e.on <= week.sunday]

    def coverage(self, level: str = "") -> list[Cover]:
        """Return what a level expects against the evidence; by default the one worked towards.

        Nothing while no level is told. BadInput for a level that is not on the ladder.
        """
        checks.level(self._planner.plan, level)
        wanted = level or self._planner.ladders.aspired()
        if not wanted:
            return []
        plan = self._planner.plan
        rated = {rating.competency for rating in plan.alive(Assessment).values()}
        return coverage(ladder_of(plan), wanted, plan.evidence, self._planner.today, rated)

    def add(
        self,
        title: str,
        *,
        kind: str = checks.DEFAULT_EVIDENCE,
        on: dt.date | None = None,
        goal: str | None = None,
        competency: str = "",
        level: str = "",
        text: str = "",
        link: str = "",
    ) -> Evidence:
        """Keep a piece of evidence. BadInput without a title or for a value out of range.

        `kind`, `competency` and `level` are keys; `goal` is an id; `on` is not later than today.
        """
        kept = needed(title, "The win", EXAMPLE)
        day = on or self._planner.today
        given: EvidenceFields = {"kind": kind, "on": day, "goal": goal}
        given |= {"competency": competency, "level": level}
        given |= {"title": kept, "text": text, "link": link}
        with self._planner.change(f"kept {kind} {quoted(kept)}") as tx:
            return keep_evidence(tx, given, self._planner.today)

    def edit(self, evidence_id: str, **fields: Unpack[EvidenceFields]) -> Evidence:
        """Change a piece of evidence. BadInput as for a new one; what stands in it may stay.

        NotFound or AmbiguousName for the name.
        """
        given = checks.editable(fields, EvidenceFields.__optional_keys__, "piece of evidence")
        if "title" in given:
            given["title"] = needed(given["title"], "The win", EXAMPLE)
        with self._planner.change("edited evidence") as tx:
            there = find(tx.plan, Evidence, evidence_id)
            return amend_evidence(tx, there, given, self._planner.today)


def keep_evidence(
    tx: Transaction, given: Mapping[str, Any], today: dt.date, **origin: Any
) -> Evidence:
    """Keep a piece of evidence in an open transaction; the rules of `EvidenceLog.add`.

    `origin` are the fields that tell where it came from.
    """
    _check(given, tx.plan, today)
    texts = {name: given.get(name, "").strip() for name in ("text", "link")}
    title = needed(given["title"], "The win", EXAMPLE)
    return tx.add(Evidence, **{"on": today, **given, **texts, "title": title, **origin})


def amend_evidence(
    tx: Transaction, there: Evidence, given: Mapping[str, Any], today: dt.date
) -> Evidence:
    """Change a piece of evidence in an open transaction; the rules of `EvidenceLog.edit`."""
    _check(checks.differing(there, given), tx.plan, today)
    return tx.change(there, **given)


def _check(given: Mapping[str, Any], plan: Plan, today: dt.date) -> None:
    """Raise BadInput for the first value that a piece of evidence cannot have."""
    if given.get("on", today) > today:
        raise BadInput(
            "The day is still to come; evidence is of what happened.", "Use today or earlier."
        )
    checks.evidence_kind(given.get("kind", checks.DEFAULT_EVIDENCE))
    checks.competency(plan, given.get("competency", ""))
    checks.level(plan, given.get("level", ""))
    checks.goal(plan, given.get("goal"))
