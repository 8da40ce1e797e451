"""Keeping a finding of the coach as it is, with the reason for it."""

from __future__ import annotations

from collections.abc import Sequence

from pmgoals import knowledge
from pmgoals.smart.finding import Finding
from pmgoals.tui.forms import Form, FormField


def keep_form(findings: Sequence[Finding]) -> Form:
    """Return the question which finding stands, and why."""
    names = knowledge.rules()
    seen = {finding.rule: f"{finding.rule} {names[finding.rule].name}" for finding in findings}
    return Form(
        name="keep-finding",
        title="Keep a finding as it is",
        intro="It is said no more, and the reason is stored with the goal.",
        save="keep it",
        fields=[
            FormField(key="rule", label="Finding", options=list(seen.items())),
            FormField(
                key="reason",
                label="Reason",
                placeholder="agreed with my manager, who sees it the same way",
                help="One line; it is what your later self will read.",
            ),
        ],
    )
