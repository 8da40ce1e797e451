"""A year as a person lives it: what was promised, said and decided, day by day, as it was typed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec
import year_script as script
from goal_maker import commit, draft_of, tables_of

from pmgoals.clock import Clock
from pmgoals.errors import BadInput
from pmgoals.model.calendar import Week
from pmgoals.model.draft import Draft
from pmgoals.model.goal import Goal
from pmgoals.model.month import Month
from pmgoals.paths import find_paths
from pmgoals.services.planner import Planner
from pmgoals.services.rituals.reviewing import FINISH
from pmgoals.services.rituals.stage import Stage
from pmgoals.services.rituals.staged import Staged
from pmgoals.services.today import Today, look
from pmgoals.settings import Settings

SETTINGS = Settings(leave=script.LEAVE)
SEED = 2026


class Year:
    """The person, their home and the days they sit down."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.random = random.Random(SEED)
        self.goals: dict[str, list[str]] = {}
        """Ids by title: the first, then those that carry on with it."""
        self.looks: dict[dt.date, Today] = {}
        """What Today showed at the end of each day."""
        self.closed_on: dict[str, dt.date] = {}
        """The day of each review by its kind and period."""
        self.about: dict[str, list[str]] = {}
        """What stood beside each goal of a quarterly review, by quarter and title."""

    def planner(self, day: dt.date) -> Planner:
        """Return a planner of its own for a day."""
        paths = find_paths({"PMGOALS_HOME": str(self.home)})
        return Planner(paths, Clock(day), SETTINGS, bits=self.random.getrandbits)

    def live(self) -> None:
        """Live every day of the year, and look at the plan at the end of each."""
        doings = self._doings()
        day = script.FIRST
        while day <= script.LAST:
            planner = self.planner(day)
            for doing in doings.get(day, []):
                doing(planner)
            self.looks[day] = look(planner)
            planner.alignments.facts(Month.of(day))
            planner.years.facts(planner.years.year(day.year))
            day += dt.timedelta(days=1)

    # ---- the days ----

    def _doings(self) -> dict[dt.date, list[Callable[[Planner], None]]]:
        """Return what is done on which day, in order."""
        found: dict[dt.date, list[Callable[[Planner], None]]] = {script.FIRST: [self._begin]}

        def on(day: dt.date, *doings: Callable[[Planner], None]) -> None:
            found.setdefault(day, []).extend(doings)

        for day, doing in self._changes():
            on(day, doing)
        for week in script.weeks():
            if week.year == 2026 and week.number in script.LATE:
                on(script.LATE[week.number], lambda p, w=week: self._week(p, w))
        for week in script.weeks():
            friday = week.monday + dt.timedelta(days=4)
            if week.year == 2026 and week.number in (*script.LATE, *script.ON_LEAVE, script.MISSED):
                continue
            if week.year == 2026 and week.number in script.RESTED:
                on(friday, lambda p: p.journal.rest() and None)
            else:
                on(friday, lambda p, w=week: self._week(p, w))
        on(dt.date(2026, 1, 30), lambda p: self._correct(p, p.week, script.RAISE, "43.5"))
        on(dt.date(2026, 3, 27), lambda p: self._correct(p, Week(2026, 12), script.RAISE, "50.5"))
        on(dt.date(2026, 11, 27), lambda p: self._correct(p, Week(2026, 45), script.TALK, "4"))
        for number, day in enumerate(script.MONTHLY, 1):
            on(day, lambda p, n=number: self._month(p, n))
        for number, day in enumerate(script.QUARTERLY, 1):
            on(day, lambda p, n=number: self._quarter(p, n))
        on(script.ANNUAL, self._year)
        return found

    def _changes(self) -> Iterator[tuple[dt.date, Callable[[Planner], None]]]:
        """Yield what changes between the rituals: milestones done and moved, an eased target."""
        yield dt.date(2026, 2, 13), lambda p: _done(p, "Five admins invited")
        yield dt.date(2026, 3, 12), lambda p: _done(p, "Sample agreed")
        yield dt.date(2026, 5, 20), lambda p: _done(p, "Import guide agreed")
        yield dt.date(2026, 6, 5), _move_the_pilot
        yield dt.date(2026, 6, 8), lambda p: refused(p.journal.rest) and None
        yield dt.date(2026, 7, 8), lambda p: _done(p, "First pilot over")
        yield dt.date(2026, 8, 10), lambda p: self._ease(p)
        yield dt.date(2026, 10, 5), self._begin_interviews
        yield dt.date(2026, 11, 2), lambda p: self._harden(p)

    def _begin(self, planner: Planner) -> None:
        objective = draft_of(
            planner, title=script.OBJECTIVE, method="okr", kind="strategic", stretch="aspirational",
            due="31 Dec 2026",
        )  # fmt: skip
        self._keep(planner.drafts.commit(_bare(objective)))
        self._keep(
            commit(
                planner, title=script.RAISE, due="31 Mar 2026", stretch="aspirational",
                parent=self.goals[script.OBJECTIVE][0],
                measures__0__baseline="40 %", measures__0__target="80",
                milestones__0__title="Five admins invited", milestones__0__due="13 Feb 2026",
                milestones__1__title="Import guide agreed", milestones__1__due="20 Mar 2026",
            )
        )  # fmt: skip
        self._keep(
            commit(
                planner, title=script.CUT, due="30 Jun 2026", measures__0__name="response time",
                measures__0__definition="median of a week", measures__0__unit="hours",
                measures__0__baseline="30", measures__0__target="12",
                measures__1__name="satisfaction", measures__1__role="guardrail",
                measures__1__baseline="4.5", measures__1__target="4.2",
                milestones__0__title="Triage rules live", milestones__0__due="31 Mar 2026",
                milestones__0__target="21",
            )
        )  # fmt: skip
        self._keep(
            commit(
                planner, title=script.HOLD, due="30 Sep 2026", measures__0__name="churn",
                measures__0__definition="accounts lost in 30 days", measures__0__baseline="2.5 %",
                measures__0__target="3", measures__0__way="maintain",
            )
        )  # fmt: skip
        pilots = draft_of(planner, title=script.PILOT, due="31 Dec 2026")
        goal = self._keep(planner.drafts.commit(_bare(pilots)))
        for title, due, weight in script.PILOTS:
            planner.milestones.add(goal.id, title, due, weight=weight)
        planner.priorities.add("Own onboarding", success="New teams stay")

    def _begin_interviews(self, planner: Planner) -> None:
        self._keep(
            commit(
                planner, title=script.TALK, start="1 Oct 2026", due="31 Dec 2026",
                measures__0__name="interviews held", measures__0__definition="30 minutes or more",
                measures__0__baseline="0", measures__0__target="10",
                milestones__0__title="Guide agreed", milestones__0__due="30 Oct 2026",
            )
        )  # fmt: skip

    def _keep(self, goal: Goal) -> Goal:
        self.goals.setdefault(goal.title, []).append(goal.id)
        return goal

    def _ease(self, planner: Planner) -> None:
        measure = planner.measures.main(self.goals[script.RAISE][-1])
        for reason in ("", "  "):
            refused(lambda r=reason: planner.measures.edit(measure.id, r, target=76.0))
        planner.measures.edit(measure.id, "the mobile team left", target=76.0)

    def _harden(self, planner: Planner) -> None:
        planner.measures.edit(planner.measures.main(self.goals[script.TALK][-1]).id, target=12.0)

    # ---- the rituals ----

    def _week(self, planner: Planner, week: Week) -> None:
        """Go through a week's ritual."""
        ritual = planner.rituals.weekly(week)
        go_through(ritual, lambda stage: self._said_in(planner, week, stage))

    def _said_in(self, planner: Planner, week: Week, stage: Stage) -> dict[str, str]:
        """Return what is typed into a stage of a week."""
        number = week.number
        if stage.key.startswith("goal:"):
            goal = planner.plan.goals[stage.key.removeprefix("goal:")]
            said = {"confidence": f"{self.random.randint(4, 9)}/10", "note": f"word of {week}"}
            for measure in planner.plan.measures_of(goal.id):
                text = script.value(measure.name, week, self.random)
                if text:
                    said[measure.id] = text
            if number % 6 == 0:
                said |= {"blocker": "dependency", "next_action": "Ask the data team"}
            return said
        if stage.key in ("intention", "kept"):
            return {q.key: self.random.choice(["yes", "partly", "no"]) for q in stage.questions}
        if stage.key == "commitments":
            return {"0": f"Send the brief {number}", "1": f"  Ask five users {number} "}
        if stage.key == "wins":
            kind = "influence" if number % 9 == 0 else ""
            return {"0": f"Sales changed the script {number}", "kind": kind}
        return {"0": f"{stage.key} of {week}"} if number % 2 or stage.key == "change" else {}

    def _correct(self, planner: Planner, week: Week, title: str, text: str) -> None:
        """Go back to a week's stage and type another value."""
        ritual = planner.rituals.weekly(week)
        goal = next(g for g in planner.plan.active_goals if g.title == title)
        stage = stage_of(ritual, f"goal:{goal.id}")
        assert stage.answered
        main = planner.measures.main(goal.id)
        ritual.answer(stage, typed_over(stage, {main.id: text}))

    def _month(self, planner: Planner, number: int) -> None:
        ritual = planner.rituals.monthly()
        assert ritual.month == Month(2026, number)

        def said(stage: Stage) -> dict[str, str]:
            if stage.title == script.CUT and stage.key.startswith("goal:") and number == 2:
                return {"course": "update", "what": "Nights are left out", "by": "in 2 weeks"}
            if stage.key.startswith("goal:") or stage.key == FINISH:
                return {}
            if stage.key == "summary":
                return {"0": stage.offered("0") or f"Month {number} went as said."}
            return {"0": f"{stage.key} in month {number}"}

        go_through(ritual, said)
        self._closed(ritual)

    def _quarter(self, planner: Planner, number: int) -> None:
        ritual = planner.rituals.quarterly()
        assert str(ritual.quarter) == f"FY26 Q{number}"
        names = {goal.id: goal.title for goal in planner.plan.open_goals}
        judged = script.JUDGED[number]

        def said(stage: Stage) -> dict[str, str]:
            if stage.key.startswith("goal:"):
                self.about[f"Q{number} {stage.title}"] = stage.about
                words = judged[stage.title]
                return {key: text for key, text in words.items() if key != "decision"}
            if stage.key == "decision":
                return {q.key: judged[names[q.key]]["decision"] for q in stage.questions}
            if stage.key == FINISH:
                return {FINISH: "yes"}
            return {"0": f"{stage.key} in Q{number}"}

        if number == 1:
            self._ungrounded(planner, ritual)
        go_through(ritual, said)
        self._closed(ritual)
        for goal in self.planner(planner.today).plan.open_goals:
            if goal.id not in self.goals[goal.title]:
                self._keep(goal)

    def _ungrounded(self, planner: Planner, ritual: Staged) -> None:
        """Try to finish with a grade that nobody gave a reason for."""
        goal_id = self.goals[script.CUT][0]
        stage, before = stage_of(ritual, f"goal:{goal_id}"), tables_of(planner)
        values = typed_over(stage, {"grade": "0.7"})
        assert "propose (0.8)" in refused(lambda: ritual.answer(stage, values)).what
        assert tables_of(planner) == before
        planner.reviews.judge(ritual.quarter, goal_id, grade=0.7)
        before, finish = tables_of(planner), stage_of(ritual, FINISH)
        assert "propose (0.8)" in refused(lambda: ritual.answer(finish, {FINISH: "yes"})).what
        assert tables_of(planner) == before and ritual.closed() is None

    def _year(self, planner: Planner) -> None:
        ritual = planner.rituals.annual()
        assert str(ritual.year) == "FY26"

        def said(stage: Stage) -> dict[str, str]:
            if stage.key == FINISH:
                return {}
            return {stage.questions[0].key: f"{stage.key} of the year"}

        go_through(ritual, said)
        self._closed(ritual)

    def _closed(self, ritual: Staged) -> None:
        review = ritual.closed()
        assert review is not None and ritual.stages() == []
        self.closed_on[f"{review.kind} {review.period}"] = review.on


