"""The self-review: accomplishments, what went beyond the role, growth, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pmgoals.model.amounts import say_minutes
from pmgoals.model.calendar import say_date
from pmgoals.model.journal import Evidence
from pmgoals.model.ladder import Ladder
from pmgoals.reports.documents.goal_lines import UNTOLD
from pmgoals.reports.documents.markdown import heading, items, joined, plain, words_in
from pmgoals.services.period_words import say_target, say_value, say_way_of
from pmgoals.services.periods import GoalThen, Period

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

FEWEST_WORDS, MOST_WORDS = 400, 700
"""Words of a self-review (what review forms ask for)."""

TOP = 3
"""Accomplishments that are told in full."""

BEYOND = ("mentoring", "influence", "killed", "discovery", "feedback")
"""Kinds of evidence that go beyond what the role asks."""

WEIGHT = {"ship": 5, "win": 4, "decision": 4, "influence": 3, "discovery": 3, "killed": 2}
"""How much a kind of evidence says of a result; the other kinds 1."""


class Told(msgspec.Struct, frozen=True):
    """One accomplishment: what, why it mattered, the result."""

    what: str
    """What was done."""
    why: str
    """Why it mattered."""
    result: str
    """What came of it."""


def self_review(planner: Planner, facts: Period) -> str:
    """Return the self-review of a span of days, so many words at most."""
    top, used = _top(planner, facts)
    rest = [piece for piece in reversed(facts.evidence) if piece.id not in used]
    beyond = [piece for piece in rest if piece.kind in BEYOND]
    blocks = [
        heading(f"Self-review: {facts.name}", 1),
        _opening(facts),
        *([heading("What I accomplished"), *map(_accomplishment, top)] if top else []),
    ]
    more: list[tuple[str, list[str]]] = [
        ("Beyond the role", [_piece(piece) for piece in beyond]),
        ("How I grew", _growth(planner, facts)),
        ("What fell short, and what I take from it", _short(facts)),
        ("What comes next", _next(planner, facts)),
        ("Also", [_piece(piece) for piece in rest if piece not in beyond]),
    ]
    rest_of_it = _within(more, MOST_WORDS - words_in(joined(blocks)))
    if not top and not rest_of_it and planner.plan.holds_back:
        return joined([blocks[0], UNTOLD])
    return joined([*blocks, *rest_of_it])


def _within(sections: list[tuple[str, list[str]]], room: int) -> list[str]:
    """Return as many lines of the sections as there is room for, in words, one of each in turn."""
    kept: dict[str, list[str]] = {}
    for turn in range(max((len(lines) for _, lines in sections), default=0)):
        for title, lines in sections:
            if turn < len(lines):
                cost = words_in(lines[turn]) + (0 if title in kept else words_in(title))
                if cost <= room:
                    kept.setdefault(title, []).append(lines[turn])
                    room -= cost
    parts = []
    for title, _ in sections:
        if title in kept:
            parts += [heading(title), items(kept[title])]
    return parts


def _opening(facts: Period) -> str:
    grades = [t.goal.grade for t in facts.goals if t.goal.grade is not None]
    count, here = len(facts.goals), " told of here" if facts.part else ""
    said = []
    if count or not facts.part:
        said.append(f"{count} goal{'s' * (count != 1)}{here}")
    if grades:
        mean = sum(grades) / len(grades)
        said.append(f"{len(grades)} ended with a grade, {mean:.1f} on average")
    if facts.minutes:
        said.append(f"{say_minutes(facts.minutes)} of learning")
    days = f"{say_date(facts.first)} to {say_date(facts.last)}"
    return f"{days}: {'; '.join(said)}." if said else f"{days}."


# ---- accomplishments ----


def _top(planner: Planner, facts: Period) -> tuple[list[Told], set[str]]:
    """Return the strongest accomplishments, and the ids of the evidence told in them."""
    found: list[tuple[float, Told, str]] = []
    for then in facts.goals:
        if then.status == "done" or (then.goal.grade or 0) >= 0.7 or (then.way or 0) >= 0.5:
            score = 6 + 2 * (then.goal.grade if then.goal.grade is not None else then.way or 0)
            found.append((score, _of_goal(then), ""))
    for at, piece in enumerate(facts.evidence):
        score = WEIGHT.get(piece.kind, 1) + 2 * bool(piece.text) + bool(piece.goal)
        found.append((score + at / 1000, _of_piece(planner, piece), piece.id))
    found.sort(key=lambda each: -each[0])
    best = found[:TOP]
    return [told for _, told, _ in best], {key for _, _, key in best if key}


def _of_goal(then: GoalThen) -> Told:
    results = []
    for each in then.measures:
        measure = each.measure
        if each.now is None or measure.role == "guardrail":
            continue
        began = measure.baseline if measure.baseline is not None else each.before
        target = say_target(measure)
        of = f" ({target})" if target else ""
        results.append(f"{measure.name} {say_way_of(began, each.now, measure.unit)}{of}")
    done = [milestone.title for milestone in then.done]
    if not results and done:
        results = [f"done: {', '.join(done)}"]
    return Told(then.goal.title, then.goal.why or then.goal.problem, "; ".join(results))


def _of_piece(planner: Planner, piece: Evidence) -> Told:
    goal = planner.plan.goals.get(piece.goal or "")
    return Told(piece.title, goal.why if goal else "", piece.text)


def _accomplishment(told: Told) -> str:
    parts = [f"**{plain(told.what).rstrip('.')}.**"]
    if told.why:
        parts.append(f"Why it mattered: {plain(told.why).rstrip('.')}.")
    if told.result:
        parts.append(f"Result: {plain(told.result).rstrip('.')}.")
    return " ".join(parts)


# ---- the rest ----


def _piece(piece: Evidence) -> str:
    more = f": {plain(piece.text)}" if piece.text else ""
    return f"{plain(piece.title).rstrip('.')}{more} ({say_date(piece.on)})"


def _growth(planner: Planner, facts: Period) -> list[str]:
    """Return where time went by competency, each with what was learned and where it was used."""
    names = {known.key: known.name for known in planner.ladders.now.competencies}
    lines = []
    for key, minutes in facts.minutes_by.items():
        if not key:
            continue
        learned = [
            a
            for a in planner.plan.learning
            if a.competency == key and facts.first <= a.on <= facts.last and a.takeaway
        ]
        learned.sort(key=lambda a: (not a.applied_in, -(a.rating or 0)))
        if not minutes and not learned:
            continue
        told = [say_minutes(minutes)] if minutes else []  # none where a part of it is hidden
        told += [plain(learned[0].takeaway)] if learned else []
        line = f"{plain(names.get(key, key))}: {'. '.join(told)}"
        if learned and learned[0].applied_in:
            line += f" Used in: {plain(learned[0].applied_in)}."
        lines.append(line)
    return lines


def _short(facts: Period) -> list[str]:
    """Return the goals that fell short: by how much, then what is taken from it or comes next."""
    lines = []
    for then in facts.goals:
        fell = then.goal.state == "closed" and then.status != "done"
        if fell or then.status == "at risk":
            said = ", ".join(_shortfall(then)) or ("at risk" if not fell else "not reached")
            note = then.goal.closing_note
            if not note and then.next_action and not fell:
                note = f"Next: {then.next_action}"
            lines.append(f"{plain(then.goal.title)}: {said}{f'. {plain(note)}' if note else ''}")
    return lines + [plain(text) for text in facts.learned[-3:]]


def _shortfall(then: GoalThen) -> list[str]:
    """Return a goal's grade, and its first result that is not there against its target."""
    found = [] if then.goal.grade is None else [f"graded {then.goal.grade:.1f}"]
    for each in then.measures:
        measure = each.measure
        if measure.role == "guardrail" or each.now is None or measure.target is None:
            continue
        if each.now != measure.target:
            now = say_value(each.now, measure.unit)
            target = say_target(measure)
            found.append(plain(f"{measure.name} at {now}{f' ({target})' if target else ''}"))
            break
    return found


def _next(planner: Planner, facts: Period) -> list[str]:
    """Return the goals that go on, each with what the level worked towards asks there."""
    ladder, level = planner.ladders.now, planner.ladders.aspired()
    lines = []
    for goal in [g for g in planner.plan.active_goals if g.due is None or g.due > facts.last][:3]:
        due = f", by {say_date(goal.due)}" if goal.due else ""
        lines.append(f"{plain(goal.title)}{due}{_asked(ladder, level, goal.competency)}")
    return lines


def _asked(ladder: Ladder, level: str, competency: str) -> str:
    expected = ladder.expectation(competency, level) if competency and level else None
    known = ladder.level(level)
    if expected is None or known is None:
        return ""
    return f". {plain(known.name)} asks: {plain(expected.text)}"
