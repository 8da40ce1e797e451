"""Align: what does not hold together in the plan, and the mends of it.

A mend is first tried on an imagined plan: it is offered only when it settles its finding and brings
no new one. Taking one is a single step of the history.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from math import ceil
from typing import TYPE_CHECKING

from pmgoals import knowledge
from pmgoals.errors import AmbiguousName, NotFound
from pmgoals.model.amounts import shown
from pmgoals.model.plan import Plan
from pmgoals.services.align import mend_links, mend_metrics, mend_work
from pmgoals.services.align.applying import apply, imagined
from pmgoals.services.align.keeping import keep, reason_of, told_again
from pmgoals.services.align.levelling import hours_over
from pmgoals.services.align.look import Look, look
from pmgoals.services.align.mend import Case, Mend, Propose
from pmgoals.services.align.outcome import outcome
from pmgoals.services.align.telling import cut, say_steps
from pmgoals.services.cooling import promised
from pmgoals.services.service import Service
from pmgoals.smart.critic import is_kept
from pmgoals.smart.finding import Finding
from pmgoals.smart.rules.plan import PLAN_CHECKS

if TYPE_CHECKING:
    from pmgoals.services.planner import Planner

PROPOSE: dict[str, Propose] = {
    "P1": mend_work.focus,
    "P2": mend_work.balance,
    "P3": mend_links.gap,
    "P4": mend_work.not_doing,
    "P5": mend_links.orphan,
    "P6": mend_metrics.redundancy,
    "P7": mend_metrics.conflict,
    "P8": mend_work.full_weeks,
    "P9": mend_work.promised_twice,
    "P10": mend_links.copied,
    "P11": mend_links.scorecard,
    "P12": mend_work.late,
    "P13": mend_work.circle,
    "P14": mend_links.other_rhythm,
    "P15": mend_metrics.vanity,
    "P16": mend_work.overbooked,
}
"""What proposes the mends of each rule's findings."""

MOST_MENDS = 10
"""Mends of one finding that are offered, beside keeping it."""

HOURS = ("P8", "P16")
"""Rules about hours."""

SEVERITIES = ("block", "warn", "info")
"""The order in which findings are told."""

LONGEST_LABEL = 90
"""Letters of a mend in the history."""