# ---- typing ----


def go_through(ritual: Staged, said: Callable[[Stage], Mapping[str, str]]) -> None:
    """Answer every stage in turn, each as it stands when its turn comes."""
    for key in [stage.key for stage in ritual.stages()]:
        stage = stage_of(ritual, key)
        values = typed_over(stage, said(stage))
        for question in stage.questions:
            ritual.check(question, values[question.key], stage)
        ritual.answer(stage, values)


def stage_of(ritual: Staged, key: str) -> Stage:
    return next(stage for stage in ritual.stages() if stage.key == key)


def typed_over(stage: Stage, said: Mapping[str, str]) -> dict[str, str]:
    """Return what is offered with what was typed over it; only what is asked can be typed."""
    assert said.keys() <= {q.key for q in stage.questions}
    return {q.key: q.offered for q in stage.questions} | dict(said)


def refused(doing: Callable[[], object]) -> BadInput:
    """Return the refusal of what is not taken."""
    try:
        doing()
    except BadInput as error:
        return error
    raise AssertionError("It was taken.")


def _bare(draft: Draft) -> Draft:
    """Return a draft without measures and milestones, kept so with a reason."""
    why = {"M1": "its parts say it"}
    return msgspec.structs.replace(draft, measures=[], milestones=[], overrides=why)


def _milestone(planner: Planner, title: str) -> str:
    plan = planner.plan
    return next(
        m.id for g in plan.active_goals for m in plan.milestones_of(g.id) if m.title == title
    )


def _done(planner: Planner, title: str) -> None:
    planner.milestones.done(_milestone(planner, title))


def _move_the_pilot(planner: Planner) -> None:
    pilot, day = _milestone(planner, "First pilot over"), dt.date(2026, 7, 10)
    refused(lambda: planner.milestones.move(pilot, day))
    planner.milestones.move(pilot, day, "legal reads the offer")
