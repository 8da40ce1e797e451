"""Journal: one week's prose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from pmgoals import knowledge
from pmgoals.analytics.rhythm import reserve_left, rests
from pmgoals.errors import BadInput
from pmgoals.knowledge import JournalPrompt
from pmgoals.model.calendar import Week
from pmgoals.model.checkin import Checkin
from pmgoals.model.journal import INTENTION, Evidence, JournalEntry, Kept
from pmgoals.model.plan import Plan
from pmgoals.services import checks
from pmgoals.services.service import Service

SHOWN_WEEKS = 12
"""Weeks listed before there is anything older."""


class WeekMark(msgspec.Struct, frozen=True):
    """What one week holds."""

    week: Week
    """The week."""
    written: bool
    """Whether its entry says something."""
    late: bool
    """Whether its entry was first written after the week was over."""
    checkins: int
    """Check-ins of the week."""
    rest: bool = False
    """Whether it is passed over on purpose."""


class Before(msgspec.Struct, frozen=True):
    """What the week before promised."""

    intention: str
    """The one thing it meant to change; empty when it said nothing."""
    intention_kept: Kept | None
    """What became of it; None when that was not said."""
    commitments: list[tuple[str, Kept | None]]
    """What it committed to, each with what became of it."""


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
        kept: Mapping[str, Kept] | None = None,
        intention_kept: Kept | None = None,
        shown: Mapping[str, str] | None = None,
    ) -> JournalEntry:
        """Write a week's entry: what is given replaces what stands there, the rest stays.

        `kept` says what became of what the week before promised, beside what it says already,
        `intention_kept` what became of its intention.
        `shown` are lines that are evidence too, with its kind; they are kept in the same step.

        With `append` text and answers follow what stands there; else an answer of only white
        space removes that answer. BadInput for a week still to come or an entry that would say
        nothing.
        """
        now = self._planner.week
        week = week or now
        check_begun(week, now)
        with self._planner.change(f"journaled {week}") as tx:
            there = tx.plan.journal.get(str(week))
            said_now = dict(there.answers) if there else {}
            for prompt, answer in (answers or {}).items():
                earlier = said_now.pop(prompt, "")
                said = f"{earlier}\n{answer}" if append else answer
                if said.strip():
                    said_now[prompt] = said.strip("\n")
            marks = (there.kept if there else {}) | dict(kept or {})
            prose = text if text is not None else (there.text if there else "")
            if append and text is not None and there is not None and there.text.strip():
                prose = behind(there.text, text)
            if there is None and not (said_now or prose.strip() or marks or intention_kept):
                raise BadInput("The entry is empty; nothing was saved.", "Write a line first.")
            fields = {
                "answers": said_now,
                "kept": marks,
                "intention_kept": intention_kept or (there.intention_kept if there else None),
                "text": prose,
                "tags": list(tags) if tags is not None else (there.tags if there else []),
            }
            for title, kind in (shown or {}).items():
                checks.evidence_kind(kind)
                tx.add(Evidence, title=title, kind=kind, on=min(week.sunday, self._planner.today))
            if there is not None:
                return tx.change(there, on=self._planner.today, **fields)
            return tx.add(
                JournalEntry, week=str(week), on=self._planner.today, late=week < now, **fields
            )

    def rest(self, week: Week | None = None, *, use: bool = True) -> JournalEntry:
        """Pass a week over on purpose, on a reserve week of its quarter; `use=False` undoes it.

        BadInput for a week still to come, one in which something was said, one of leave, one that
        is passed over already, or when its quarter has no reserve week left.
        """
        planner = self._planner
        week = week or planner.week
        with planner.change(f"{'used' if use else 'gave back'} a reserve week for {week}") as tx:
            there = tx.plan.journal.get(str(week))
            if not use:
                if there is None or not there.rest:
                    raise BadInput(f"{week} is no reserve week.", "Nothing was changed.")
                return tx.change(there, rest=False)
            self._check_rest(week, there, tx.plan)
            if there is not None:
                return tx.change(there, rest=True)
            return tx.add(JournalEntry, week=str(week), on=planner.today, rest=True)

    def _check_rest(self, week: Week, there: JournalEntry | None, plan: Plan) -> None:
        """Raise BadInput for a week that cannot be passed over."""
        settings, calendar = self._planner.settings, self._planner.calendar
        if week > self._planner.week:
            raise BadInput(f"{week} is still to come.", "Use leave in the settings for days off.")
        if there is not None and there.rest:
            raise BadInput(f"{week} is a reserve week already.", "Nothing was changed.")
        said = any(checkin.week == str(week) for checkin in plan.alive(Checkin).values())
        if said or (there is not None and there.says_something):
            raise BadInput(f"{week} has its word; it needs no reserve.", "Nothing was changed.")
        if settings.workdays.is_leave(week):
            raise BadInput(f"{week} is leave; it counts as no week at all.", "Nothing was changed.")
        quarter = calendar.quarter_of_week(week)
        if not reserve_left(plan, quarter, settings.reserve_weeks):
            raise BadInput(
                f"{quarter} has no reserve week left.",
                "A missed week is only that; the next one counts again.",
            )

    def weeks(self, count: int = 12) -> list[Week]:
        """Return the last weeks, the present one first, and every older week with an entry."""
        now = self._planner.week
        near = [now.plus(-back) for back in range(count)]
        older = [Week.parse(week) for week in self._planner.plan.journal]
        return sorted({*near, *(week for week in older if week <= now)}, reverse=True)

    def marks(self, count: int = SHOWN_WEEKS) -> list[WeekMark]:
        """Return the weeks back to the first with an entry or a check-in, the present one first.

        At least `count` weeks; weeks without anything are among them.
        """
        now, journal = self._planner.week, self._planner.plan.journal
        checkins: dict[str, int] = {}
        for checkin in self._planner.plan.alive(Checkin).values():
            checkins[checkin.week] = checkins.get(checkin.week, 0) + 1
        first = min([str(now.plus(1 - count)), *journal, *checkins])
        resting = rests(self._planner.plan)
        marks = []
        for back in range(now - Week.parse(first) + 1):
            week = now.plus(-back)
            entry = journal.get(str(week))
            written = entry is not None and entry.says_something
            late = entry is not None and entry.late
            rest = week in resting
            marks.append(WeekMark(week, written, late, checkins.get(str(week), 0), rest))
        return marks

    def said_before(self, week: Week) -> str:
        """Return what the week before a week said would change, empty when it said nothing."""
        before = self._planner.plan.journal.get(str(week.plus(-1)))
        return before.answers.get(INTENTION, "") if before else ""

    def before(self, week: Week) -> Before:
        """Return what the week before a week promised, and what became of it."""
        before = self._planner.plan.journal.get(str(week.plus(-1)))
        entry = self._planner.plan.journal.get(str(week))
        kept = entry.kept if entry else {}
        promised = dict.fromkeys(items_of(before.answers.get("commitments", "")) if before else [])
        return Before(
            intention=self.said_before(week),
            intention_kept=entry.intention_kept if entry else None,
            commitments=[(text, kept.get(text)) for text in promised],
        )

    def prompts(self) -> list[JournalPrompt]:
        """Return the prompts in the order they are asked, in the person's own wording if any."""
        own = self._planner.settings.prompts
        return [
            msgspec.structs.replace(known, ask=own[known.id]) if known.id in own else known
            for known in knowledge.journal_prompts()
        ]


def check_begun(week: Week, now: Week) -> None:
    """Raise BadInput for a week still to come: nothing can be said of it yet."""
    if week > now:
        raise BadInput(f"{week} is still to come.", "Write about this week or an earlier one.")


def behind(prose: str, text: str) -> str:
    """Return a week's prose with more of it, a blank line between them."""
    return f"{prose.rstrip()}\n\n{text}".rstrip() if prose.strip() else text.rstrip()


def items_of(answer: str) -> list[str]:
    """Return the items of an answer that is a list: its lines that say something, no bullets."""
    lines = (line.strip() for line in answer.split("\n"))
    bare = (line[1:].strip() if line[:2] in ("- ", "* ", "-", "*") else line for line in lines)
    return [line for line in bare if line]
