"""What does not hold together in a plan, and the mends: each settles its finding, and is undone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from flawed_plan import DAY, FLAWS, ROOMY, seed, sound
from goal_maker import steps_of, tables_of
from plan_cases import DUE, PLAN_CASES, goal_id, numbered, plan_with, priority, step, theme

from pmgoals.errors import AmbiguousName, BadInput, NotFound
from pmgoals.model import ids
from pmgoals.model.draft import with_text
from pmgoals.model.goal import Goal, LedgerEntry
from pmgoals.model.plan import Plan
from pmgoals.model.reflection import Priority
from pmgoals.model.tables import TABLES
from pmgoals.services.planner import Planner
from pmgoals.settings import Settings
from pmgoals.smart.finding import Finding
from pmgoals.smart.rules.plan import PLAN_CHECKS, PLAN_RULES

MakePlanner = Callable[..., Planner]


@pytest.fixture
def flawed(make_planner: MakePlanner) -> Planner:
    """The demo plan with a flaw of each kind."""
    planner = make_planner(DAY, ROOMY, seed=7)
    seed(planner)
    return planner


def write(planner: Planner, plan: Plan) -> None:
    """Write the records of a plan as they stand."""
    from pmgoals.storage.transaction import plain

    with planner.change("as it stands") as tx:
        for table, kind in TABLES.items():
            for record in plan.alive(kind).values():
                tx.stage(table, ids.number_of(record.id), plain(record))


def rules_of(planner: Planner) -> list[str]:
    return [finding.rule for finding in planner.align.findings()]


def each_mend_settles(planner: Planner, finding: Finding) -> Iterator[str]:
    """Take each mend of a finding, see it settled alone and undone in one step; yield its key."""
    for mend in planner.align.mends(finding.key):
        before, steps = tables_of(planner), steps_of(planner)
        told = Counter(rules_of(planner))
        text = mend.ask.example if mend.ask else ""
        said = planner.align.preview(finding.key, mend.key, text)
        assert said and tables_of(planner) == before, "a preview changes nothing"
        assert planner.align.mend(finding.key, mend.key, text).label == mend.label
        left = {each.key for each in planner.align.findings()}
        assert finding.key not in left, (finding.message, mend.label)
        more = Counter(rules_of(planner)) - (told - Counter([finding.rule]))
        assert more.keys() <= {"P8"} - {finding.rule}, "a run of full weeks may fall in two"
        assert steps_of(planner) == steps + 1
        planner.undo()
        assert tables_of(planner) == before
        yield mend.key


# ---- the demo plan, sound and with flaws ----


def test_the_demo_plan_holds_together(make_planner: MakePlanner) -> None:
    planner = make_planner(DAY, ROOMY, seed=7)
    sound(planner)
    assert planner.align.findings() == []


@pytest.mark.parametrize("day", ["2026-11-20", "2026-03-15", "2026-07-02", "2027-01-04"])
def test_the_demo_plan_shows_one_thing_to_settle_on_any_day(
    make_planner: MakePlanner, day: str
) -> None:
    """Its goal at risk has more left to do than there are hours: that is part of its story."""
    planner = make_planner(dt.date.fromisoformat(day), seed=7)
    sound(planner)
    (finding,) = planner.align.findings()
    assert PLAN_CHECKS[finding.rule] == "weeks"
    assert len(planner.align.mends(finding.key)) > 1


def test_each_flaw_is_told_and_nothing_else(flawed: Planner) -> None:
    assert sorted(rules_of(flawed)) == sorted(FLAWS.values())
    assert {PLAN_CHECKS[rule] for rule in rules_of(flawed)} == FLAWS.keys()


@pytest.mark.parametrize("check", FLAWS)
def test_each_mend_of_a_flaw_settles_it_alone_and_is_undone_in_one_step(
    flawed: Planner, check: str
) -> None:
    finding = flawed.align.named(check)
    taken = [*each_mend_settles(flawed, finding)]
    assert len(set(taken)) == len(taken) > 1
    if finding.goals:
        assert taken[-1] == "keep"


def test_all_flaws_are_settled_one_after_the_other(flawed: Planner) -> None:
    before, taken = tables_of(flawed), 0
    while found := flawed.align.findings():
        first = flawed.align.mends(found[-1].key)[0]
        flawed.align.mend(found[-1].key, first.key, first.ask.example if first.ask else "")
        taken += 1
        assert taken <= 2 * len(FLAWS), "a mend brings no new trouble"
    assert taken >= len(FLAWS) - 1
    assert all(len(step.label) <= 90 for step in flawed.history())
    for _ in range(taken):
        flawed.undo()
    assert tables_of(flawed) == before


def test_the_full_november_is_named_by_its_weeks(flawed: Planner) -> None:
    message = flawed.align.named("weeks").message
    assert "2026-W47" in message and "of 24" in message


# ---- every rule ----

CASES = [
    (rule, number)
    for rule, plans in PLAN_CASES.items()
    if rule not in ("P8", "P16")  # hours are not in the plan alone
    for number in range(len(plans))
]


@pytest.mark.parametrize(("rule", "number"), CASES)
def test_each_mend_of_each_finding_settles_it(planner: Planner, rule: str, number: int) -> None:
    write(planner, PLAN_CASES[rule][number])
    found = [finding for finding in planner.align.findings() if finding.rule == rule]
    assert found
    for finding in found:
        assert [*each_mend_settles(planner, finding)], finding.message


def test_more_hours_than_there_are_is_told_once_and_not_by_its_weeks(planner: Planner) -> None:
    """The weeks are full because of the goals' own hours: one cause is told once."""
    served = theme()
    busy = [numbered(n, hours_week=5.0, theme=served.id) for n in (1, 2, 3)]
    write(planner, plan_with(served, *busy))
    assert rules_of(planner) == ["P16"]
    taken = [*each_mend_settles(planner, planner.align.named("capacity"))]
    assert {"less", "keep"} <= set(taken)


