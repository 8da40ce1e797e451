"""The coach beside the wizard's form: verdicts, findings with their ready mends, the sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from pmgoals import knowledge
from pmgoals.services.drafts import Assessed
from pmgoals.smart.finding import Finding, Offer
from pmgoals.smart.reading_words import say_reading
from pmgoals.smart.rules import RULES
from pmgoals.tui.screens.draft_marks import letters
from pmgoals.tui.screens.draft_steps import label_of, method_name, step_of
from pmgoals.tui.spans import Line, Span, fit, said, wrap

Build = Callable[[int], list[Line]]

VERDICTS = {
    "pass": ("●", "+", "good"),
    "warn": ("◐", "~", "warn"),
    "fail": ("○", "!", "bad"),
    "open": ("·", ".", "muted"),
}
"""Sign, ASCII sign and tone of each letter's state."""

SEVERITIES = {"block": "bad", "warn": "warn", "info": "muted"}
"""Tone of each severity; the letters above say the same in words."""

LINE = "line"
"""Where the focus is when it is on the first line."""

BEGINNING = (LINE, "why", "achievable")
"""Where what was learned before is read again: at the start, and where it is weighed."""

KEY_CELLS = 6
"""Cells of a mend's key, with the space around it."""

MEND_KEYS = ("^f", "f2", "f3", "f4", "f7", "f8", "f9")
"""Keys of the ready mends, first to last: what no field takes, and terminals do not swallow.

Alt and a digit is no key: it types a character in many terminals, and Textual reads it as one.
"""

GRAVITY = ("block", "warn", "info")
"""Severities, the gravest first."""


class Advice(msgspec.Struct, frozen=True):
    """What the coach says at one place of the wizard."""

    full: list[Finding]
    """Findings about what is asked here, in full."""
    brief: list[Finding]
    """The others that lower the strength, a line each."""
    offers: list[Offer | None]
    """Ready mends of the full ones, and a method that fits better, each at the place of its key;
    None where one was taken. `^f` takes the first."""


def advice(
    assessed: Assessed, here: str, turn: int = 0, held: Sequence[Offer | None] = ()
) -> Advice:
    """Return what to say at a step, or at the first line; `turn` brings another mend to the front.

    At the line that is what a sentence alone can hold; at the commit all that is grave. Mends that
    are `held` keep the key that they have there.
    """
    findings = assessed.judgement.findings
    if here == LINE:
        near = [f for f in findings if RULES[f.rule].alone and f.severity != "info"]
    elif here == "commit":
        near = [f for f in findings if f.severity != "info"]
        near.sort(key=lambda f: GRAVITY.index(f.severity))
    else:
        near = [f for f in findings if step_of(f.field) == here]
        near.sort(key=lambda f: GRAVITY.index(f.severity))
    brief = [f for f in findings if f not in near and f.severity != "info"]
    offers = [offer for finding in near for offer in finding.offers]
    if _another_method_fits(assessed) and here in ("specific", LINE):
        name = method_name(assessed.method.method)
        offers.append(Offer(f"make it {name}", {"method": assessed.method.method}))
    turned = turn % len(offers) if offers else 0
    return Advice(near, brief, keyed([*offers[turned:], *offers[:turned]], held))


def keyed(offers: Sequence[Offer], held: Sequence[Offer | None]) -> list[Offer | None]:
    """Return mends at the places of their keys: those that are held stay, others come behind.

    A mend that is gone leaves its place empty, until there is no key left for one that is there.
    """
    places = [offer if offer in offers else None for offer in held]
    places += [offer for offer in offers if offer not in held]
    if not any(places) or any(places[len(MEND_KEYS) :]):
        places = list(offers)
    return places[: len(MEND_KEYS)]


def _another_method_fits(assessed: Assessed) -> bool:
    """Return whether to propose a method: what the person chose is not argued with."""
    chosen = bool(assessed.filled.draft.fields.get("method"))
    return not chosen and assessed.method.method != assessed.sketch.method


