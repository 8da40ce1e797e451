"""Holds a goal against the rules and says what they come to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from pmgoals import knowledge
from pmgoals.model import ids
from pmgoals.model.plan import Plan
from pmgoals.smart.finding import LETTERS, Finding, Judgement, Severity, Verdict
from pmgoals.smart.reading import Wording
from pmgoals.smart.rules import MOOT, RULES, Notice
from pmgoals.smart.rules.plan import PLAN_RULES, PlanSetting
from pmgoals.smart.sketch import Setting, Sketch, sentence_sketch

WORTH: dict[Severity, float] = {"block": 0.0, "warn": 0.5, "info": 0.75}
"""What a rule adds to the strength when it found something."""


Profile = Literal["gentle", "standard", "strict"]
"""How much the critic says."""

PROFILES: dict[Profile, dict[Severity, Severity]] = {
    "gentle": {"warn": "info"},
    "standard": {},
    "strict": {"info": "warn"},
}
"""What each profile makes of a usual severity; blocks stay blocks."""


def judge(
    sketch: Sketch,
    setting: Setting,
    *,
    kept: Collection[str] = (),
    levels: Mapping[str, str] | None = None,
    profile: Profile = "standard",
) -> Judgement:
    """Return the findings on a goal with its fields, its verdicts and its strength.

    A sentence alone is judged by the rules for what a sentence can hold.

    `kept` are ids of rules whose findings the person has looked at and keeps; `levels` sets a
    rule's severity (`off` leaves it out); the gentle profile turns warnings into information, the
    strict one information into warnings.
    """
    levels = levels or {}
    findings: list[Finding] = []
    worth, applied = 0.0, 0
    for rule_id, rule in RULES.items():
        if levels.get(rule_id) == "off" or (sketch.alone and not rule.alone):
            continue
        notice = rule(sketch, setting)
        if notice is MOOT:
            continue
        applied += 1
        if notice is None or rule_id in kept:
            worth += 1.0
            continue
        usual = notice.severity or knowledge.rules()[rule_id].severity
        severity = _severity(levels.get(rule_id), usual, profile)
        worth += WORTH[severity]
        findings.append(finding_of(rule_id, severity, notice))
    return Judgement(findings, _verdicts(findings), worth / applied if applied else 0.0)


def judge_sentence(
    wording: Wording,
    setting: Setting,
    *,
    levels: Mapping[str, str] | None = None,
    profile: Profile = "standard",
) -> Judgement:
    """Return the findings on a sentence alone, by what a sentence can hold."""
    sketch = sentence_sketch(wording, setting.today)
    return judge(sketch, setting, levels=levels, profile=profile)


def judge_plan(
    plan: Plan,
    setting: PlanSetting,
    *,
    levels: Mapping[str, str] | None = None,
    profile: Profile = "standard",
    kept: bool = False,
) -> list[Finding]:
    """Return what does not hold together in the plan as a whole, by the rules of letter P.

    Left out is what one of its goals keeps with a reason, by the finding's key; with `kept` that
    alone is returned.
    """
    found: list[Finding] = []
    for rule_id, check in PLAN_RULES.items():
        if (levels or {}).get(rule_id) == "off":
            continue
        usual = knowledge.rules()[rule_id].severity
        for notice in check(plan, setting):
            severity = _severity((levels or {}).get(rule_id), notice.severity or usual, profile)
            finding = finding_of(rule_id, severity, notice)
            if is_kept(finding, plan) == kept:
                found.append(finding)
    return found


def is_kept(finding: Finding, plan: Plan) -> bool:
    """Tell whether one of the goals that a finding is about keeps it with a reason."""
    goals = (plan.goals.get(own_id) for own_id in finding.goals)
    return any(kept.rule == finding.key for goal in goals if goal for kept in goal.overrides)


def key_of(rule_id: str, notice: Notice) -> str:
    """Return what a finding over the plan is named by: the same as long as it is the same trouble.

    `P7-3k9qz` is the rule and five characters that follow from the records it is about.
    """
    mark = notice.mark or notice.about or (notice.where,)
    return f"{rule_id}-{ids.following('k', rule_id, notice.case, *mark)[1:6]}"


def finding_of(rule_id: str, severity: Severity, notice: Notice) -> Finding:
    """Return what a rule saw, in the words of its text."""
    text = knowledge.rules()[rule_id]
    message = text.says(notice.case).format(**notice.words)
    return Finding(
        rule=rule_id,
        severity=severity,
        message=message[:1].upper() + message[1:],
        mend=text.mend_of(notice.case).format(**notice.words),
        field=notice.field,
        span=notice.span,
        offers=notice.offers,
        where=notice.where,
        case=notice.case,
        goals=notice.goals,
        about=notice.about,
        key=key_of(rule_id, notice) if rule_id in PLAN_RULES else "",
    )


def severity_of(
    rule_id: str, levels: Mapping[str, str], profile: Profile = "standard"
) -> Severity | None:
    """Return how much a rule's finding matters to the person; None for one that is off."""
    level = levels.get(rule_id)
    if level == "off":
        return None
    return _severity(level, knowledge.rules()[rule_id].severity, profile)


def _severity(level: str | None, usual: Severity, profile: Profile) -> Severity:
    """Return the level the person set for a rule, else its usual one in the profile."""
    if level in WORTH:
        return level
    return PROFILES[profile].get(usual, usual)


def _verdicts(findings: list[Finding]) -> dict[str, Verdict]:
    verdicts: dict[str, Verdict] = dict.fromkeys(LETTERS, "pass")
    for finding in findings:
        letter = finding.rule[0]
        if finding.severity == "block":
            verdicts[letter] = "fail"
        elif finding.severity == "warn" and verdicts[letter] == "pass":
            verdicts[letter] = "warn"
    return verdicts
