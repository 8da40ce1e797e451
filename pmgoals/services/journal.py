"""Journal: one week's prose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmgoals.errors import BadInput
from pmgoals.model.calendar import Week
from pmgoals.model.journal import JournalEntry
from pmgoals.services.service import Service


class Journal(Service):
    """The weekly journal."""

    def write(
        self,
        *,
        answers: Mapping[str, str] | None = None,
        text: str | None = None,
        tags: Sequence[str] | None = None,
        week: Week | None = None,
        append: bool = False,
    ) -> JournalEntry:
        """Write a week's entry: what is given replaces what stands there, the rest stays.

        With `append` text and answers follow what stands there; else an answer of only white
        space removes that answer. BadInput for a week still to come or an entry that would say
        nothing.
        """
        now = self._planner.week
        week = week or now
        if week > now:
            raise BadInput(f"{week} is still to come.", "Write about this week or an earlier one.")
        with self._planner.change(f"journaled {week}") as tx:
            there = tx.plan.journal.get(str(week))
            kept = dict(there.answers) if there else {}
            for prompt, answer in (answers or {}).items():
                earlier = kept.pop(prompt, "")
                said = f"{earlier}\n{answer}" if append else answer
                if said.strip():
                    kept[prompt] = said.strip("\n")
            prose = text if text is not None else (there.text if there else "")
            if append and text is not None and there is not None and there.text.strip():
                prose = f"{there.text.rstrip()}\n\n{text}".rstrip()
            if there is None and not kept and not prose.strip():
                raise BadInput("The entry is empty; nothing was saved.", "Write a line first.")
            fields = {
                "answers": kept,
                "text": prose,
                "tags": list(tags) if tags is not None else (there.tags if there else []),
            }
            if there is not None:
                return tx.change(there, on=self._planner.today, **fields)
            return tx.add(
                JournalEntry, week=str(week), on=self._planner.today, late=week < now, **fields
            )

    def weeks(self, count: int = 12) -> list[Week]:
        """Return the last weeks, the present one first, and every older week with an entry."""
        now = self._planner.week
        near = [now.plus(-back) for back in range(count)]
        older = [Week.parse(week) for week in self._planner.plan.journal]
        return sorted({*near, *(week for week in older if week <= now)}, reverse=True)
