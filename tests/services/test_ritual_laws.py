"""Laws of the rituals: whatever is answered, in whatever order, what was kept stays sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import hypothesis.strategies as st
from goal_maker import tables_of
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from ritual_machine import TEXTS, Person

from pmgoals.analytics.rhythm import reserve_left
from pmgoals.model.amounts import parse_confidence, parse_grade
from pmgoals.model.checkin import Checkin
from pmgoals.model.dates import understand_day
from pmgoals.model.journal import INTENTION, JournalEntry
from pmgoals.model.review import Review
from pmgoals.services.measures import value_of
from pmgoals.services.rituals.annual import Annual
from pmgoals.services.rituals.monthly import Monthly
from pmgoals.services.rituals.quarterly import Quarterly
from pmgoals.services.rituals.reviewing import FINISH, Reviewing
from pmgoals.services.rituals.stage import Question, Stage
from pmgoals.services.rituals.staged import PASSED, Staged
from pmgoals.services.rituals.weekly import Weekly
from pmgoals.storage import soundness

KINDS = st.sampled_from(["weekly", "weekly", "weekly", "monthly", "quarterly", "annual"])
BACK = st.sampled_from([0, 0, 0, 1, 2, -1])


def text_for(question: Question) -> st.SearchStrategy[str]:
    """Return what may be typed into a question: what is offered, sound and unsound texts."""
    choices = [key for key, _ in question.options]
    pool = [question.offered, *choices, *TEXTS[question.kind], ""]
    return st.sampled_from(pool)


class Rituals(RuleBasedStateMachine):
    """Random rituals of a random person."""

    def __init__(self) -> None:
        super().__init__()
        self.person = Person()

    def teardown(self) -> None:
        self.person.leave()

    # ---- what is done ----

    @rule(kind=KINDS, back=BACK, at=st.integers(0, 11), data=st.data())
    def answer(self, kind: str, back: int, at: int, data: st.DataObject) -> None:
        """Answer a stage; what is taken can be read back, what is refused changes nothing."""
        person, ritual = self.person, self.person.ritual(kind, back)
        stages = ritual.stages()
        if not stages:
            return
        stage = stages[at % len(stages)]
        values = {q.key: data.draw(text_for(q), label=q.key) for q in stage.questions}
        before, closed = tables_of(person.planner), self.words_of_closed_goals()
        said = person.answer(ritual, stage, values)
        after = tables_of(person.planner)
        if said is None:
            assert after == before
        elif not said:
            self.says_nothing(ritual, stage, values)
        else:
            self.reads_back(ritual, stage, {key: text.strip() for key, text in values.items()})
        if isinstance(ritual, Weekly):
            assert self.words_of_closed_goals() == closed

    @rule(kind=KINDS, back=BACK, at=st.integers(0, 11), data=st.data())
    def type_and_leave(self, kind: str, back: int, at: int, data: st.DataObject) -> None:
        """Leave a stage half typed; the plan knows nothing of it."""
        ritual = self.person.ritual(kind, back)
        stages = ritual.stages()
        if not stages:
            return
        stage = stages[at % len(stages)]
        values = {q.key: data.draw(text_for(q), label=q.key) for q in stage.questions}
        before = tables_of(self.person.planner)
        self.person.remember(ritual, stage, values)
        assert tables_of(self.person.planner) == before

    @rule(kind=st.sampled_from(["monthly", "quarterly", "annual"]), back=st.sampled_from([0, 1]))
    def finish(self, kind: str, back: int) -> None:
        """Finish a review with what was said so far."""
        ritual = self.person.ritual(kind, back)
        stages = ritual.stages()
        if not stages:
            return
        before = tables_of(self.person.planner)
        if self.person.answer(ritual, stages[-1], {FINISH: "yes"}) is None:
            assert tables_of(self.person.planner) == before and ritual.closed() is None
        else:
            assert ritual.closed() is not None and ritual.stages() == []

    @rule(back=st.integers(-1, 4))
    def rest(self, back: int) -> None:
        """Pass a week over."""
        before = tables_of(self.person.planner)
        if not self.person.rest(back):
            assert tables_of(self.person.planner) == before

    @rule(days=st.integers(1, 40))
    def some_days_later(self, days: int) -> None:
        self.person.resume(days)

    @rule()
    def open_again(self) -> None:
        self.person.resume()

    @precondition(lambda self: len(self.person.standing) > 1)
    @rule()
    def undo(self) -> None:
        self.person.undo()

    @precondition(lambda self: bool(self.person.undone))
    @rule()
    def redo(self) -> None:
        self.person.redo()

    # ---- what is true ----

    @invariant()
    def steps_lead_back_and_forth(self) -> None:
        expected = self.person.standing[-1]
        assert expected is None or tables_of(self.person.planner) == expected

    @invariant()
    def nothing_is_there_twice(self) -> None:
        plan = self.person.planner.plan
        reviews = Counter((r.kind, r.period) for r in plan.alive(Review).values())
        entries = Counter(entry.week for entry in plan.alive(JournalEntry).values())
        checkins = Counter((c.goal, c.week) for c in plan.alive(Checkin).values())
        for counted in (reviews, entries, checkins):
            assert all(count == 1 for count in counted.values()), counted

    @invariant()
    def numbers_stay_on_their_scales(self) -> None:
        planner = self.person.planner
        plan = planner.plan
        soundness.check(plan._tables)  # type: ignore[arg-type]
        for goal in plan.goals.values():
            assert (goal.state == "closed") == (goal.closed_on is not None)
            assert goal.grade is None or 0.0 <= goal.grade <= 1.0
        for checkin in plan.alive(Checkin).values():
            assert checkin.confidence is None or checkin.confidence in range(1, 11)
        for review in plan.reviews:
            for verdict in review.verdicts:
                for grade in (verdict.grade, verdict.proposed, verdict.original):
                    assert grade is None or 0.0 <= grade <= 1.0
        left = reserve_left(plan, planner.quarter, planner.settings.reserve_weeks)
        assert 0 <= left <= planner.settings.reserve_weeks

    @invariant()
    def what_is_typed_waits_until_it_is_kept(self) -> None:
        for name, texts in self.person.typed.items():
            kind, _, _ = name.partition(" ")
            file = self.person.ritual(kind, 0)._file
            held = {key: kept for key, kept in file.load(name).items() if key != PASSED}
            assert held == texts

    @invariant()
    def every_stage_asks_something_of_its_own(self) -> None:
        for kind in ("weekly", "monthly", "quarterly", "annual"):
            stages = self.person.ritual(kind, 0).stages()
            keys = [stage.key for stage in stages]
            assert len(set(keys)) == len(keys)
            for stage in stages:
                asked = [question.key for question in stage.questions]
                assert asked and len(set(asked)) == len(asked), stage.key

    # ---- reading back ----

    def words_of_closed_goals(self) -> dict[str, list[Checkin]]:
        plan = self.person.planner.plan
        return {g.id: plan.checkins_of(g.id) for g in plan.goals.values() if g.state == "closed"}

    def stage_again(self, ritual: Staged, stage: Stage) -> Stage:
        return next(each for each in ritual.stages() if each.key == stage.key)

    def says_nothing(self, ritual: Staged, stage: Stage, values: Mapping[str, str]) -> None:
        """What said nothing left the stage without an answer."""
        if ritual.closed() is None:
            assert not self.stage_again(ritual, stage).answered or stage.answered

    def reads_back(self, ritual: Staged, stage: Stage, values: Mapping[str, str]) -> None:
        """What was taken stands in the plan."""
        if stage.key == FINISH:
            assert ritual.closed() is not None
            return
        if isinstance(ritual, Weekly):
            if stage.key.startswith("goal:"):
                self.reads_back_checkin(ritual, stage, values)
            else:
                self.reads_back_entry(ritual, stage, values)
        elif stage.key.startswith("goal:"):
            self.reads_back_decision(ritual, stage, values)
        elif isinstance(ritual, Reviewing):
            self.reads_back_answer(ritual, stage, values)
        assert self.stage_again(ritual, stage).answered

    def reads_back_checkin(self, ritual: Weekly, stage: Stage, values: Mapping[str, str]) -> None:
        planner, goal_id = self.person.planner, stage.key.removeprefix("goal:")
        known = planner.checkins.known(goal_id, ritual.week)
        assert known.checkin is not None
        assert known.checkin.note == values["note"]
        if values["confidence"]:
            assert known.checkin.confidence == parse_confidence(values["confidence"])
        for each in known.measures:
            text = values[each.measure.id]
            if text and text != stage.offered(each.measure.id):
                assert each.value == value_of(each.measure, text)
        for plan in planner.plan.if_then_of(goal_id):
            if values[plan.id]:
                assert known.checkin.rehearsed[plan.id] == values[plan.id]
        if values.get("obstacle") == "yes":
            assert known.checkin.obstacle and known.checkin.blocker == (
                values["blocker"] or "other"
            )
        else:
            assert known.checkin.blocker == values["blocker"]
        if values["next_action"] and values.get("obstacle") != "yes":
            assert known.next_action == values["next_action"]

    def reads_back_entry(self, ritual: Weekly, stage: Stage, values: Mapping[str, str]) -> None:
        entry = self.person.planner.plan.journal[str(ritual.week)]
        if stage.key == "intention":
            assert entry.intention_kept == values[INTENTION]
        elif stage.key == "kept":
            marks = {q.label: values[q.key] for q in stage.questions if values[q.key]}
            assert marks.items() <= entry.kept.items()
        else:
            typed = [text for key, text in values.items() if key != "kind" and text]
            lines = list(dict.fromkeys(typed))
            assert entry.answers[stage.key].split("\n") == lines
            if values.get("kind"):
                shown = [(e.title, e.kind) for e in self.person.planner.plan.evidence]
                new = [line for line in lines if line not in stage.lines_before]
                assert all((line, values["kind"]) in shown for line in new)

    def reads_back_decision(self, ritual: Staged, stage: Stage, values: Mapping[str, str]) -> None:
        planner, goal_id = self.person.planner, stage.key.removeprefix("goal:")
        if isinstance(ritual, Monthly):
            review = ritual.review()
            assert review is not None
            (decided,) = [d for d in review.decided if d.goal == goal_id]
            goes_on = values["course"] == "continue"
            by = None
            if values["by"] and not goes_on:
                by = understand_day(values["by"], planner.today, planner.calendar).day
            what = "" if goes_on else values["what"]
            assert (decided.course, decided.what, decided.by) == (values["course"], what, by)
        elif isinstance(ritual, Quarterly):
            review = ritual.review()
            assert review is not None
            (verdict,) = [v for v in review.verdicts if v.goal == goal_id]
            grade = round(parse_grade(values["grade"]), 2) if values["grade"] else None
            assert verdict.grade == grade
            assert (verdict.reason, verdict.note) == (values["reason"], values["note"])
            assert verdict.cause == values["cause"]

    def reads_back_answer(self, ritual: Reviewing, stage: Stage, values: Mapping[str, str]) -> None:
        if stage.key == "decision":
            review = ritual.review()
            assert review is not None
            decided = {v.goal: v.decision for v in review.verdicts}
            assert dict(values).items() <= decided.items()
        elif isinstance(ritual, Annual) and stage.key == "priorities":
            again = self.stage_again(ritual, stage)
            assert {q.key: q.offered for q in again.questions} == dict(values)
        else:
            assert ritual.answers()[stage.key].split("\n") == [t for t in values.values() if t]


TestRituals = Rituals.TestCase
TestRituals.settings = settings(
    max_examples=40,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
