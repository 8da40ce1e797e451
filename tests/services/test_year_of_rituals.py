"""A whole year through the rituals, typed as a person types: what the plan says at its end.

What is expected is worked out here from what was typed, by other means than the planner's.
"""

from __future__ import annotations

import datetime as dt
import json
from itertools import pairwise
from pathlib import Path

import pytest
import year_script as script
from year_maker import Year

from pmgoals.model.calendar import Week
from pmgoals.model.checkin import Checkin
from pmgoals.model.goal import Goal, LedgerEntry
from pmgoals.model.measure import Reading
from pmgoals.model.plan import Plan
from pmgoals.model.review import Verdict
from pmgoals.reports.documents import document_of
from pmgoals.services.planner import Planner
from pmgoals.services.rituals.staged import PASSED
from pmgoals.storage import codec, soundness

HOLD, CUT, RAISE, PILOT = script.HOLD, script.CUT, script.RAISE, script.PILOT
OBJECTIVE, TALK = script.OBJECTIVE, script.TALK

SILENT = {*script.ON_LEAVE, *script.RESTED, script.MISSED}
QUARTERS = {1: range(1, 14), 2: range(14, 27), 3: range(27, 40), 4: range(40, 54)}
"""Weeks by quarter, by their Thursdays: 2 April is a Thursday, and so is 31 December."""


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The year, lived once."""
    lived = Year(tmp_path_factory.mktemp("year") / "home")
    lived.live()
    return lived


@pytest.fixture
def planner(year: Year) -> Planner:
    """A planner on the day after the year."""
    return year.planner(script.LAST)


@pytest.fixture
def plan(planner: Planner) -> Plan:
    return planner.plan


def goals_of(year: Year, plan: Plan, title: str) -> list[Goal]:
    return [plan.goals[goal_id] for goal_id in year.goals[title]]


def said_in(first: int, last: int) -> list[str]:
    """Return the weeks of 2026 between two in which something was said."""
    return [f"2026-W{n:02d}" for n in range(first, last + 1) if n not in SILENT]


# ---- weeks ----


def test_every_week_has_its_word_on_every_goal_that_ran(year: Year, plan: Plan) -> None:
    after = ["2027-W01", "2027-W02"]
    expected = {
        OBJECTIVE: [said_in(1, 53)],
        RAISE: [said_in(1, 13), said_in(14, 26), said_in(27, 39), said_in(40, 53)],
        CUT: [said_in(1, 26)],
        HOLD: [said_in(1, 53)],
        PILOT: [said_in(1, 39)],
        TALK: [said_in(41, 53), after],
    }
    found = {
        title: [[c.week for c in plan.checkins_of(goal_id)] for goal_id in year.goals[title]]
        for title in year.goals
    }
    assert found == expected
    assert sum(map(len, expected[RAISE])) == len(expected[HOLD][0]) == 53 - len(SILENT) == 48
    written = {week for week, entry in plan.journal.items() if entry.says_something}
    assert written == {*said_in(1, 53), *after}
    assert {week for week, entry in plan.journal.items() if entry.rest} == {"2026-W18", "2026-W22"}


def test_only_weeks_that_were_filled_later_say_so(plan: Plan) -> None:
    late = {f"2026-W{n:02d}" for n in script.LATE}
    assert {week for week, entry in plan.journal.items() if entry.late} == late
    checkins = plan.alive(Checkin).values()
    assert {c.week for c in checkins if c.late} == late
    assert {c.week for c in checkins if not c.late}.isdisjoint(late)
    days = {Week.of(c.on): c.week for c in checkins if not c.late and c.week != "2026-W12"}
    assert all(str(week) == said for week, said in days.items())


def test_what_was_typed_is_what_is_kept(year: Year, plan: Plan) -> None:
    entry = plan.journal["2026-W10"]
    assert entry.answers["commitments"] == "Send the brief 10\nAsk five users 10"
    assert entry.answers["change"] == "change of 2026-W10" and "learned" not in entry.answers
    assert entry.kept.keys() == {"Send the brief 9", "Ask five users 9"} and entry.intention_kept
    for goal_id in year.goals[HOLD]:
        for checkin in plan.checkins_of(goal_id):
            assert checkin.note == f"word of {checkin.week}" and checkin.confidence in range(4, 10)
            stuck = Week.parse(checkin.week).number % 6 == 0
            assert checkin.blocker == ("dependency" if stuck else "")
    shown = {e.title for e in plan.evidence}
    assert shown == {f"Sales changed the script {n}" for n in (9, 27, 36, 45)}  # 18 was rested
    texts = json.loads(year.planner(script.LAST).places.ritual.read_text())
    assert all(list(held) == [PASSED] for held in texts.values())  # left empty on purpose


MOMENTS = {
    "2026-01-01": (0, 1, 0, 2, [0] * 12),
    "2026-02-19": (6, 8, 0, 2, [0] * 4 + [6] * 6 + [0, 0]),  # W07 is not filled yet
    "2026-02-20": (8, 8, 8, 2, [0] * 4 + [6] * 8),
    "2026-05-01": (11, 11, 17, 1, [6] * 11 + [-2]),
    "2026-05-29": (10, 10, 20, 0, [6] * 7 + [-2] + [6] * 3 + [-2]),
    "2026-06-30": (9, 10, 24, 2, [6, 6, -2, 6, 6, 6, -2, 6, 6, 6, 6, 0]),  # a Tuesday of Q3's W27
    "2026-07-31": (9, 9, 27, 2, [6, 6, -2, 6, 6, 6, 6, 5, 5, 5, -1, -1]),
    "2026-08-07": (9, 9, 28, 2, [6, -2, 6, 6, 6, 6, 5, 5, 5, -1, -1, 5]),
    "2026-09-18": (
        9,
        10,
        33,
        2,
        [5, 5, 5, -1, -1, 5, 5, 5, 5, 5, 5, 0],
    ),  # not missed before it ends
    "2026-09-21": (8, 10, 0, 2, [5, 5, -1, -1, 5, 5, 5, 5, 5, 5, 0, 0]),
    "2026-09-25": (9, 10, 1, 2, [5, 5, -1, -1, 5, 5, 5, 5, 5, 5, 0, 5]),
    "2026-11-16": (9, 12, 1, 2, [5, 5, 0, 5, 4, 5, 5, 5, 5, 0, 5, 0]),
    "2026-11-20": (11, 12, 9, 2, [5, 5, 0, 5, 4, 5, 5, 5, 5, 5, 5, 5]),
    "2026-12-31": (11, 12, 14, 2, [5] * 11 + [0]),  # in W53, before its word
    "2027-01-01": (12, 12, 15, 2, [5] * 12),
    "2027-01-04": (11, 12, 15, 2, [5] * 11 + [0]),
    "2027-01-08": (12, 12, 16, 2, [5] * 11 + [2]),
    "2027-01-15": (12, 12, 17, 2, [5] * 10 + [2, 2]),
}
"""Weeks done and counted, in a row, reserve left, and the strip, counted on a calendar."""


def test_momentum_counts_leave_reserve_and_week_53_as_they_are(year: Year) -> None:
    for day, expected in MOMENTS.items():
        seen = year.looks[dt.date.fromisoformat(day)].momentum
        found = (seen.weeks_done, seen.weeks, seen.in_a_row, seen.reserve_left, seen.strip)
        assert found == expected, day


def test_every_day_knows_its_week_and_quarter(year: Year) -> None:
    assert len(year.looks) == 380
    for day, seen in year.looks.items():
        number = (day - dt.date(2025, 12, 29)).days // 7 + 1  # the Monday of W01
        week = f"2026-W{number:02d}" if number <= 53 else f"2027-W{number - 53:02d}"
        quarter = f"FY{day.year % 100} Q{(day.month + 2) // 3}"
        assert (seen.week, seen.quarter) == (week, quarter)
        assert 0 <= seen.momentum.reserve_left <= 2
        assert all(0.0 <= (row.progress or 0.0) <= 1.0 for row in seen.goals)


def test_periods_count_the_weeks_that_were_worked(planner: Planner) -> None:
    quarters = [planner.calendar.quarter(2026, n) for n in (1, 2, 3, 4)]
    facts = [planner.reviews.facts(quarter) for quarter in quarters]
    assert [(f.weeks_done, f.weeks) for f in facts] == [(13, 13), (11, 11), (10, 11), (14, 14)]
    whole = planner.years.facts(planner.years.year(2026))
    assert (whole.weeks_done, whole.weeks) == (48, 49)
    # two a week, but in the first and after a week without promises: W19, W23, W32, W39, W46
    assert whole.promised == 2 * (48 - 1 - 5)


# ---- grades ----


def tenths(way: float) -> float:
    return round(min(1.0, max(0.0, way)), 1)


def held(until: dt.date) -> float:
    """Return the share of the days from 1 January in which churn was at most 3 %."""
    first = dt.date(2026, 1, 1)
    above = [
        (dt.date(2026, 2, 20), dt.date(2026, 3, 13)),
        (dt.date(2026, 5, 15), dt.date(2026, 6, 12)),
        (dt.date(2026, 8, 14), dt.date(2026, 9, 11)),
        (dt.date(2026, 10, 30), dt.date(2026, 12, 25)),
    ]
    out = sum((last - begun).days for begun, last in above if last <= until)
    return 1 - out / (until - first).days


RAISED = [
    (52 - 40) / (80 - 40),
    (66 - 52) / (80 - 52),
    (73 - 66) / (76 - 66),
    (76 - 73) / (76 - 73),
]
"""The way of each quarter: from where it began to its target, eased from 80 to 76 in the third."""

PROPOSED = {
    ("Q1", RAISE): (RAISED[0], RAISED[0]),
    ("Q1", CUT): ((30 - 22.8) / (30 - 21), (30 - 22.8) / (30 - 21)),  # 21 hours by 31 March
    ("Q1", HOLD): (held(dt.date(2026, 3, 31)), held(dt.date(2026, 3, 31))),
    ("Q1", PILOT): (1 / 1, 1 / 1),  # weight done by weight due
    ("Q1", OBJECTIVE): (RAISED[0], RAISED[0]),
    ("Q2", RAISE): (RAISED[1], RAISED[1]),
    ("Q2", CUT): (0.9, 1.0),  # reached, but satisfaction is below 4.2: just below its line
    ("Q2", HOLD): (held(dt.date(2026, 6, 30)), held(dt.date(2026, 6, 30))),
    ("Q2", PILOT): (1 / 1, 1 / 1),
    ("Q2", OBJECTIVE): ((0.3 + 0.5) / 2, (0.3 + 0.5) / 2),
    ("Q3", RAISE): (RAISED[2], (73 - 66) / (80 - 66)),
    ("Q3", HOLD): (held(dt.date(2026, 9, 30)), held(dt.date(2026, 9, 30))),
    ("Q3", PILOT): (3 / 5, 3 / 5),
    ("Q3", OBJECTIVE): ((0.3 + 0.5 + 0.7) / 3, (0.3 + 0.5 + 0.7) / 3),
    ("Q4", RAISE): (RAISED[3], RAISED[3]),
    ("Q4", HOLD): (held(dt.date(2027, 1, 3)), held(dt.date(2026, 9, 30))),
    ("Q4", OBJECTIVE): ((0.3 + 0.5 + 0.7 + 1.0) / 4, (0.3 + 0.5 + 0.7 + 1.0) / 4),
    ("Q4", TALK): (6 / 12, 6 / 10),  # what was read on Friday of W53 belongs to Q4
}
"""The ways that were to be graded, and against what was first promised."""


def test_reviews_keep_what_the_numbers_propose_and_what_was_decided(year: Year, plan: Plan) -> None:
    reviews = {r.period: r for r in plan.reviews if r.kind == "quarterly"}
    found: dict[tuple[str, str], Verdict] = {}
    for period, review in reviews.items():
        for verdict in review.verdicts:
            found[period.removeprefix("FY26 "), plan.goals[verdict.goal].title] = verdict
    assert found.keys() == PROPOSED.keys()
    for key, (final, first) in PROPOSED.items():
        verdict, typed = found[key], script.JUDGED[int(key[0][1])][key[1]]
        assert verdict.proposed == tenths(final), key
        assert verdict.original == tenths(first), key
        assert verdict.grade == (0.7 if "grade" in typed else tenths(final)), key
        assert verdict.decision == typed["decision"]
        words = (verdict.reason, verdict.cause, verdict.note)
        assert words == tuple(typed.get(name, "") for name in ("reason", "cause", "note"))
        assert verdict.broken == (["satisfaction"] if key == ("Q2", CUT) else [])


def test_a_hit_with_a_broken_guardrail_is_told_with_its_price(year: Year) -> None:
    told = [line for line in year.about[f"Q2 {CUT}"] if "propose" in line]
    assert told == [
        "Its numbers propose 0.9; satisfaction is outside the limits: a hit at a price, 1.0 "
        "without it."
    ]
    told = [line for line in year.about[f"Q3 {RAISE}"] if "propose" in line]
    assert told == ["Its numbers propose 0.7 (0.5 against what was first promised)."]


def test_decisions_are_carried_out(year: Year, plan: Plan) -> None:
    def ends(title: str) -> list[tuple[str, dt.date | None, float | None, str | None]]:
        return [(g.state, g.closed_on, g.grade, g.decision) for g in goals_of(year, plan, title)]

    one, two, three, four = script.QUARTERLY
    assert ends(RAISE) == [
        ("closed", one, 0.3, "keep"), ("closed", two, 0.5, "change"),
        ("closed", three, 0.7, "keep"), ("closed", four, 1.0, "close"),
    ]  # fmt: skip
    assert ends(CUT) == [("closed", two, 0.9, "close")]
    assert ends(HOLD) == [("closed", four, tenths(held(dt.date(2027, 1, 3))), "close")]
    assert ends(PILOT) == [("closed", three, 0.6, "drop")]
    assert ends(OBJECTIVE) == [("closed", four, tenths(2.5 / 4), "close")]
    assert ends(TALK) == [("closed", four, 0.5, "keep"), ("active", None, None, None)]


def test_carried_goals_follow_each_other_without_a_gap(year: Year, plan: Plan) -> None:
    for title, count in ((RAISE, 4), (TALK, 2)):
        chain = goals_of(year, plan, title)
        assert len(chain) == count and chain[0].continues is None
        for before, after in pairwise(chain):
            assert after.continues == before.id
            assert before.due is not None and after.start == before.due + dt.timedelta(days=1)
            assert (after.title, after.parent, after.why) == (
                before.title,
                before.parent,
                before.why,
            )
            last = plan.readings_of(plan.measures_of(before.id)[0].id)[-1].value
            assert plan.measures_of(after.id)[0].baseline == last
    others = [g for g in plan.goals.values() if g.continues is None]
    assert len(others) == 6 and {g.parent for g in goals_of(year, plan, RAISE)} == {
        year.goals[OBJECTIVE][0]
    }


# ---- the ledger ----

CHANGES = {
    (RAISE, "2026-04-02", "due of Import guide agreed", "20 Mar 2026", "19 Jun 2026",
     "carried over", True),
    (RAISE, "2026-08-10", "target of setup rate", "80 %", "76 %", "the mobile team left", True),
    (HOLD, "2026-10-01", "due", "30 Sep 2026", "31 Dec 2026", "A quarter more to hold it", True),
    (PILOT, "2026-06-05", "date of “First pilot over”", "15 Jun 2026", "10 Jul 2026",
     "legal reads the offer", True),
    (TALK, "2026-11-02", "target of interviews held", "10", "12", "", False),
    (TALK, "2027-01-04", "due of Guide agreed", "30 Oct 2026", "29 Jan 2027", "carried over",
     True),
}  # fmt: skip
"""Everything that was changed of a promise in the year."""


def test_every_changed_promise_stands_in_the_ledger_with_its_reason(plan: Plan) -> None:
    entries = [
        (plan.goals[e.goal].title, str(e.on), e.field, e.before, e.after, e.reason, e.eased)
        for e in plan.alive(LedgerEntry).values()
    ]
    told = [e for e in entries if e[2] not in ("state", "carried over", "commitment")]
    assert len(told) == len(CHANGES) and set(told) == CHANGES
    assert all(reason for *_, reason, eased in entries if eased)
    carried = sorted((day, title, before, after) for title, day, field, before, after, *_ in entries
                     if field == "carried over")  # fmt: skip
    assert carried == [
        ("2026-04-02", RAISE, f"“{RAISE}”, due 31 Mar 2026", "due 30 Jun 2026"),
        ("2026-07-02", RAISE, f"“{RAISE}”, due 30 Jun 2026", "due 30 Sep 2026"),
        ("2026-10-01", RAISE, f"“{RAISE}”, due 30 Sep 2026", "due 31 Dec 2026"),
        ("2027-01-04", TALK, f"“{TALK}”, due 31 Dec 2026", "due 31 Mar 2027"),
    ]
    begun = [
        title for title, _, field, before, *_ in entries if (field, before) == ("commitment", "")
    ]
    assert sorted(begun) == sorted([OBJECTIVE, RAISE, CUT, HOLD, PILOT, TALK])


def test_a_period_tells_changes_of_promises_and_not_their_making(planner: Planner) -> None:
    whole = planner.years.facts(planner.years.year(2026))
    told = {(str(e.on), e.field) for e in whole.promises}
    assert told == {
        (day, field)
        for _, day, field, _, _, reason, _ in CHANGES
        if day < "2027" and reason != "carried over"
    }


def test_first_promises_are_never_lost(year: Year, plan: Plan) -> None:
    def targets(title: str) -> list[tuple[float | None, float | None]]:
        measures = [plan.measures_of(goal_id)[0] for goal_id in year.goals[title]]
        return [(m.target, m.original_target) for m in measures]

    assert targets(RAISE) == [(80, None), (80, None), (76, 80), (76, None)]
    assert targets(TALK) == [(12, 10), (12, None)]
    (hold,) = goals_of(year, plan, HOLD)
    assert (hold.due, hold.original_due) == (dt.date(2026, 12, 31), dt.date(2026, 9, 30))
    first = goals_of(year, plan, RAISE)[0]
    assert (first.start, first.due) == (dt.date(2026, 1, 1), dt.date(2026, 3, 31))
    words = {e.goal: e.after for e in plan.alive(LedgerEntry).values() if e.field == "commitment"}
    assert "from 40 % to 80 %" in words[first.id] and "31 Mar 2026" in words[first.id]
    assert "from 0 to 10" in words[year.goals[TALK][0]]


# ---- readings ----


def test_corrected_readings_keep_both_values_and_count_once(year: Year, plan: Plan) -> None:
    every = list(plan.every(Reading).values())
    corrections = {r.on: r for r in every if r.replaces is not None}
    assert corrections.keys() == {dt.date(2026, 1, 30), dt.date(2026, 11, 8)}
    for day, measure, value in (
        (dt.date(2026, 1, 30), plan.measures_of(year.goals[RAISE][0])[0], 43.5),
        (dt.date(2026, 11, 8), plan.measures_of(year.goals[TALK][0])[0], 4.0),
    ):
        there = [r for r in every if (r.measure, r.on) == (measure.id, day)]
        assert len(there) == 2 and there[1].replaces == there[0].id
        assert there[0].value != there[1].value == value
        assert [r.value for r in plan.readings_of(measure.id) if r.on == day] == [value]
        assert plan.readings_of(measure.id, day)[-1].value == value
    counting = sum(len(plan.readings_of(measure)) for measure in {r.measure for r in every})
    assert counting == len(every) - 2


def test_what_an_earlier_week_is_told_again_is_what_is_known_of_it(planner: Planner) -> None:
    first = next(g for g in planner.plan.goals.values() if g.title == RAISE and not g.continues)
    known = planner.checkins.known(first.id, Week(2026, 12)).main
    assert known is not None and known.value == 50.5
    known = planner.checkins.known(first.id, Week(2026, 13)).main
    assert known is not None and known.value == 52


# ---- reviews and their documents ----


def test_twelve_months_four_quarters_and_the_year_are_closed_once(year: Year, plan: Plan) -> None:
    months = {f"monthly 2026-{n:02d}": day for n, day in enumerate(script.MONTHLY, 1)}
    quarters = {f"quarterly FY26 Q{n}": day for n, day in enumerate(script.QUARTERLY, 1)}
    expected = months | quarters | {"annual FY26": script.ANNUAL}
    assert {f"{r.kind} {r.period}": r.on for r in plan.reviews} == expected == year.closed_on
    assert len(plan.reviews) == 17 and all(r.closed for r in plan.reviews)
    february = next(r for r in plan.reviews if r.period == "2026-02")
    (updated,) = [d for d in february.decided if d.course != "continue"]
    assert (updated.goal, updated.what) == (year.goals[CUT][0], "Nights are left out")
    assert updated.by == dt.date(2026, 3, 17)  # two weeks after the 3rd
    assert len(february.decided) == 5
    assert [item.title for item in plan.not_doing] == ["not_again of the year"]


def test_each_review_has_its_document(planner: Planner) -> None:
    texts = {(r.kind, r.period): document_of(planner, r) for r in planner.plan.reviews}
    update, quarter = texts["monthly", "2026-02"], texts["quarterly", "FY26 Q2"]
    assert "Nights are left out" in update and "tell in month 2" in update
    assert f"| {CUT} | 0.9 | 0.9 | ended |" in quarter and "Answers got shorter, too" in quarter
    assert "11 of 11 weeks done" in quarter and "legal reads the offer" in quarter
    last = texts["quarterly", "FY26 Q4"]
    assert "interviews held: 0 to 6, target 12" in last  # as it was graded


def test_the_year_on_one_page_has_every_grade(year: Year, planner: Planner) -> None:
    (review,) = [r for r in planner.plan.reviews if r.kind == "annual"]
    page = document_of(planner, review)
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    graded = sorted((row[0], row[1]) for row in rows if row[0] in year.goals)
    assert graded == sorted(
        [
            (RAISE, "0.3"), (RAISE, "0.5"), (RAISE, "0.7"), (RAISE, "1.0"), (CUT, "0.9"),
            (HOLD, "0.6"), (PILOT, "0.6"), (OBJECTIVE, "0.6"), (TALK, "0.5"),
        ]
    )  # fmt: skip
    assert "48 of 49 weeks done" in page
    assert "4 changes of promises, 3 of them eased" in page
    assert "Own onboarding: priorities of the year" in page


# ---- the file ----


def test_the_file_reads_back_to_the_byte(year: Year, planner: Planner, tmp_path: Path) -> None:
    file = planner.places.plan
    data = file.read_bytes()
    tables, head, intact = codec.decode(data)
    assert intact and codec.encode(tables, head) == data
    soundness.check(tables)
    again = year.planner(script.LAST)
    assert again.plan._tables == planner.plan._tables and not again.changed_elsewhere
    with again.change("looked") as tx:
        for goal in tx.plan.goals.values():
            tx.change(goal, title=goal.title)
    assert file.read_bytes() == data


def test_the_last_step_can_be_taken_back_and_done_again(year: Year) -> None:
    planner = year.planner(script.LAST)
    before = planner.plan._tables
    planner.undo()
    assert planner.plan._tables != before
    planner.redo()
    assert planner.plan._tables == before
