"""What `pmgoals lint` prints for people: the sentence, its words underlined, and what to mend."""

from __future__ import annotations

from collections.abc import Iterator

from pmgoals.cli.output import NARROWEST_LINE, Output, Styled
from pmgoals.inert import inert
from pmgoals.knowledge import RuleText
from pmgoals.lines import width, wrapped
from pmgoals.services.coach import Heard
from pmgoals.smart.finding import Finding
from pmgoals.smart.reading_words import say_reading

ROLES = {"block": "bad", "warn": "watch", "info": "dim"}
"""Colour role of each severity; the word says the same."""

VERDICTS = {"pass": ("●", "good"), "warn": ("◐", "watch"), "fail": ("○", "bad")}
"""Sign and colour role of each verdict."""

MARKS = {"block": "^", "warn": "^", "info": "~"}
"""What underlines the words of a finding."""


def print_heard(out: Output, place: str, heard: Heard) -> None:
    """Print a sentence with its words underlined, what was understood, and every finding."""
    columns = max(NARROWEST_LINE, out.width())
    if place:
        out.say(Styled(place, "dim"))
    for text, marks in underlined(heard.wording.text, heard.judgement.findings, columns):
        out.say(Styled(text, "head"))
        if marks.strip():
            out.say(Styled(marks.rstrip(), "watch"))
    if understood := say_reading(heard.wording.reading):
        _wrapped(out, "read: ", understood, columns, "dim")
    for finding in heard.judgement.findings:
        label = f"{finding.rule:<4}{finding.severity:<6}"
        _wrapped(out, label, finding.message, columns, "", ROLES[finding.severity])
        ready = " · ".join(offer.label for offer in finding.offers)
        mend = f"{finding.mend} For example: {ready}." if ready else finding.mend
        _wrapped(out, " " * len(label), mend, columns, "dim")
    out.say(*_verdict(heard))


def _verdict(heard: Heard) -> Iterator[Styled]:
    """Yield the last line: the letters with their verdicts, and the strength or what blocks."""
    for letter, verdict in heard.judgement.verdicts.items():
        sign, role = VERDICTS[verdict]
        yield Styled(f"{letter} {sign} {verdict:<6}", role)
    blocks = [finding.rule for finding in heard.judgement.blocks]
    yield Styled(f"strength {round(heard.judgement.strength * 100)} %", "dim")
    if blocks:
        yield Styled(f", needs {' and '.join(blocks)}", "bad")


def underlined(text: str, findings: list[Finding], columns: int) -> Iterator[tuple[str, str]]:
    """Yield the sentence in lines of at most `columns`, each with the marks under its words."""
    marks = [" "] * len(text)
    for finding in sorted(findings, key=lambda f: f.severity != "info"):  # the graver on top
        start, end = finding.span or (0, 0)
        marks[start:end] = MARKS[finding.severity] * (end - start)
    line, under, used = "", "", 0
    for letter, mark in zip(inert(text), marks, strict=True):
        room = width(letter)
        if used + room > columns:
            yield line, under
            line, under, used = "", "", 0
        line += letter
        under += mark * room
        used += room
    yield line, under


def print_rule(out: Output, rule_id: str, rule: RuleText) -> None:
    """Print what a rule means: why, the mend, and one goal before and after."""
    columns = max(NARROWEST_LINE, out.width())
    out.say(Styled(f"{rule_id}  {rule.name}", "head"), f"  ({rule.severity})")
    _wrapped(out, "why     ", rule.why, columns, "")
    _wrapped(out, "mend    ", rule.mend, columns, "")
    _wrapped(out, "weak    ", rule.weak, columns, "")
    _wrapped(out, "strong  ", rule.strong, columns, "good")


def _wrapped(
    out: Output, label: str, text: str, columns: int, role: str, label_role: str = "dim"
) -> None:
    """Print text behind a label, its further lines indented under the first."""
    for at, part in enumerate(wrapped(" ".join(text.split()), columns - len(label))):
        lead = label if at == 0 else " " * len(label)
        out.say(Styled(lead, label_role), Styled(part, role))
