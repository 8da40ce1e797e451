"""A: whether it can be done, with what there is, by the person whose goal it is."""

from __future__ import annotations

from pmgoals import knowledge
from pmgoals.model.calendar import LONGEST_QUARTER
from pmgoals.smart.finding import Offer
from pmgoals.smart.metrics import Met, first_of
from pmgoals.smart.rules.notice import (
    MOOT,
    Notice,
    family_of,
    further_measures,
    metric_pieces,
    says,
)
from pmgoals.smart.sketch import Setting, Sketch

GOALS_AT_ONCE = 5
"""Active goals beyond which focus suffers (the field's 3 to 5)."""
BIG_JUMP = 0.5
"""Relative change within a quarter beyond which a goal is a bet."""
SMALL_STEP = 0.02
"""Relative change below which a goal is noise."""
BEYOND_HISTORY = 2.0
"""How many times the best quarter so far a goal may ask for."""
A_FORTNIGHT = 14
"""Days from which a span is told in weeks."""
NOVICE = 3
"""Own rating up to which a skill counts as new, of 10."""


def relative_change(sketch: Sketch) -> float | None:
    """Return the size of the main measure's change as a share of today's value, 0.3 for 30 %."""
    main = sketch.main
    if main is None or main.target is None or not main.baseline:
        seen = sketch.wording.reading if sketch.wording else None
        if seen and seen.change_kind == "relative" and seen.change_value is not None:
            return seen.change_value / 100
        return None
    return abs(main.target - main.baseline) / abs(main.baseline)


def per_cent(share: float) -> str:
    """Return a share in words: 0.315 is `31.5 %`."""
    return f"{round(100 * share, 1):g} %"