class Align(Service):
    """Findings over the whole plan, and what settles them."""

    def __init__(self, planner: Planner) -> None:
        super().__init__(planner)
        self._tried_on: Plan | None = None
        self._tried_at: dt.date | None = None
        self._tried: dict[str, list[Mend]] = {}
        """Mends by their finding's key, of that plan on that day."""

    def findings(self) -> list[Finding]:
        """Return what does not hold together, the weightier first, else in the rules' order."""
        return sorted(self._planner.coach.plan(), key=lambda f: SEVERITIES.index(f.severity))

    def kept(self) -> list[tuple[Finding, str]]:
        """Return the findings that are kept, each with the reason why it is meant so."""
        plan = self._planner.plan
        return [(each, reason_of(each, plan)) for each in self._planner.coach.plan(kept=True)]

    def look(self) -> Look:
        """Return the cascade of themes and goals, their numbers, the matrix and open answers."""
        return look(self._planner)

    def named(self, name: str) -> Finding:
        """Return the finding that a key, its start, its rule or its check names.

        One that is kept is meant where none that is told is. NotFound when there is none;
        AmbiguousName, with the matches, when there are several.
        """
        typed, every = name.strip().lower(), self.findings()
        kept = [each for each, _ in self.kept()]
        found = [f for f in (*every, *kept) if typed == f.key.lower()]
        for some in (every, kept):
            found = found or [f for f in some if typed and _begins(f, typed)]
        if len(found) == 1:
            return found[0]
        if not found:
            raise NotFound(
                f"Nothing is told under “{shown(name)}”.",
                "pmgoals align lists what does not hold together, each by its name.",
            )
        raise AmbiguousName(
            f"“{shown(name)}” means {len(found)} findings.",
            "Use the whole name.",
            [(finding.key, finding.message) for finding in found],
        )

    def mends(self, key: str) -> list[Mend]:
        """Return the mends of a finding that settle it and bring no new one, the likeliest first.

        One about goals can be kept with a reason, as the last one does; a kept one can be told
        again. NotFound or AmbiguousName for the name.
        """
        return self._mends(self.named(key))

    def _mends(self, finding: Finding) -> list[Mend]:
        """Return the mends of a finding, from memory where the plan is the one they were made of.

        To try them takes a while, and whoever lists them takes one of them next.
        """
        plan, today = self._planner.plan, self._planner.today
        if self._tried_on is not plan or self._tried_at != today:
            self._tried_on, self._tried_at, self._tried = plan, today, {}
        if finding.key not in self._tried:
            self._tried[finding.key] = self._tried_out(finding, plan)
        return self._tried[finding.key]

    def _tried_out(self, finding: Finding, plan: Plan) -> list[Mend]:
        case = Case(finding, plan, self._planner)
        if is_kept(finding, plan):
            return [told_again(case)]
        before = self._troubles(plan, self._planner.coach.plan(plan), finding)
        before[finding.rule] -= 1
        found: dict[str, Mend] = {}
        done = []
        for mend in PROPOSE[finding.rule](case):
            does = [step.effect for step in mend.sample()]
            if does in done or mend.key in found:
                continue  # the same by another name
            if self._settles(mend, finding, before):
                found[mend.key] = mend
                done.append(does)
            if len(found) == MOST_MENDS:
                break
        return [*found.values(), *keep(case)]

    def _settles(self, mend: Mend, finding: Finding, before: Counter[str]) -> bool:
        """Tell whether a mend settles its finding, and no rule finds more than before."""
        planner = self._planner
        then = imagined(planner.plan, mend.sample(), planner.clock.now())
        left = planner.coach.plan(then)
        if finding.key in {each.key for each in left}:
            return False
        after = self._troubles(then, left, finding)
        return all(count <= before[rule] for rule, count in after.items())

    def _troubles(self, plan: Plan, found: list[Finding], finding: Finding) -> Counter[str]:
        """Return how much each rule found in a plan, to be compared while `finding` is mended.

        Full weeks are counted by their hours, unless they are what is mended: a run of them that
        falls in two is no second trouble.
        """
        counts = Counter(each.rule for each in found)
        if finding.rule not in HOURS:
            for rule in HOURS:
                del counts[rule]
            counts["hours"] = ceil(hours_over(self._planner, plan))
        return counts

    def changes(self, mend: Mend) -> list[str]:
        """Return what a mend changes, a line each; of one that asks, with an example typed."""
        return say_steps(mend.sample(), self._planner.plan)

    def outcome(self, mend: Mend) -> list[str]:
        """Return what a mend that gives a goal more time makes of its status and horizon."""
        return outcome(self._planner, mend.sample())

    def preview(self, key: str, choice: str, text: str = "") -> list[str]:
        """Return what a mend would change and come to, a line each, and change nothing.

        Errors as `mend`; a reason that it asks for may still be missing.
        """
        chosen = self._chosen(self.named(key), choice)
        steps = chosen.sample() if chosen.eases and not text.strip() else chosen.steps(text)
        return [*say_steps(steps, self._planner.plan), *outcome(self._planner, steps)]

    def mend(self, key: str, choice: str, text: str = "") -> Mend:
        """Settle a finding by one of its mends, as one step; return the mend.

        `text` is what the mend asks. NotFound or AmbiguousName for the finding or the mend;
        BadInput for a text it cannot take.
        """
        finding = self.named(key)
        chosen = self._chosen(finding, choice)
        steps = chosen.steps(text)
        said = f"settled {knowledge.rules()[finding.rule].name.lower()}: {chosen.label}"
        reason = text.strip() if chosen.eases else finding.message
        with promised(self._planner, cut(said, LONGEST_LABEL)) as tx:
            apply(tx, steps, self._planner.today, reason)
        return chosen

    def _chosen(self, finding: Finding, choice: str) -> Mend:
        """Return the mend that its number, its key or a part of its label names."""
        mends = self._mends(finding)
        typed = choice.strip()
        if typed.isdecimal() and 0 < int(typed) <= len(mends):
            return mends[int(typed) - 1]
        low = "" if typed.isdecimal() else typed.lower()  # a number is never a part of the words
        found = [mend for mend in mends if low and mend.key == low]
        found = found or [mend for mend in mends if low and mend.key.startswith(low)]
        found = found or [mend for mend in mends if low and low in mend.label.lower()]
        if len(found) == 1:
            return found[0]
        every = [(str(number), mend.label) for number, mend in enumerate(mends, 1)]
        if not found:
            raise NotFound(
                f"{finding.key} has no mend “{shown(choice)}”.",
                f"pmgoals align mend {finding.key} lists them.",
            )
        raise AmbiguousName(f"“{shown(choice)}” means several mends.", "Use its number.", every)


def _begins(finding: Finding, typed: str) -> bool:
    """Tell whether a key, a rule or the name of a check begins like what was typed."""
    rule = finding.rule.lower()
    return typed in (rule, PLAN_CHECKS[finding.rule]) or (
        typed.startswith(f"{rule}-") and finding.key.lower().startswith(typed)
    )
