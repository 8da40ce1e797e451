"""The coach: what the critic says of a sentence, a draft, a goal and the whole plan."""

from __future__ import annotations

import datetime as dt

import msgspec
from msgspec.structs import replace

from pmgoals import knowledge
from pmgoals.analytics.reach import best_quarter
from pmgoals.errors import NotFound
from pmgoals.knowledge import RuleText
from pmgoals.model.amounts import shown
from pmgoals.model.goal import Goal
from pmgoals.model.plan import Plan
from pmgoals.services.ladders import ladder_of
from pmgoals.services.plan_hours import plan_setting
from pmgoals.services.service import Service
from pmgoals.smart import critic
from pmgoals.smart.finding import Finding, Judgement
from pmgoals.smart.reading import Wording, parse
from pmgoals.smart.sketch import Setting, Sketch, sketch_of


class Heard(msgspec.Struct, frozen=True):
    """A sentence, and what the critic says of it."""

    wording: Wording
    """The sentence with its parts."""
    judgement: Judgement
    """Findings, verdicts, strength."""


class Coach(Service):
    """Judges by the person's own levels and profile."""

    def sentence(self, text: str, as_of: dt.date | None = None) -> Heard:
        """Return what a sentence alone says and what the critic says of it, seen from a day."""
        today = as_of or self._planner.today
        calendar = self._planner.calendar
        wording = parse(text, today, calendar)
        judgement = critic.judge_sentence(
            wording,
            self._calendar_setting(today),
            levels=self._planner.settings.rules,
            profile=self._planner.settings.critic,
        )
        return Heard(wording, judgement)

    def sketch(self, sketch: Sketch, kept: list[str], goal_id: str | None = None) -> Judgement:
        """Return what the critic says of a goal; `kept` are rules whose findings stand."""
        return critic.judge(
            sketch,
            self._setting(sketch, goal_id),
            kept=kept,
            levels=self._planner.settings.rules,
            profile=self._planner.settings.critic,
        )

    def goal(self, goal: Goal) -> Judgement:
        """Return what the critic says of a committed goal."""
        sketch = sketch_of(goal, self._planner.plan, self._planner.calendar)
        return self.sketch(sketch, [o.rule for o in goal.overrides], goal.id)

    def rules(self, name: str) -> dict[str, RuleText]:
        """Return what a rule says, by its id, with the person's own severity; `all` for each.

        NotFound for a name that is no rule's.
        """
        texts = knowledge.rules()
        wanted = list(texts) if name.strip().lower() == "all" else [name.strip().upper()]
        if unknown := [rule for rule in wanted if rule not in texts]:
            raise NotFound(
                f"There is no rule {shown(unknown[0])}.", f"The rules are {', '.join(texts)}."
            )
        settings = self._planner.settings
        found = {}
        for rule in wanted:
            severity = critic.severity_of(rule, settings.rules, settings.critic)
            text = texts[rule]
            found[rule] = text if severity is None else replace(text, severity=severity)
        return found

    def plan(self, plan: Plan | None = None, *, kept: bool = False) -> list[Finding]:
        """Return what does not hold together in the plan as a whole, or in one imagined.

        With `kept` what one of its goals keeps with a reason, and nothing else.
        """
        settings = self._planner.settings
        plan = plan or self._planner.plan
        setting = plan_setting(self._planner, plan)
        levels, profile = settings.rules, settings.critic
        return critic.judge_plan(plan, setting, levels=levels, profile=profile, kept=kept)

    def _calendar_setting(self, today: dt.date) -> Setting:
        """Return what the calendar around a day says."""
        calendar = self._planner.calendar
        quarter = calendar.quarter_of(today)
        return Setting(
            today=today,
            fiscal_year_end=calendar.year_end(today),
            quarter_end=quarter.end,
            next_quarter_end=calendar.next(quarter).end,
        )

    def _setting(self, sketch: Sketch, goal_id: str | None) -> Setting:
        plan, today = self._planner.plan, self._planner.today
        others = [goal for goal in plan.active_goals if goal.id != goal_id]
        parent = plan.goals.get(sketch.parent or "")
        theme = plan.themes.get(sketch.theme or "")
        rated = plan.assessments_of(sketch.competency) if sketch.competency else []
        skill = ladder_of(plan).competency(sketch.competency)
        return replace(
            self._calendar_setting(today),
            other_goals=len(others),
            hours_promised=sum(goal.hours_week or 0.0 for goal in others),
            hours_available=self._planner.settings.weekly_hours,
            themes=len(plan.themes),
            parent_title=parent.title if parent else "",
            parent_due=parent.due if parent else None,
            theme_title=theme.title if theme else "",
            theme_choices=tuple((t.id, t.title) for t in plan.themes.values()),
            skill=skill.name if skill else "",
            capability=rated[-1].capability if rated else None,
            best_quarter=best_quarter(plan, self._planner.settings.lines),
        )
