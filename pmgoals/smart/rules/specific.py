"""S: whether it is one thing, said so that anyone would know it again."""

from __future__ import annotations

import re

from pmgoals import knowledge
from pmgoals.knowledge import Wish
from pmgoals.smart.finding import Offer
from pmgoals.smart.metrics import first_of, wish_in
from pmgoals.smart.reading import Wording
from pmgoals.smart.rules.notice import MOOT, Notice, measure_offer, says
from pmgoals.smart.sketch import Setting, Sketch

_JOINED_BY = r"(?i)\A[\s,;.&+→]*(?:(?:and|plus|while)\b[\s,]*)?"

STATEMENT_WORDS = 30
"""Words a goal may have and still be remembered."""
STATEMENT_LETTERS = 240
"""Characters it may have, in however few words."""
TITLE_LETTERS = 80
"""Characters of a title that stands beside the sentence, as its short name."""


def has_measure(sketch: Sketch) -> bool:
    """Return whether a measure has a target, or a name that is not just the sentence's words."""
    name = sketch.main.name if sketch.main else ""
    read = sketch.wording.reading.metric if sketch.wording else None
    return sketch.measured or (bool(name) and name != read)


def vague_verb(sketch: Sketch, _: Setting) -> Notice | None:
    """S1: a verb that promises nothing, and no number that would."""
    if sketch.wording is None or not sketch.title:
        return MOOT
    if has_measure(sketch) or not sketch.wording.reading.vague:
        return None
    span = _vague_words(sketch.wording)
    return span and Notice("metric", {"verb": sketch.wording.text[slice(*span)]}, span)


def _vague_words(wording: Wording) -> tuple[int, int] | None:
    """Return where a vague verb stands: `improve` alone, `become` with a quality behind it."""
    smells, pieces = knowledge.smells(), wording.pieces
    for at, here in enumerate(pieces):
        if here.low in smells.needs_quality:
            behind = pieces[at + 1 : at + 3]
            quality = next((t for t in behind if t.low in smells.qualities), None)
            if quality is not None:
                return here.start, quality.end
    vague = smells.vague_verbs - smells.needs_quality
    acting = {0, *(verb.index for verb in wording.acts if not verb.low.endswith("ed"))}
    found = (piece for at, piece in enumerate(pieces) if at in acting and piece.low in vague)
    piece = next(found, None)
    return (piece.start, piece.end) if piece else None


def several_goals(sketch: Sketch, _: Setting) -> Notice | None:
    """S2: two movements in one sentence, or a movement and a piece of work beside it."""
    if sketch.wording is None:
        return MOOT
    seen = sketch.wording.reading
    if not seen.has_number:
        return MOOT
    moves = seen.several and "second" in seen.spans
    span = seen.spans["second"] if moves else _work_beside(sketch.wording)
    if span is None:
        return None
    text = sketch.wording.text
    first, rest = text[: span[0]].rstrip(" ,;"), re.sub(_JOINED_BY, "", text[span[0] :]).strip()
    second = re.sub(_JOINED_BY, "", text[span[0] : span[1]]).strip()
    due = seen.spans.get("deadline")
    if due is not None and due[0] >= span[0]:
        first = f"{first} {text[due[0] : due[1]]}"  # the day that both were given
    offers = (Offer("keep the first", {"line": first}), Offer("keep the second", {"line": rest}))
    return Notice("line", {"second": second}, span, offers, case="" if moves else "work")


def _work_beside(wording: Wording) -> tuple[int, int] | None:
    """Return where a piece of work is joined behind the numbers: `to 30 % and launch the app`."""
    target, due = (wording.reading.spans.get(key) for key in ("target", "deadline"))
    if target is None or wording.reading.outcome != "outcome":
        return None
    for verb in wording.acts:
        here, before = wording.pieces[verb.index], wording.pieces[max(0, verb.index - 1)]
        joined = before.low in ("and", "plus", "&", ";") and before.start >= target[1]
        if joined and verb.does("output") and not verb.means and not here.low.endswith("ing"):
            end = due[0] if due and due[0] > here.start else len(wording.text)
            return before.start, len(wording.text[:end].rstrip(" ,;."))
    return None


def too_long(sketch: Sketch, _: Setting) -> Notice | None:
    """S3: the goal cannot be remembered. A sentence is one wherever it is said."""
    if not sketch.title:
        return MOOT
    words = len(sketch.title.split())
    most = TITLE_LETTERS if sketch.named else STATEMENT_LETTERS
    if len(sketch.title) <= most and words <= STATEMENT_WORDS:
        return None
    return Notice("line", {"letters": f"{len(sketch.title):,}", "words": f"{words:,}"})


def solution_not_problem(sketch: Sketch, _: Setting) -> Notice | None:
    """S4: something to be built stands where the problem should."""
    if sketch.wording is None:
        return MOOT
    if sketch.wording.reading.outcome == "unclear":
        return MOOT
    if sketch.wording.reading.outcome != "output" or sketch.measured or names_impact(sketch):
        return None
    smells, pieces = knowledge.smells(), sketch.wording.pieces
    met = first_of(pieces, smells.solutions)
    if met is None or any(verb.low in smells.removing for verb in sketch.wording.acts):
        return None
    behind = next((t for t in pieces if t.start >= met.end), None)
    if behind is not None and behind.text[:1].isupper():
        return None  # part of a name: "the Notification Service"
    return Notice("problem", {"thing": met.words}, (met.start, met.end))


def names_impact(sketch: Sketch) -> bool:
    """Return whether the sentence says what the work is for."""
    return says(sketch, knowledge.smells().purposes)


def soft_quality(sketch: Sketch, _: Setting) -> Notice | None:
    """S5: a quality that everyone reads their own way, and nothing that would show it."""
    if sketch.wording is None:
        return MOOT
    if has_measure(sketch) or not sketch.wording.reading.vague:
        return None
    met = wish_in(sketch.wording.pieces)
    if met is not None:
        where, wish = met
        return Notice(
            "metric",
            {"quality": where.words},
            (where.start, where.end),
            wish_offers(wish, sketch.main_row),
        )
    soft = first_of(sketch.wording.pieces, knowledge.smells().unmeasured)
    if soft is None:
        return None
    return Notice("metric", {"quality": soft.words}, (soft.start, soft.end))


def wish_offers(wish: Wish, row: int) -> tuple[Offer, ...]:
    """Return the ways to measure a soft wish, each ready to be the measure of a row."""
    return tuple(
        measure_offer(
            row,
            measure.metric,
            name=measure.metric,
            definition=measure.counts,
            source=measure.source,
            unit="" if measure.unit == "count" else measure.unit,
            role=measure.role,
        )
        for measure in wish.measures
    )
