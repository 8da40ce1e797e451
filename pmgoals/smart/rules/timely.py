"""T: by when, and what comes on the way there."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from pmgoals import knowledge
from pmgoals.model.amounts import say_amount
from pmgoals.model.calendar import LONGEST_QUARTER, say_date
from pmgoals.smart.finding import Offer
from pmgoals.smart.metrics import first_of
from pmgoals.smart.rules.notice import MOOT, Notice
from pmgoals.smart.sketch import Setting, Sketch

A_QUARTER = dt.timedelta(days=LONGEST_QUARTER)
"""Span beyond which a goal wants milestones."""
WIDEST_GAP = dt.timedelta(weeks=16)
"""Longest stretch without a milestone in a long goal: a quarter, and three weeks too short for
their own."""
A_FORTNIGHT = dt.timedelta(days=14)
"""Shortest goal with a review halfway."""
TOO_SHORT = dt.timedelta(weeks=3)
"""Rest of a year that is too short for a milestone of its own."""
SHORT_GAP = dt.timedelta(weeks=6)
"""Longest stretch without a milestone in a goal of a quarter or less."""


def no_deadline(sketch: Sketch, setting: Setting) -> Notice | None:
    """T1: no last day."""
    if sketch.due is not None:
        return None
    ends = (setting.quarter_end, setting.next_quarter_end, setting.fiscal_year_end)
    days = sorted({day for day in ends if day is not None and day > setting.today})
    offers = tuple(Offer(say_date(day), {"due": say_date(day)}) for day in days)
    return Notice("due", offers=offers)


def unclear_deadline(sketch: Sketch, _: Setting) -> Notice | None:
    """T2: words that name no day, or a period that was taken for its last day."""
    if sketch.wording is None:
        return MOOT
    seen = sketch.wording.reading
    if sketch.due is None:
        if seen.deadline_text:
            words, span = {"words": seen.deadline_text}, seen.spans.get("deadline")
            return Notice("due", words, span, case="dayless")
        met = first_of(sketch.wording.pieces, knowledge.smells().hazy)
        if met is None:
            return MOOT
        return Notice("due", {"words": met.words}, (met.start, met.end), case="hazy")
    if seen.deadline != sketch.due or not seen.deadline_text:
        return None
    if say_date(seen.deadline) in seen.deadline_text or seen.exact:
        return None
    words = {"words": seen.deadline_text, "day": say_date(seen.deadline)}
    return Notice("due", words, seen.spans.get("deadline"), severity="info")


def not_broken_down(sketch: Sketch, _: Setting) -> Notice | None:
    """T3: over a quarter with fewer than two milestones, or a long stretch without one."""
    if sketch.due is None or sketch.due <= sketch.start:
        return MOOT
    count = len(sketch.milestones)
    if sketch.due - sketch.start > A_QUARTER and count < 2:
        return Notice("milestones", {"day": say_date(sketch.due), "count": str(count)})
    if count < 2:
        return None
    days = [sketch.start, *sorted(m.due for m in sketch.milestones), sketch.due]
    gap = max((b - a for a, b in pairwise(days)), default=dt.timedelta())
    short = sketch.due - sketch.start <= A_QUARTER
    if gap <= (SHORT_GAP if short else WIDEST_GAP):
        return None
    words = {"weeks": str(gap.days // 7)}
    return Notice("milestones", words, case="gap", severity="info" if short else None)


def past_deadline(sketch: Sketch, setting: Setting) -> Notice | None:
    """T4: the deadline is over, before the start, or after that of the goal above."""
    if sketch.due is None:
        return MOOT
    span = sketch.wording.reading.spans.get("deadline") if sketch.wording else None
    said = say_date(sketch.due)
    if sketch.due < setting.today:
        return Notice("due", {"day": said}, span)
    if sketch.due < sketch.start:
        words = {"day": said, "start": say_date(sketch.start)}
        return Notice("due", words, span, case="before_start")
    if setting.parent_due is not None and sketch.due > setting.parent_due:
        words = {"day": said, "end": say_date(setting.parent_due)}
        return Notice("due", words, span, case="after_parent", severity="warn")
    return None


def no_next_step(sketch: Sketch, setting: Setting) -> Notice | None:
    """T5: neither a next action nor a day to look at it again, or one that comes too late."""
    if sketch.review_on and sketch.due and sketch.review_on > sketch.due:
        words = {"day": say_date(sketch.review_on)}
        return Notice(
            "review_on",
            words,
            offers=_halfway(sketch, setting, "review_on", "review it on"),
            case="late",
        )
    if sketch.next_action or sketch.review_on:
        return None
    offers = _halfway(sketch, setting, "review_on", "review it on")
    return Notice("next_action", offers=offers)


def _halfway(sketch: Sketch, setting: Setting, place: str, verb: str) -> tuple[Offer, ...]:
    """Return the offer of the day halfway to the end, where there is a fortnight left."""
    start = max(sketch.start, setting.today)
    if sketch.due is None or sketch.due - start < A_FORTNIGHT:
        return ()
    half = say_date(start + (sketch.due - start) / 2)
    return (Offer(f"{verb} {half}", {place: half}),)


def beyond_the_year(sketch: Sketch, setting: Setting) -> Notice | None:
    """T6: it runs beyond the fiscal year, and nothing says what this year brings."""
    end = setting.fiscal_year_end
    if sketch.due is None or end - sketch.start < TOO_SHORT:
        return MOOT  # what is left of the year is no stretch for a milestone of its own
    if sketch.due <= end or any(m.due <= end for m in sketch.milestones):
        return None
    return Notice("due", {"end": say_date(end)})


def late_milestone(sketch: Sketch, _: Setting) -> Notice | None:
    """T7: a milestone is due after the goal, or wants more than the goal does."""
    if sketch.due is None:
        return MOOT
    for milestone in sketch.milestones:
        if milestone.due > sketch.due:
            return Notice("milestones", {"title": milestone.title, "day": say_date(milestone.due)})
    main = sketch.main
    if main is None or main.target is None or main.baseline in (None, main.target) or main.hold:
        return None
    for milestone in sketch.milestones:
        then = milestone.target
        beyond = max if main.direction == "increase" else min
        if then is not None and then != main.target and beyond(then, main.target) == then:
            words = {"title": milestone.title, "then": say_amount(then, main.unit)}
            words["target"] = say_amount(main.target, main.unit)
            return Notice("milestones", words, case="beyond")
    return None


def no_turning_day(sketch: Sketch, setting: Setting) -> Notice | None:
    """T8: no day on which a learning goal turns into a performance goal, or one too late."""
    if sketch.method != "learning":
        return MOOT
    late = sketch.turns_on and sketch.due and sketch.turns_on > sketch.due
    if sketch.turns_on is not None and not late:
        return None
    offers = _halfway(sketch, setting, "turns_on", "on")
    if sketch.turns_on is not None:
        words = {"day": say_date(sketch.turns_on)}
        return Notice("turns_on", words, offers=offers, case="late")
    return Notice("turns_on", offers=offers)
