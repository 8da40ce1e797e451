"""The rules for one goal, each a small function that looks at one thing.

A rule takes a sketch and its setting, and returns what it saw: a finding's field and words for
the message, None when all is well, or `MOOT` when there is nothing to judge yet. What is said
stands in `knowledge/rules.toml`.
"""

from __future__ import annotations

from pmgoals.smart.rules import achievable, measurable, relevant, specific, timely
from pmgoals.smart.rules.notice import MOOT, Check, Notice, Rule

__all__ = ["MOOT", "RULES", "Check", "Notice", "Rule"]

RULES: dict[str, Rule] = {
    "S1": Rule(specific.vague_verb, alone=True),
    "S2": Rule(specific.several_goals, alone=True),
    "S3": Rule(specific.too_long, alone=True),
    "S4": Rule(specific.solution_not_problem, alone=True),
    "S5": Rule(specific.soft_quality, alone=True),
    "M1": Rule(measurable.no_measure, alone=True),
    "M2": Rule(measurable.no_baseline, alone=True),
    "M3": Rule(measurable.undefined_metric),
    "M4": Rule(measurable.output_not_outcome, alone=True),
    "M5": Rule(measurable.activity_count, alone=True),
    "M6": Rule(measurable.vanity_metric, alone=True),
    "M7": Rule(measurable.one_kind_of_measure),
    "M8": Rule(measurable.slow_metric, alone=True),
    "M9": Rule(measurable.only_yes_or_no, alone=True),
    "M10": Rule(measurable.contradictory_direction, alone=True),
    "A1": Rule(achievable.jump_too_big, alone=True),
    "A2": Rule(achievable.too_easy, alone=True),
    "A3": Rule(achievable.outside_control, alone=True),
    "A4": Rule(achievable.unanswered_dependencies),
    "A5": Rule(achievable.capacity_exceeded),
    "A6": Rule(achievable.new_skill, alone=True),
    "R1": Rule(relevant.serves_nothing),
    "R2": Rule(relevant.copy_of_parent),
    "R3": Rule(relevant.no_guardrail, alone=True),
    "R4": Rule(relevant.ethics_unanswered),
    "R5": Rule(relevant.no_why),
    "T1": Rule(timely.no_deadline, alone=True),
    "T2": Rule(timely.unclear_deadline, alone=True),
    "T3": Rule(timely.not_broken_down),
    "T4": Rule(timely.past_deadline, alone=True),
    "T5": Rule(timely.no_next_step),
    "T6": Rule(timely.beyond_the_year),
    "T7": Rule(timely.late_milestone),
    "T8": Rule(timely.no_turning_day),
}
"""Rules by id, in the order their findings are shown."""