def jump_too_big(sketch: Sketch, setting: Setting) -> Notice | None:
    """A1: more than half again within a quarter, far beyond what was reached before, or unclear."""
    change = relative_change(sketch)
    if change is None or sketch.due is None or sketch.due <= sketch.start:
        return MOOT
    days = (sketch.due - sketch.start).days
    span = sketch.wording.reading.spans.get("change") if sketch.wording else None
    if sketch.commitment == "aspirational":  # a stretch says that it may be missed
        return _share_or_points(sketch, span)
    if change > BIG_JUMP and days <= LONGEST_QUARTER:
        words = {"change": per_cent(change)}
        if days < A_FORTNIGHT:
            return Notice("target", words, span, case="week")
        return Notice("target", words | {"weeks": str(days // 7)}, span)
    needed, best = change * LONGEST_QUARTER / max(days, LONGEST_QUARTER), setting.best_quarter
    if best and needed > BEYOND_HISTORY * best and needed > SMALL_STEP:
        words = {"needed": per_cent(needed), "best": per_cent(best)}
        return Notice("target", words, span, case="beyond")
    return _share_or_points(sketch, span)


def _share_or_points(sketch: Sketch, span: tuple[int, int] | None) -> Notice | None:
    """Return the question whether `by 10%` of a rate means per cent or points."""
    seen = sketch.wording.reading if sketch.wording else None
    if seen is None or seen.change_kind != "relative" or seen.target is not None or not seen.metric:
        return None
    text = sketch.wording.text if sketch.wording else ""
    said = text[slice(*span)].lower() if span else ""
    if "%" not in said and "percent" not in said:
        return None
    if not any(token.low in knowledge.smells().shares for token in metric_pieces(sketch)):
        return None
    words = {"change": f"{seen.change_value:g} %"}
    return Notice("target", words, span, case="points", severity="info")


def too_easy(sketch: Sketch, _: Setting) -> Notice | None:
    """A2: a change that noise would bring, or a stretch nobody doubts."""
    if sketch.commitment == "aspirational" and sketch.confidence == 10:
        return Notice("stretch", case="stretch")
    main, change = sketch.main, relative_change(sketch)
    if change is None or change == 0:
        return MOOT
    if main is not None and main.unit == "%" and main.baseline is not None and main.target:
        # Near 100 % what is left to win counts: 99.2 to 99.9 is most of it.
        room = 100 - main.baseline
        if room > 0:
            change = max(change, abs(main.target - main.baseline) / room)
    if change >= SMALL_STEP:
        return None
    return Notice("target", {"change": per_cent(change)})


def outside_control(sketch: Sketch, _: Setting) -> Notice | None:
    """A3: it hangs on what nobody moves alone, and names no lever."""
    if sketch.wording is None:
        return MOOT
    if sketch.main is None:
        return MOOT
    met = first_of(sketch.wording.pieces, knowledge.smells().outside)
    if met is None:
        return None
    lever = any(
        verb.means and sketch.wording.pieces[verb.index - 1].low in ("by", "through")
        for verb in sketch.wording.acts
        if verb.index
    )
    lever = lever or says(sketch, ("through", "via"))
    if lever or any(m.role in ("leading", "proxy") for m in sketch.measures):
        return None
    family = family_of(sketch)
    offers = further_measures(sketch, family.leading if family else (), "leading")
    return Notice("metric", {"thing": met.words}, (met.start, met.end), offers)


def unanswered_dependencies(sketch: Sketch, _: Setting) -> Notice | None:
    """A4: none of the four dependency questions has an answer."""
    if any(sketch.dependencies.values()):
        return None
    met = _needed_team(sketch)
    offers = (Offer("nobody but me", {"resources": "nobody but me"}),)
    if met is None:
        return Notice("resources", offers=offers)
    span = (met.start, met.end)
    return Notice("resources", {"team": met.words}, span, offers, case="team")


def _needed_team(sketch: Sketch) -> Met | None:
    """Return another team that the sentence names; `support tickets` is a metric, not a team."""
    if sketch.wording is None:
        return None
    start, end = sketch.wording.reading.spans.get("metric", (0, 0))
    outside = [t for t in sketch.wording.pieces if not start <= t.start < end]
    return first_of(outside, knowledge.smells().teams)


def capacity_exceeded(sketch: Sketch, setting: Setting) -> Notice | None:
    """A5: more hours promised than there are, or a sixth goal."""
    hours = setting.hours_promised + (sketch.hours_week or 0.0)
    if setting.hours_available and sketch.hours_week and hours > setting.hours_available:
        words = {"hours": f"{hours:g}", "available": f"{setting.hours_available:g}"}
        return Notice("hours_week", words)
    if setting.other_goals >= GOALS_AT_ONCE:
        return Notice("line", {"count": str(setting.other_goals + 1)}, case="goals")
    return None


def new_skill(sketch: Sketch, setting: Setting) -> Notice | None:
    """A6: a performance target on a skill that is new (Seijts & Latham)."""
    if sketch.method == "learning":
        return None
    main, seen = sketch.main, sketch.wording.reading if sketch.wording else None
    change = seen.change_value if seen else None
    performs = main is not None and main.target is not None and main.unit not in ("", "count")
    if not performs and change is None:
        return MOOT  # a count of tries is what a learning goal is made of
    span = _learning_verb(sketch)
    said = says(sketch, knowledge.smells().novice)
    rated = setting.capability is not None and setting.capability <= NOVICE
    if not (span or said or rated or sketch.done_before is False):
        return None
    offers = (Offer("make it a learning goal", {"method": "learning"}),)
    if not (rated and setting.skill):
        return Notice("method", {}, span, offers, case="unnamed")
    return Notice("method", {"skill": setting.skill}, span, offers)


def _learning_verb(sketch: Sketch) -> tuple[int, int] | None:
    """Return where a verb of learning stands."""
    if sketch.wording is None:
        return None
    known = knowledge.smells().learning
    verb = next((v for v in sketch.wording.acts if v.low in known and not v.means), None)
    piece = sketch.wording.pieces[verb.index] if verb else None
    return (piece.start, piece.end) if piece else None