def test_what_falls_due_makes_a_week_too_full(planner: Planner) -> None:
    served = theme()
    steps = [step(n, dt.date(2026, 11, 27), effort=6.0, title=f"Part {n}") for n in (1, 2, 3)]
    goals = [numbered(n, theme=served.id, start=dt.date(2026, 11, 23)) for n in (1, 2, 3)]
    write(planner, plan_with(served, *goals, *steps))
    assert rules_of(planner) == ["P8"]
    finding = planner.align.named("weeks")
    assert "2026-W48, 18 of 8 h" in finding.message
    assert [*each_mend_settles(planner, finding)]


def test_no_two_mends_of_a_finding_do_the_same(flawed: Planner) -> None:
    for finding in flawed.align.findings():
        mends = flawed.align.mends(finding.key)
        done = [[step.effect for step in mend.sample()] for mend in mends]
        assert all(done.count(each) == 1 for each in done)


def test_what_a_mend_changes_is_told_by_names(flawed: Planner) -> None:
    said = {
        line
        for check in FLAWS
        for mend in flawed.align.mends(check)
        for line in flawed.align.changes(mend)
    }
    for line in (
        "“Sell the Team plan: 30 % of new mid-market deals”: state active → paused",
        "“Make the first week worth staying for”: part of nothing → "
        "“Sell the Team plan: 30 % of new mid-market deals”",
        "“Discount guide agreed with finance”: waits for “Finance sees the deals” → nothing",
        "“A partner channel that sells without us”: until none → 1 Nov 2026",
        "move measure “regional accounts won” to the trash",
        "“churn of small firms”: role lagging → guardrail, target 2.5 → 4, upper limit none → 4",
    ):
        assert line in said
    assert not any("None" in line or "[]" in line for line in said)


# ---- names and texts ----


def test_a_finding_is_named_by_its_key_its_start_its_rule_or_its_check(flawed: Planner) -> None:
    wanted = flawed.align.named("redundancy")
    for name in (wanted.key, wanted.key.lower(), wanted.key[:5], "P6", "p6", " Redundancy "):
        assert flawed.align.named(name) == wanted
    for name in ("", "P", "P99", "nonsense", "P6-zzzzz"):
        with pytest.raises(NotFound, match="Nothing is told"):
            flawed.align.named(name)


def test_a_name_of_several_findings_lists_them(planner: Planner) -> None:
    write(planner, plan_with(theme("Idle"), theme("Void"), numbered(1, no_theme_reason="joy")))
    with pytest.raises(AmbiguousName) as error:
        planner.align.named("gap")
    assert len(error.value.matches) == 2


