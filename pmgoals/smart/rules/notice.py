"""What a rule says when it fires, and the looks at a goal that several rules share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import msgspec

from pmgoals.knowledge import Family
from pmgoals.smart.finding import Offer, Severity
from pmgoals.smart.metrics import family_in, first_of
from pmgoals.smart.reading import Wording
from pmgoals.smart.sketch import MeasureSketch, Setting, Sketch
from pmgoals.smart.tokens import Token, tokens


class Notice(msgspec.Struct, frozen=True):
    """What a rule saw: the field it is about, and the values for its message."""

    field: str
    """Key of the field to go to."""
    words: Mapping[str, str] = {}
    """Values for the message's placeholders: numbers, names, days, words of the sentence."""
    span: tuple[int, int] | None = None
    """The words of the sentence it is about, as offsets."""
    offers: tuple[Offer, ...] = ()
    """Ready mends, the likeliest first."""
    where: str = ""
    """Id of the record of the plan it is about."""
    case: str = ""
    """Which of the rule's messages says it, by name; empty for the usual one."""
    severity: Severity | None = None
    """A severity below the rule's usual one, for a milder case."""
    goals: tuple[str, ...] = ()
    """Ids of the goals of the plan it is about."""
    about: tuple[str, ...] = ()
    """Ids of all records it is about, in an order that the rule's mends know."""
    mark: tuple[str, ...] = ()
    """What makes it the same trouble another day; the records it is about when empty."""


MOOT = Notice("")
"""What a rule returns that has nothing to judge yet; it then counts neither way."""

Check = Callable[[Sketch, Setting], Notice | None]
"""A rule: what it saw, None when all is well, `MOOT` when there is nothing to judge yet."""


class Rule(msgspec.Struct, frozen=True):
    """One rule of the critic."""

    check: Check
    """What it looks for."""
    alone: bool = False
    """Whether a sentence alone can be judged by it, without the fields of a goal."""

    def __call__(self, sketch: Sketch, setting: Setting) -> Notice | None:
        """Return what it saw."""
        return self.check(sketch, setting)


def writes(place: str, *texts: str) -> tuple[Offer, ...]:
    """Return offers that each write one text at a place, named by it."""
    return tuple(Offer(text, {place: text}) for text in texts)


def says(sketch: Sketch, phrases: Collection[str]) -> bool:
    """Return whether one of the words or phrases stands in the sentence."""
    return sketch.wording is not None and first_of(sketch.wording.pieces, phrases) is not None


def metric_pieces(sketch: Sketch) -> Sequence[Token]:
    """Return the words of the main metric, else those of the sentence."""
    main = sketch.main
    if main is not None and main.name:
        return tokens(main.name[:400])
    return sketch.wording.pieces if sketch.wording else ()


def family_of(sketch: Sketch) -> Family | None:
    """Return the family of the main metric, or that of the sentence."""
    return family_in(metric_pieces(sketch))


def metric_name(measure: MeasureSketch | None) -> str:
    """Return what a measure is called in a message."""
    return (measure.name if measure else "") or "the metric"


def further_measures(sketch: Sketch, names: Iterable[str], role: str) -> tuple[Offer, ...]:
    """Return offers that each add a measure behind those that are there."""
    row = max(1, sketch.next_row)
    return tuple(measure_offer(row, name, name=name, role=role) for name in names)


def measure_offer(row: int, label: str, **texts: str) -> Offer:
    """Return the offer that writes fields of the measure at a row."""
    return Offer(label, {f"measures.{row}.{key}": text for key, text in texts.items()})


def reworded(wording: Wording, texts: Mapping[str, str]) -> str:
    """Return the sentence with other words for some of its parts, by the key of their span."""
    text = wording.text
    for key in sorted(texts, key=lambda key: wording.reading.spans[key], reverse=True):
        start, end = wording.reading.spans[key]
        text = text[:start] + texts[key] + text[end:]
    return text
