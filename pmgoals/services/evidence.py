"""Evidence: what shows a competency at work."""

from __future__ import annotations

import datetime as dt

from pmgoals.model.journal import Evidence
from pmgoals.services.service import Service, needed, quoted


class EvidenceLog(Service):
    """Evidence of competencies at work."""

    def add(
        self,
        title: str,
        *,
        kind: str = "win",
        on: dt.date | None = None,
        goal: str | None = None,
        competency: str = "",
        text: str = "",
        link: str = "",
    ) -> Evidence:
        """Keep a piece of evidence. BadInput without a title; `goal` is an id."""
        kept = needed(title, "The win", "Talked sales out of the custom plan; churn risk gone")
        with self._planner.change(f"kept {kind} {quoted(kept)}") as tx:
            return tx.add(
                Evidence,
                title=kept,
                kind=kind,
                on=on or self._planner.today,
                goal=goal,
                competency=competency,
                text=text.strip(),
                link=link.strip(),
            )
