"""What `pmgoals align` says, as JSON documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from pmgoals import knowledge
from pmgoals.analytics.portfolio import Composite
from pmgoals.model.goal import Goal
from pmgoals.services.align.look import KINDS, Branch, Look, MatrixRow
from pmgoals.services.align.mend import Mend
from pmgoals.services.planner import Planner
from pmgoals.smart.finding import Finding
from pmgoals.smart.rules.plan import PLAN_CHECKS


def align_document(planner: Planner, seen: Look, findings: Sequence[Finding]) -> dict[str, Any]:
    """Return everything that Align shows."""
    found = planner.themes.alignment()
    return {
        "quarter": str(seen.quarter),
        "findings": [_finding(finding) for finding in findings],
        "kept": [{**_finding(each), "reason": why} for each, why in planner.align.kept()],
        "themes": [
            {
                "id": each.theme.id,
                "title": each.theme.title,
                "kind": each.theme.kind,
                "weight": each.theme.weight,
                "share_of_weights": each.weight,
                "until": each.theme.until,
                "is_over": each.is_over,
                **_numbers(each.numbers),
                "goals": [_goal(goal, depth, planner) for goal, depth in _in_order(each.branches)],
            }
            for each in seen.themes
        ],
        "whole": _numbers(seen.whole),
        "matrix": [_row(row, seen) for row in seen.matrix],
        "gaps": [{"id": theme.id, "title": theme.title} for theme in found.gaps],
        "orphans": [{"id": goal.id, "title": goal.title} for goal in found.orphans],
        "apart": [
            {"id": goal.id, "title": goal.title, "reason": goal.no_theme_reason}
            for goal in found.apart
        ],
        "unanswered": [
            {
                "id": each.goal.id,
                "title": each.goal.title,
                "questions": each.questions,
                "ethics": each.ethics,
            }
            for each in seen.unanswered
        ],
    }


def counts_document(found: Sequence[tuple[Finding, int]]) -> list[dict[str, Any]]:
    """Return findings, each with how many mends it has."""
    return [{**_finding(each), "mends": count} for each, count in found]


def mends_document(finding: Finding, mends: Sequence[Mend], planner: Planner) -> dict[str, Any]:
    """Return a finding with its mends."""
    return {
        **_finding(finding),
        "mends": [
            {
                "key": mend.key,
                "label": mend.label,
                "told": mend.told,
                "outcome": planner.align.outcome(mend),
                "asks": mend.ask.label if mend.ask else None,
            }
            for mend in mends
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "key": finding.key,
        "check": PLAN_CHECKS[finding.rule],
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "why": knowledge.rules()[finding.rule].why,
        "mend": finding.mend,
        "where": finding.where or None,
        "goals": list(finding.goals),
    }


def _numbers(found: Composite) -> dict[str, Any]:
    fields = msgspec.structs.asdict(found)
    return {
        "progress": fields.pop("share"),
        "counted": fields.pop("goals"),
        "without_numbers": fields.pop("unknown"),
        **fields,
    }


def _in_order(branches: Sequence[Branch], depth: int = 0) -> list[tuple[Goal, int]]:
    found: list[tuple[Goal, int]] = []
    for branch in branches:
        found += [(branch.goal, depth), *_in_order(branch.below, depth + 1)]
    return found


def _goal(goal: Goal, depth: int, planner: Planner) -> dict[str, Any]:
    return {
        "id": goal.id,
        "title": goal.title,
        "depth": depth,
        "parent": goal.parent,
        "weight": goal.weight,
        "status": planner.goals.health(goal).status,
    }


def _row(row: MatrixRow, seen: Look) -> dict[str, Any]:
    names = [str(quarter) for quarter in seen.quarters]
    return {
        "theme": row.theme.id if row.theme else None,
        **dict(zip(KINDS, row.kinds, strict=True)),
        "quarters": [
            {"quarter": name, "goals": count}
            for name, count in zip(names, row.quarters, strict=True)
        ],
    }
