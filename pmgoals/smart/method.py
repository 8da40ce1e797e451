"""Which method fits a goal: SMART, OKR or a learning goal, and why."""

from __future__ import annotations

import datetime as dt

import msgspec

from pmgoals import knowledge
from pmgoals.model.goal import Method
from pmgoals.smart.sketch import Sketch

LONG = dt.timedelta(days=100)
"""Span beyond which an aim is long-term: a quarter and a little."""
MANY = 2
"""Measures of results from which a goal reads as an objective with key results."""


class MethodProposal(msgspec.Struct, frozen=True):
    """A method with the reason for it."""

    method: Method
    """The method that fits."""
    reason: str
    """Why, in one sentence about the goal."""


def propose_method(sketch: Sketch) -> MethodProposal:
    """Return the method that fits what is known of a goal.

    Learning while the skill is new, because a performance target on an unlearned skill hurts
    (Seijts and Latham 2005); OKR for what is strategic, long and has several results; SMART else.
    """
    if sketch.done_before is False:
        return _proposal("learning", "untried")
    if learns(sketch) and sketch.done_before is None and not sketch.measured:
        return _proposal("learning", "skill")
    results = sum(m.role == "lagging" and m.target is not None for m in sketch.measures)
    long = sketch.due is not None and sketch.due - sketch.start > LONG
    if results >= MANY:
        return _proposal("okr", "results")
    if sketch.kind == "strategic" and long:
        return _proposal("okr", "strategic")
    return _proposal("smart", "one_result")


def _proposal(method: Method, case: str) -> MethodProposal:
    return MethodProposal(method, knowledge.method_reasons()[case])


def learns(sketch: Sketch) -> bool:
    """Return whether a sentence is one of learning, by its verb or by the ways that it counts."""
    if sketch.wording is None or not sketch.wording.acts:
        return False
    smells, counted = knowledge.smells(), (sketch.wording.reading.metric or "").split()[:1]
    return sketch.wording.acts[0].low in smells.learning or bool(smells.ways & set(counted))