def test_a_mend_is_named_by_its_number_its_key_or_its_words(flawed: Planner) -> None:
    key = flawed.align.named("scorecard").key
    every = flawed.align.mends(key)
    for choice in ("2", every[1].key, "dissolve", "end “win 30"):
        assert flawed.align.preview(key, choice) == flawed.align.preview(key, "2")
    for choice in ("", "0", "99", "nonsense"):
        with pytest.raises(NotFound, match="no mend"):
            flawed.align.mend(key, choice)
    with pytest.raises(AmbiguousName, match="several mends"):
        flawed.align.mend(flawed.align.named("gap").key, "link")


def test_what_a_mend_asks_must_be_said(flawed: Planner) -> None:
    before = tables_of(flawed)
    with pytest.raises(BadInput, match="reason"):
        flawed.align.mend("scorecard", "keep", "  ")
    assert tables_of(flawed) == before
    flawed.align.mend("scorecard", "keep", " The board counts them so ")
    goal = next(g for g in flawed.plan.goals.values() if "30 regional" in g.title)
    assert [kept.reason for kept in goal.overrides] == ["The board counts them so"]
    assert "P11" not in rules_of(flawed)


def test_what_is_kept_is_listed_and_can_be_told_again(flawed: Planner) -> None:
    key = flawed.align.named("scorecard").key
    flawed.align.mend(key, "keep", "The board counts them so")
    ((finding, reason),) = flawed.align.kept()
    assert (finding.key, reason) == (key, "The board counts them so")
    assert [mend.key for mend in flawed.align.mends(key)] == ["again"]
    (told,) = flawed.align.preview(key, "again")
    assert told.endswith(": scorecard is told again")
    flawed.align.mend(key, "again")
    assert flawed.align.kept() == [] and flawed.align.named("scorecard").key == key
    flawed.undo()
    assert flawed.align.kept()


def test_a_goal_that_keeps_a_finding_can_still_be_edited_in_the_wizard(flawed: Planner) -> None:
    key = flawed.align.named("scorecard").key
    flawed.align.mend(key, "keep", "The board counts them so")
    own = flawed.align.kept()[0][0].goals[0]
    draft = with_text(flawed.drafts.revise(own), "why", "They asked for it")
    flawed.drafts.commit(draft)
    assert flawed.plan.goals[own].why == "They asked for it"
    assert [each.key for each, _ in flawed.align.kept()] == [key]


def test_nothing_is_kept_where_no_goal_can_hold_the_reason(planner: Planner) -> None:
    write(planner, plan_with(theme("Idle"), numbered(1, no_theme_reason="joy")))
    assert "keep" not in [mend.key for mend in planner.align.mends("gap")]


def test_a_mend_that_eases_a_promise_is_slept_over_where_that_is_set(
    make_planner: MakePlanner,
) -> None:
    planner = make_planner(settings=Settings(cooling_off_days=7))
    write(
        planner,
        plan_with(numbered(1), numbered(2, parent=goal_id(1), due=DUE + dt.timedelta(days=3))),
    )
    with pytest.raises(BadInput):
        planner.align.mend("cadence", "later", "The part takes longer")
    assert "P14" in rules_of(planner)
    later = make_planner(dt.date(2026, 11, 30), Settings(cooling_off_days=7))
    later.align.mend("cadence", "later", "The part takes longer")
    assert "P14" not in rules_of(later)


def test_a_mend_goes_to_the_ledger_with_the_finding_as_its_reason(flawed: Planner) -> None:
    finding = flawed.align.named("redundancy")
    mend = next(m for m in flawed.align.mends(finding.key) if m.key.startswith("rest-"))
    before = flawed.plan.alive(LedgerEntry).keys()
    flawed.align.mend(finding.key, mend.key)
    (entry,) = [e for own, e in flawed.plan.alive(LedgerEntry).items() if own not in before]
    assert (entry.field, entry.after, entry.reason) == ("state", "paused", finding.message)
    assert entry.goal in finding.goals


def test_every_rule_has_mends_and_a_word() -> None:
    from pmgoals.services.align import PROPOSE

    assert PROPOSE.keys() == PLAN_RULES.keys() == PLAN_CHECKS.keys()


def test_a_rule_that_is_off_tells_nothing(make_planner: MakePlanner) -> None:
    planner = make_planner(settings=Settings(rules={"P3": "off"}))
    write(planner, plan_with(theme("Idle"), priority(), numbered(1, no_theme_reason="joy")))
    assert rules_of(planner) == []
    assert planner.plan.alive(Priority) and planner.plan.alive(Goal)
