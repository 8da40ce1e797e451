"""Holds a goal against the rules and says what they come to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from pmgoals import knowledge
from pmgoals.smart.finding import LETTERS, Finding, Judgement, Severity, Verdict
from pmgoals.smart.rules import MOOT, RULES
from pmgoals.smart.sketch import Setting, Sketch

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

    `kept` are ids of rules whose findings the person has looked at and keeps; `levels` sets a
    rule's severity (`off` leaves it out); the gentle profile turns warnings into information, the
    strict one information into warnings.
    """
    texts = knowledge.rules()
    levels = levels or {}
    findings: list[Finding] = []
    worth, applied = 0.0, 0
    for rule_id, rule in RULES.items():
        notice = rule(sketch, setting)
        if notice is MOOT or levels.get(rule_id) == "off":
            continue
        applied += 1
        if notice is None or rule_id in kept:
            worth += 1.0
            continue
        text = texts[rule_id]
        severity = _severity(levels.get(rule_id), text.severity, profile)
        worth += WORTH[severity]
        findings.append(
            Finding(
                rule=rule_id,
                severity=severity,
                message=text.message.format(**notice.words),
                mend=text.mend,
                field=notice.field,
            )
        )
    return Judgement(findings, _verdicts(findings), worth / applied if applied else 0.0)


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
