"""Growth: gaps and how they move, recall, use as evidence, the reading list, signals, coverage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from goal_maker import tables_of
from hypothesis import given
from hypothesis import strategies as st

from pmgoals import knowledge
from pmgoals.errors import BadInput
from pmgoals.model.draft import with_text
from pmgoals.model.goal import Goal
from pmgoals.model.ladder import STEPS
from pmgoals.reports.documents.packet import packet_name
from pmgoals.reports.documents.working_packet import working_packet
from pmgoals.services import study
from pmgoals.services.competencies import step_of
from pmgoals.services.due import pressing
from pmgoals.services.index import evidence_index, learning_index
from pmgoals.services.planner import Planner
from pmgoals.services.recall import call_of, later_call, recalls, say_recall

SKILL = "managing_up"


# ---- gaps ----


def test_every_capability_is_a_step_and_none_falls() -> None:
    steps = [step_of(rating) for rating in range(1, 11)]
    assert steps == sorted(steps, key=STEPS.index) and set(steps) == set(STEPS)


def test_what_the_level_aspired_to_asks_stands_beside_the_rating(planner: Planner) -> None:
    assert planner.competencies.proposed_importance(SKILL) is None
    planner.competencies.set_levels("pm")  # towards the level above, until another is told
    assert planner.ladders.aspired() == "senior_pm"
    asked = knowledge.expectations()[SKILL]["senior_pm"]
    standing = next(s for s in planner.competencies.standings() if s.key == SKILL)
    assert standing.asked == asked and standing.step is None
    proposed = planner.competencies.proposed_importance(SKILL)
    assert proposed is not None and asked.step == step_of(proposed)
    planner.competencies.assess(SKILL, proposed, 4)
    assert next(s for s in planner.competencies.standings() if s.key == SKILL).step == "working"


def test_gaps_move_over_quarters_and_are_due_in_the_next(
    make_planner: Callable[..., Planner],
) -> None:
    assert not make_planner().competencies.is_due()
    for day, capability in (((2026, 5, 4), 3), ((2026, 6, 1), 4), ((2026, 11, 2), 6)):
        planner = make_planner(dt.date(*day))
        planner.competencies.assess(SKILL, 8, capability)
        assert not planner.competencies.is_due()
    history = planner.competencies.history(SKILL)
    assert [(str(r.quarter), r.capability, r.gap) for r in history] == [
        ("FY26 Q2", 4, 4), ("FY26 Q4", 6, 2),
    ]  # fmt: skip
    assert make_planner(dt.date(2027, 1, 4)).competencies.is_due()


def test_a_competency_is_developed_towards_its_next_step(planner: Planner) -> None:
    planner.competencies.assess(SKILL, 9, 5)
    found = planner.competencies.development(SKILL)
    assert found.standing.step == "working" and found.following == "practitioner"
    assert {a.competency for a in found.activities} == {SKILL}
    assert found.activities[0].step == "practitioner" and len(found.activities) == 3
    assert {t.competency for t in found.templates} == {SKILL} and found.templates
    planner.competencies.assess(SKILL, 10, 10)
    assert planner.competencies.development(SKILL).following == "expert"
    with pytest.raises(BadInput):
        planner.competencies.development("juggling")


# ---- recall and use ----


@given(age=st.integers(0, 400))
def test_a_takeaway_asks_after_1_4_and_12_weeks_and_never_for_ever(age: int) -> None:
    from pmgoals.model.learning import LearningActivity

    now, day = dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.date(2026, 1, 1)
    activity = LearningActivity(
        id="l1", created=now, updated=now, title="Read", on=day, takeaway="Ask why"
    )
    call = call_of(activity, day + dt.timedelta(days=age))
    expected = next((w for w in (12, 4, 1) if age >= 7 * w), None) if age < 140 else None
    assert call == expected


def test_a_recall_ends_when_it_was_used_or_let_go(make_planner: Callable[..., Planner]) -> None:
    begun = make_planner(dt.date(2026, 11, 2))
    one, two, quiet = (
        begun.learning.log(title, takeaway=takeaway, competency=SKILL)
        for title, takeaway in (("One", "Ask why"), ("Two", "Draw it"), ("Three", ""))
    )
    assert recalls(begun) == []
    week = make_planner(dt.date(2026, 11, 10))
    assert [(r.activity.title, r.weeks) for r in recalls(week)] == [("One", 1), ("Two", 1)]
    week.learning.recall(one.id, "not yet")
    week.learning.recall(two.id, "let go")
    assert recalls(week) == []
    with pytest.raises(BadInput, match="does not ask"):
        week.learning.recall(two.id, "not yet")
    month = make_planner(dt.date(2026, 12, 1))
    stages = {stage.key: stage for stage in month.rituals.weekly().stages()}
    assert stages["learned"].about == ["4 weeks ago you took away “Ask why”. Have you used it?"]
    assert [(r.activity.title, r.weeks) for r in recalls(month)] == [("One", 4)]
    month.learning.use(one.id, "The pricing memo")
    assert recalls(month) == [] and quiet.takeaway == ""
    kept = next(a for a in month.plan.learning if a.id == one.id)
    assert kept.recalls == {"1": "not yet", "4": "used"} and kept.evidence is None


def test_what_was_used_becomes_evidence_in_the_same_step(planner: Planner, goal: Goal) -> None:
    activity = planner.learning.log("Book", goal=goal.id, competency=SKILL, takeaway="Ask why")
    before = tables_of(planner)
    with pytest.raises(BadInput):
        planner.learning.use(activity.id, "The memo", evidence="learning", level="emperor")
    assert tables_of(planner) == before
    used = planner.learning.use(activity.id, "The memo", evidence="learning", level="senior_pm")
    (shown,) = planner.plan.evidence
    assert used.evidence == shown.id and used.applied_in == shown.title == "The memo"
    assert (shown.competency, shown.goal, shown.level) == (SKILL, goal.id, "senior_pm")
    planner.undo()
    assert tables_of(planner) == before


def test_one_use_is_one_piece_of_evidence_however_often_it_is_said(planner: Planner) -> None:
    activity = planner.learning.log("Book", competency=SKILL)
    first = planner.learning.use(activity.id, "The memo", evidence="learning", level="pm")
    again = planner.learning.use(activity.id, " the MEMO ", evidence="decision")
    (shown,) = planner.plan.evidence
    assert again.evidence == first.evidence == shown.id
    assert (shown.kind, shown.level) == ("decision", "pm")
    other = planner.learning.use(activity.id, "The price test", evidence="decision")
    assert len(planner.plan.evidence) == 2 and other.evidence != shown.id


def test_a_use_that_is_taken_back_leaves_nothing_behind(
    make_planner: Callable[..., Planner],
) -> None:
    begun = make_planner(dt.date(2026, 11, 2)).learning.log("One", takeaway="Ask why")
    week = make_planner(dt.date(2026, 11, 10))
    week.learning.recall(begun.id, "not yet")
    month = make_planner(dt.date(2026, 12, 1))
    before = next(a for a in month.plan.learning if a.id == begun.id)
    month.learning.use(begun.id, "The memo", evidence="learning")
    kept = month.learning.take_back(begun.id)
    assert (kept.applied_in, kept.evidence, kept.recalls) == ("", None, before.recalls)
    assert month.plan.evidence == [] and [r.activity.id for r in recalls(month)] == [begun.id]
    with pytest.raises(BadInput, match="Nothing says"):
        month.learning.take_back(begun.id)
    month.undo()
    assert len(month.plan.evidence) == 1 and recalls(month) == []


def test_a_takeaway_that_asks_says_its_true_age(make_planner: Callable[..., Planner]) -> None:
    make_planner(dt.date(2026, 11, 2)).learning.log("One", takeaway="Ask why.")
    for day, said in (((2026, 11, 9), "1 week"), ((2026, 12, 15), "6 weeks")):
        planner = make_planner(dt.date(*day))
        (asked,) = recalls(planner)
        words = f"{said} ago you took away “Ask why”. Have you used it?"
        assert say_recall(asked, planner.today) == words
    assert [later_call(weeks) for weeks in (1, 4, 12)] == [4, 12, None]


# ---- reading list ----


def test_an_item_is_planned_begun_and_becomes_learning(
    planner: Planner, goal: Goal, make_planner: Callable[..., Planner]
) -> None:
    one = planner.reading.add("Talk on pricing", kind="talk", goal=goal.id, minutes=40)
    planner.reading.add("Book on framing")
    planner.reading.start(one.id)
    assert [(i.title, i.state) for i in planner.reading.items()] == [
        ("Talk on pricing", "doing"), ("Book on framing", "planned"),
    ]  # fmt: skip
    planner.reading.put_back(one.id)
    planner.reading.start(one.id)
    activity = planner.reading.finish(one.id, takeaway="Test with two prices", rating=4)
    assert (activity.title, activity.kind, activity.minutes) == ("Talk on pricing", "talk", 40)
    assert (activity.goal, activity.takeaway) == (goal.id, "Test with two prices")
    kept = planner.reading.items()[-1]
    assert (kept.state, kept.activity, kept.done_on) == ("done", activity.id, planner.today)
    assert [i.title for i in planner.reading.items(done=False)] == ["Book on framing"]
    for act in (planner.reading.start, planner.reading.put_back, planner.reading.finish):
        with pytest.raises(BadInput):
            act(one.id)


@pytest.mark.parametrize(
    "fields", [{"kind": "osmosis"}, {"competency": "juggling"}, {"goal": "gnone"}, {"minutes": -1}]
)
def test_an_item_that_cannot_be_is_refused(planner: Planner, fields: dict[str, object]) -> None:
    before = tables_of(planner)
    with pytest.raises(BadInput):
        planner.reading.add("Book", **fields)  # type: ignore[arg-type]
    with pytest.raises(BadInput):
        planner.reading.add("  ")
    assert tables_of(planner) == before


# ---- signals ----


def test_signals_stand_by_kind_and_call_back_on_their_day(
    planner: Planner, make_planner: Callable[..., Planner]
) -> None:
    soon = planner.today + dt.timedelta(days=3)
    planner.signals.add("market", "Two competitors price by seat", text="ours is by job")
    person = planner.signals.add("person", "Head of data", again_on=soon)
    planner.signals.add("person", "Former lead")
    assert [s.title for s in planner.signals.of("person")] == ["Head of data", "Former lead"]
    assert planner.signals.due() == []
    later = make_planner(soon)
    assert [s.id for s in later.signals.due()] == [person.id]
    later.signals.edit(person.id, on=soon, again_on=None, text="wants the numbers")
    assert later.signals.due() == []
    for wrong in (("gossip", "x", None), ("market", " ", None), ("market", "x", soon)):
        with pytest.raises(BadInput):
            planner.signals.add(wrong[0], wrong[1], on=wrong[2])


def test_a_signal_is_edited_by_the_rules_of_a_new_one_and_what_stands_may_stay(
    make_planner: Callable[..., Planner],
) -> None:
    ahead = make_planner(dt.date(2026, 11, 21))
    kept = ahead.signals.add("market", "Prices by seat", text="ours by job", link="x")
    planner = make_planner(dt.date(2026, 11, 20))  # a clock that was a day ahead
    changed = planner.signals.edit(kept.id, text=" wants it \n", link=" y ", on=kept.on)
    assert (changed.text, changed.link, changed.on) == ("wants it", "y", kept.on)
    for wrong in ({"title": " "}, {"on": dt.date(2026, 11, 22)}):
        with pytest.raises(BadInput):
            planner.signals.edit(kept.id, **wrong)  # type: ignore[arg-type]


def test_texts_of_an_edit_lose_the_space_around_them(planner: Planner) -> None:
    piece = planner.evidence.edit(planner.evidence.add("Win").id, text=" more ", link=" x ")
    assert (piece.text, piece.link) == ("more", "x")
    activity = planner.learning.edit(planner.learning.log("Talk"), takeaway=" why ", link=" x ")
    assert (activity.takeaway, activity.link) == ("why", "x")
    item = planner.reading.edit(planner.reading.add("Book").id, why=" price ", link=" x ")
    assert (item.why, item.link) == ("price", "x")


# ---- evidence, coverage and the packet ----


def test_coverage_tells_shown_thin_stale_and_none(planner: Planner) -> None:
    assert planner.evidence.coverage() == []
    planner.competencies.set_levels("pm", "senior_pm")
    long_ago = planner.today - dt.timedelta(weeks=27)
    for skill, days in (
        ("managing_up", (0, 30)), ("team_leadership", (3,)), ("product_quality", (189,)),
    ):  # fmt: skip
        for back in days:
            planner.evidence.add(f"{skill} {back}", competency=skill,
                                 on=planner.today - dt.timedelta(days=back))  # fmt: skip
    planner.evidence.add("below", competency="strategic_impact", level="pm")
    states = {c.competency.key: c.state for c in planner.evidence.coverage()}
    assert states["managing_up"] == "shown" and states["team_leadership"] == "thin"
    assert states["product_quality"] == "stale" and long_ago < planner.today
    assert states["strategic_impact"] == "none"  # it was judged to be a PM's work
    assert len(states) == sum(known.core for known in knowledge.competencies())
    planner.competencies.assess("delivery_model", 5, 3)
    assert len(planner.evidence.coverage()) == len(states) + 1
    at_pm = {c.competency.key: c.state for c in planner.evidence.coverage("pm")}
    assert at_pm["strategic_impact"] == "thin"
    with pytest.raises(BadInput):
        planner.evidence.coverage("emperor")


def test_the_packet_names_every_expectation_and_what_is_thin(planner: Planner, goal: Goal) -> None:
    with pytest.raises(BadInput, match="no level"):
        working_packet(planner)
    planner.competencies.set_levels("pm", "senior_pm")
    planner.evidence.add("Two teams follow the plan", competency="strategic_impact", goal=goal.id)
    text = working_packet(planner)
    assert text.startswith("# Towards Senior Product Manager")
    for known in (each for each in knowledge.competencies() if each.core):
        assert f"## {known.name}" in text
        cell = knowledge.expectations()[known.key]["senior_pm"]
        assert cell.text.split(",")[0] in text.replace("\\", "")
    assert "Two teams follow the plan (goal: Raise first-week setup)" in text
    assert "no luck" in text and "0 of 12 expectations" in text
    assert packet_name("senior_pm") == "packet-senior-pm.md"


def test_evidence_is_edited_by_the_rules_of_new_evidence(planner: Planner) -> None:
    piece = planner.evidence.add("Win", competency=SKILL)
    assert planner.evidence.edit(piece.id, level="pm", text="more").level == "pm"
    before = tables_of(planner)
    for wrong in ({"title": " "}, {"kind": "x"}, {"level": "x"}, {"on": dt.date(2999, 1, 1)}):
        with pytest.raises(BadInput):
            planner.evidence.edit(piece.id, **wrong)  # type: ignore[arg-type]
    assert tables_of(planner) == before


# ---- the log, searched and summed ----


def test_every_word_must_occur_somewhere(planner: Planner, goal: Goal) -> None:
    planner.learning.log("Talk on pricing", kind="talk", competency="pricing_and_packaging")
    planner.learning.log("Book", kind="book", goal=goal.id, takeaway="Pricing is framing")
    index = learning_index(planner)
    assert [a.title for a in index.find("PRICING")] == ["Book", "Talk on pricing"]
    assert [a.title for a in index.find("pricing talk")] == ["Talk on pricing"]
    assert [a.title for a in index.find("first-week book")] == ["Book"]
    assert [a.title for a in index.find(str(planner.quarter))] == ["Book", "Talk on pricing"]
    assert len(index.find("")) == 2 and index.find("nothing of it") == []


def test_every_word_must_occur_somewhere_in_evidence(planner: Planner, goal: Goal) -> None:
    planner.evidence.add("Sales persuaded", kind="influence", competency=SKILL, level="senior_pm")
    planner.evidence.add("Shipped", goal=goal.id, text="With sales")
    index = evidence_index(planner)
    assert [e.title for e in index.find("sales")] == ["Shipped", "Sales persuaded"]
    assert [e.title for e in index.find("managing senior influence")] == ["Sales persuaded"]
    assert [e.title for e in index.find("first-week SHIPPED")] == ["Shipped"]
    assert len(index.find("")) == 2 and index.find("nothing of it") == []


@given(
    days=st.lists(st.dates(dt.date(2025, 12, 1), dt.date(2027, 1, 31)), max_size=12),
    start=st.integers(1, 12),
)
def test_weeks_and_quarters_hold_each_minute_once(days: list[dt.date], start: int) -> None:
    import tempfile
    from pathlib import Path

    from pmgoals.clock import Clock
    from pmgoals.paths import find_paths
    from pmgoals.settings import Settings

    with tempfile.TemporaryDirectory() as home:
        today = dt.date(2027, 1, 31)
        planner = Planner(
            find_paths({"PMGOALS_HOME": str(Path(home))}),
            Clock(today),
            Settings(fiscal_year_start=start),
        )
        for day in days:
            planner.learning.log("Read", minutes=7, on=day)
        quarters = study.by_quarter(planner)
        first = quarters[0].quarter.start
        assert sum(q.minutes for q in quarters) == 7 * sum(day >= first for day in days)
        weeks = study.look(planner).weeks
        assert [w.week.plus(1) for w in weeks[:-1]] == [w.week for w in weeks[1:]]
        monday = weeks[0].week.monday
        assert sum(w.minutes for w in weeks) == 7 * sum(day >= monday for day in days)
        for week in weeks:  # 2026 has a week 53
            sunday = week.week.monday + dt.timedelta(days=6)
            assert week.minutes == 7 * sum(week.week.monday <= day <= sunday for day in days)


def test_somebody_to_get_in_touch_with_is_due_until_it_was_done(
    planner: Planner, make_planner: Callable[..., Planner]
) -> None:
    day = planner.today + dt.timedelta(days=2)
    person = planner.signals.add("person", "Mentor", again_on=day)
    assert not [each for each in pressing(planner) if each.kind == "signal"]
    later = make_planner(day + dt.timedelta(days=1))
    (due,) = [each for each in pressing(later) if each.kind == "signal"]
    assert (due.title, due.id, due.late) == ("Mentor: get in touch", person.id, True)
    met = later.signals.met(person.id)
    assert (met.on, met.again_on) == (later.today, later.today + dt.timedelta(weeks=1))
    assert not [each for each in pressing(later) if each.kind == "signal"]
    later.signals.edit(person.id, again_on=later.today)
    assert [each for each in pressing(later) if each.kind == "signal"]
    later.signals.edit(person.id, again_on=None)
    assert later.signals.met(person.id).again_on is None
    assert not [each for each in pressing(later) if each.kind == "signal"]


def test_a_gap_knows_what_is_done_about_it(planner: Planner) -> None:
    assert planner.competencies.under_way("managing_up") == (0, 0)
    planner.reading.add("On executive updates", competency="managing_up")
    template = planner.templates.named("executive_updates")
    draft = planner.templates.fill(template, {"target": "75"})
    planner.drafts.commit(with_text(draft, "no_theme_reason", "small"))
    assert planner.competencies.under_way("managing_up") == (1, 1)