def coach(
    assessed: Assessed,
    said_here: Advice,
    here: str,
    *,
    ascii_only: bool,
    short: bool,
    learned: Sequence[str] = (),
) -> Build:
    """Return what draws the coach; what was `learned` before stands where a goal begins.

    In a `short` one the verdicts stand elsewhere already, and ready mends come first, in sight.
    """
    full = sorted(said_here.full, key=lambda f: not f.offers) if short else said_here.full

    def build(width: int) -> list[Line]:
        lines: list[Line] = []
        if not short:
            lines = [[Span("Coach", "title")], verdicts(assessed, ascii_only), []]
        for place, problem in assessed.problems.items():
            lines += wrap(f"{label_of(place)}: {problem}", width, "bad")
        for finding in full:
            lines += _in_full(finding, said_here.offers, width, short=short)
        if here == "specific" or (here == LINE and _another_method_fits(assessed)):
            lines += _method(assessed, said_here.offers, width)
        if not assessed.judgement.findings and not assessed.problems:
            lines += wrap("Nothing to add: it says what, how much, why and by when.", width, "good")
        if said_here.brief:
            lines += [[], [Span("Elsewhere", "title")]]
            lines += [_in_brief(finding, width) for finding in said_here.brief]
        lines += [[], [Span("Your sentence", "title")], *wrap(assessed.sentence, width)]
        if learned and here in BEGINNING:
            lines += [[], [Span("You learned", "title")]]
            lines += [line for text in learned for line in wrap(text, width, "muted")]
        if said_here.full:
            keep = Span("^k", "accent", "screen.keep_finding")
            lines += [[], [keep, Span(" keeps a finding, with a reason", "muted")]]
        return lines if lines[0] else lines[1:]

    return build


def _in_full(
    finding: Finding, offers: Sequence[Offer | None], width: int, *, short: bool
) -> list[Line]:
    """Return a finding with its mend; where room is short, ready mends stand for the words."""
    tone = SEVERITIES[finding.severity]
    lines = wrap(finding.message, width, tone, "    ", first=fit(finding.rule, 4))
    if not (short and finding.offers):
        lines += wrap(finding.mend, width, "muted", "    ")
    return lines + _offered(finding.offers, offers, width)


def _offered(mine: Sequence[Offer], offers: Sequence[Offer | None], width: int) -> list[Line]:
    """Return ready mends with their keys; a click takes one too."""
    lines: list[Line] = []
    for number, offer in enumerate(offers, 1):
        if offer is None or offer not in mine:
            continue
        key = MEND_KEYS[number - 1]
        action = f"screen.take({number})"
        label = said(offer.label).text
        for line in wrap(label, width, "", " " * KEY_CELLS, first=f"  {key:<{KEY_CELLS - 2}}"):
            head, *rest = line
            lines.append(
                [Span(head.text, "accent", action), *(Span(s.text, "", action) for s in rest)]
            )
    return lines


def _method(assessed: Assessed, offers: Sequence[Offer | None], width: int) -> list[Line]:
    """Return which method fits, and the mend that takes it."""
    proposal = assessed.method
    name = method_name(proposal.method)
    if assessed.filled.draft.fields.get("method"):
        return []
    fits = "fits" if proposal.method == assessed.sketch.method else "would fit better"
    lines = [[], *wrap(f"{name[:1].upper()}{name[1:]} {fits}. {proposal.reason}", width, "muted")]
    mine = [offer for offer in offers if offer and offer.writes == {"method": proposal.method}]
    return lines + _offered(mine, offers, width)


def _in_brief(finding: Finding, width: int) -> Line:
    """Return a finding on one line, with the step it belongs to; a click goes there."""
    step = step_of(finding.field)
    number = next(n for n, s in enumerate(knowledge.wizard_steps(), 1) if s.key == step)
    action = f"screen.go_step('{step}')"
    name = fit(knowledge.rules()[finding.rule].name, max(8, width - 11))
    tone = SEVERITIES[finding.severity]
    return [
        Span(fit(finding.rule, 4), "muted", action),
        Span(name, tone, action),
        Span(f" step {number}", "muted", action),
    ]


def verdicts(assessed: Assessed, ascii_only: bool) -> list[Span]:
    """Return the letters with their verdicts, and the strength or what is still needed."""
    spans: list[Span] = []
    for letter, state in letters(assessed).items():
        sign, plain, tone = VERDICTS[state]
        spans += [Span(letter, "strong"), Span(f"{plain if ascii_only else sign} ", tone)]
    needed = len(assessed.judgement.blocks) + len(assessed.problems)
    if not assessed.sketch.title or needed:
        count = needed + (not assessed.sketch.title)
        return [*spans, Span(f" {count} still needed", "bad")]
    percent = round(assessed.judgement.strength * 100)
    return [*spans, Span(f" strength {percent} %", "muted")]


def understood(assessed: Assessed) -> Build:
    """Return what draws what was read from the first line, in one line; nothing of no reading."""
    words = said(say_reading(assessed.filled.wording.reading), "accent")
    lead = Span("read  ", "muted")

    def build(width: int) -> list[Line]:
        return [[lead, Span(fit(words.text, width - len(lead.text)), words.tone)]]

    return build if words.text else lambda _: [[]]
