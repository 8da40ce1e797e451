"""The structural rules: what can be seen from a goal's fields alone.

Each rule is a small function from a sketch and its setting to a finding's field and words for
the message, None when all is well, or `MOOT` when there is nothing to judge yet;
`knowledge/rules.toml` holds what is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from itertools import pairwise

import msgspec

from pmgoals.model.calendar import say_date
from pmgoals.smart.sketch import Setting, Sketch

STATEMENT_WORDS = 30
"""Words a goal may have and still be remembered."""
TITLE_LETTERS = 80
"""Characters a title may have."""
GOALS_AT_ONCE = 5
"""Active goals beyond which focus suffers (the field's 3 to 5)."""
WIDEST_GAP = dt.timedelta(weeks=16)
"""Longest stretch without a milestone: a quarter, and the three weeks too short for their own."""
A_QUARTER = dt.timedelta(days=92)
"""Span beyond which a goal wants milestones."""


class Notice(msgspec.Struct, frozen=True):
    """What a rule saw: the field it is about, and words for its message."""

    field: str
    """Key of the field to go to."""
    words: Mapping[str, str] = {}
    """Values for the message's placeholders."""


MOOT = Notice("")
"""What a rule returns that has nothing to judge yet; it then counts neither way."""

Rule = Callable[[Sketch, Setting], Notice | None]


def too_long(sketch: Sketch, _: Setting) -> Notice | None:
    """S3: the title cannot be remembered."""
    if not sketch.title:
        return MOOT
    words = len(sketch.title.split())
    if len(sketch.title) <= TITLE_LETTERS and words <= STATEMENT_WORDS:
        return None
    return Notice("line", {"letters": f"{len(sketch.title):,}", "words": f"{words:,}"})


def no_measure(sketch: Sketch, _: Setting) -> Notice | None:
    """M1: nothing tells whether it was reached; milestones of a learning goal do."""
    main = sketch.main
    if main is not None and (main.target is not None or main.name):
        return None
    if sketch.method == "learning" and sketch.milestones:
        return None
    return Notice("metric")


def no_baseline(sketch: Sketch, _: Setting) -> Notice | None:
    """M2: a target without where the metric stands today."""
    main = sketch.main
    if main is None or main.target is None:
        return MOOT
    if main.baseline is not None:
        return None
    return Notice("baseline", {"metric": main.name or "the metric"})


def undefined_metric(sketch: Sketch, _: Setting) -> Notice | None:
    """M3: no definition and no source."""
    main = sketch.main
    if main is None or not main.name:
        return MOOT
    if main.definition or main.source:
        return None
    return Notice("definition", {"metric": main.name})


def only_yes_or_no(sketch: Sketch, _: Setting) -> Notice | None:
    """M9: no measure has a number."""
    measures = [m for m in sketch.measures if m.role != "guardrail" and m.name]
    if not measures:
        return MOOT
    if any(m.target is not None for m in measures):
        return None
    return Notice("target")


def contradictory_direction(sketch: Sketch, _: Setting) -> Notice | None:
    """M10: the target is where the metric stands already."""
    measures = [m for m in sketch.measures if m.target is not None and m.role != "guardrail"]
    for measure in measures:
        if measure.target == measure.baseline:
            return Notice("target", {"metric": measure.name or "the metric"})
    return None if measures else MOOT


def one_kind_of_measure(sketch: Sketch, _: Setting) -> Notice | None:
    """M7: only results, or only activity."""
    roles = {m.role for m in sketch.measures if m.role != "guardrail"}
    if not roles:
        return MOOT
    if roles & {"leading", "proxy"} and "lagging" in roles:
        return None
    word = "a result" if "lagging" in roles else "an early sign"
    other = "an early sign of it" if "lagging" in roles else "the result it leads to"
    return Notice("role", {"what": word, "other": other})


def unanswered_dependencies(sketch: Sketch, _: Setting) -> Notice | None:
    """A4: none of the four dependency questions has an answer."""
    return None if any(sketch.dependencies.values()) else Notice("resources")


def capacity_exceeded(sketch: Sketch, setting: Setting) -> Notice | None:
    """A5: more hours promised than there are, or a sixth goal."""
    hours = setting.hours_promised + (sketch.hours_week or 0.0)
    if setting.hours_available and sketch.hours_week and hours > setting.hours_available:
        what = f"{hours:g} hours a week are promised of {setting.hours_available:g}"
        return Notice("hours_week", {"what": what})
    if setting.other_goals >= GOALS_AT_ONCE:
        return Notice("line", {"what": f"this would be active goal {setting.other_goals + 1}"})
    return None


def serves_nothing(sketch: Sketch, _: Setting) -> Notice | None:
    """R1: no theme, priority, parent or reason."""
    served = sketch.theme or sketch.priority or sketch.parent or sketch.no_theme_reason
    return None if served else Notice("theme")


def no_why(sketch: Sketch, _: Setting) -> Notice | None:
    """R5: no reason of one's own."""
    return None if sketch.why else Notice("why")


def no_guardrail(sketch: Sketch, _: Setting) -> Notice | None:
    """R3: a metric is pushed and nothing watches what it may cost."""
    main = sketch.main
    if main is None or main.target is None or main.baseline is None:
        return MOOT
    if any(m.role == "guardrail" for m in sketch.measures):
        return None
    return Notice("guardrail", {"metric": main.name or "the metric"})


def no_deadline(sketch: Sketch, _: Setting) -> Notice | None:
    """T1: no last day."""
    return Notice("due") if sketch.due is None else None


def not_broken_down(sketch: Sketch, _: Setting) -> Notice | None:
    """T3: over a quarter with fewer than two milestones, or a long stretch without one."""
    if sketch.due is None or sketch.due <= sketch.start:
        return MOOT
    count = len(sketch.milestones)
    if sketch.due - sketch.start > A_QUARTER and count < 2:
        return Notice("milestones", {"what": f"it runs to {say_date(sketch.due)} and has {count}"})
    days = [sketch.start, *sorted(m.due for m in sketch.milestones), sketch.due]
    gap = max((b - a for a, b in pairwise(days)), default=dt.timedelta())
    if count >= 2 and gap > WIDEST_GAP:
        return Notice("milestones", {"what": f"{gap.days // 7} weeks pass without one"})
    return None


def past_deadline(sketch: Sketch, setting: Setting) -> Notice | None:
    """T4: the deadline is over, or before the start."""
    if sketch.due is None:
        return MOOT
    if sketch.due < setting.today:
        return Notice("due", {"what": f"{say_date(sketch.due)} is over"})
    if sketch.due < sketch.start:
        what = f"{say_date(sketch.due)} is before the start on {say_date(sketch.start)}"
        return Notice("due", {"what": what})
    return None


def beyond_the_year(sketch: Sketch, setting: Setting) -> Notice | None:
    """T6: it runs beyond the fiscal year, and nothing says what this year brings."""
    end = setting.fiscal_year_end
    if sketch.due is None or sketch.start > end:
        return MOOT
    if sketch.due <= end or any(m.due <= end for m in sketch.milestones):
        return None
    return Notice("due", {"end": say_date(end)})


def late_milestone(sketch: Sketch, _: Setting) -> Notice | None:
    """T7: a milestone is due after the goal."""
    if sketch.due is None:
        return MOOT
    for milestone in sketch.milestones:
        if milestone.due > sketch.due:
            return Notice("milestones", {"title": milestone.title, "day": say_date(milestone.due)})
    return None


def no_next_step(sketch: Sketch, _: Setting) -> Notice | None:
    """T5: neither a next action nor a day to look at it again."""
    return None if sketch.next_action or sketch.review_on else Notice("next_action")


RULES: dict[str, Rule] = {
    "S3": too_long,
    "M1": no_measure,
    "M2": no_baseline,
    "M3": undefined_metric,
    "M7": one_kind_of_measure,
    "M9": only_yes_or_no,
    "M10": contradictory_direction,
    "A4": unanswered_dependencies,
    "A5": capacity_exceeded,
    "R1": serves_nothing,
    "R3": no_guardrail,
    "R5": no_why,
    "T1": no_deadline,
    "T3": not_broken_down,
    "T4": past_deadline,
    "T5": no_next_step,
    "T6": beyond_the_year,
    "T7": late_milestone,
}
"""Rules by id, in the order their findings are shown."""
