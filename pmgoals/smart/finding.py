"""Findings: what a check has to say."""

from __future__ import annotations

from typing import Literal

import msgspec

Severity = Literal["block", "warn", "info"]
"""Blocks stop the commit, warnings lower the strength, information does neither."""

Verdict = Literal["pass", "warn", "fail"]
"""What the findings of one letter come to."""

LETTERS = "SMART"
"""Specific, measurable, achievable, relevant, time-bound."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a rule noticed."""

    rule: str
    """Id of the rule, such as `T1`."""
    severity: Severity
    """How much it matters."""
    message: str
    """What is missing or odd, about the goal, never about the person."""
    mend: str
    """The next step that settles it."""
    field: str = ""
    """Key of the field to go to."""
    span: tuple[int, int] | None = None
    """Where in the sentence, as offsets; None when it is about no single words."""


class Judgement(msgspec.Struct, frozen=True):
    """All findings on one goal, and what they come to."""

    findings: list[Finding]
    """In the order of the letters."""
    verdicts: dict[str, Verdict]
    """By letter of SMART."""
    strength: float
    """(passes + half of the warnings) / rules that apply, 0.0 to 1.0."""

    @property
    def blocks(self) -> list[Finding]:
        """The findings that stop a commit."""
        return [finding for finding in self.findings if finding.severity == "block"]
