"""Holds a goal against the rules and says what they come to."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pmgoals import knowledge
from pmgoals.smart.finding import LETTERS, Finding, Judgement, Severity, Verdict
from pmgoals.smart.rules import MOOT, RULES
from pmgoals.smart.sketch import Setting, Sketch

WORTH: dict[Severity, float] = {"block": 0.0, "warn": 0.5, "info": 1.0}
"""What a rule adds to the strength when it found something."""


def judge(
    sketch: Sketch,
    setting: Setting,
    *,
    kept: Collection[str] = (),
    levels: Mapping[str, str] | None = None,
) -> Judgement:
    """Return the findings on a goal with its fields, its verdicts and its strength.

    `kept` are ids of rules whose findings the person has looked at and keeps; `levels` sets a
    rule's severity (`off` leaves it out).
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
        severity = _severity(levels.get(rule_id), text.severity)
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


def _severity(level: str | None, usual: Severity) -> Severity:
    """Return the level the person set for a rule, or its usual one."""
    return level if level in WORTH else usual


def _verdicts(findings: list[Finding]) -> dict[str, Verdict]:
    verdicts: dict[str, Verdict] = dict.fromkeys(LETTERS, "pass")
    for finding in findings:
        letter = finding.rule[0]
        if finding.severity == "block":
            verdicts[letter] = "fail"
        elif finding.severity == "warn" and verdicts[letter] == "pass":
            verdicts[letter] = "warn"
    return verdicts
