"""Findings: what a check has to say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

Severity = Literal["block", "warn", "info"]
"""Blocks stop the commit, warnings lower the strength by half a rule, information by a quarter."""

Verdict = Literal["pass", "warn", "fail"]
"""What the findings of one letter come to."""

LETTERS = "SMART"
"""Specific, measurable, achievable, relevant, time-bound."""


class Offer(msgspec.Struct, frozen=True):
    """A ready mend, taken with one key: what it is called, and what it writes."""

    label: str
    """A few words, such as `support tickets`."""
    writes: Mapping[str, str]
    """Texts by place of the draft, see `pmgoals.model.draft.text_at`."""


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
    offers: tuple[Offer, ...] = ()
    """Ready mends, the likeliest first."""
    where: str = ""
    """Id of the record of the plan it is about; empty for the goal at hand, or the whole plan."""
    case: str = ""
    """Which of the rule's messages says it; empty for the usual one."""
    goals: tuple[str, ...] = ()
    """Ids of the goals of the plan it is about, the one that is to be mended first."""
    about: tuple[str, ...] = ()
    """Ids of all records it is about, as the rule gives them; what a mend works on."""
    key: str = ""
    """Names it as long as it is the same trouble, such as `P7-3k9qz`; empty for a goal at hand."""


class Judgement(msgspec.Struct, frozen=True):
    """All findings on one goal, and what they come to."""

    findings: list[Finding]
    """In the order of the letters."""
    verdicts: dict[str, Verdict]
    """By letter of SMART."""
    strength: float
    """(passes + half of the warnings) / rules that apply, 0.0 to 1.0; information counts 0.75."""

    @property
    def blocks(self) -> list[Finding]:
        """The findings that stop a commit."""
        return [finding for finding in self.findings if finding.severity == "block"]
