"""Measures of a goal and the readings taken of them."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pmgoals.model.amounts import say_amount
from pmgoals.model.record import Record, need_above_0, need_amount, need_day

Direction = Literal["increase", "decrease", "reach", "maintain"]
"""Which way is better: up, down, to a level, or inside a band."""

Role = Literal["lagging", "leading", "proxy", "guardrail"]
"""The result itself, what moves first, a faster stand-in, or what must not suffer."""


Told = Literal["index", "bucket", "percent"]
"""Another way to tell a number: 100 at the start, one digit of it, or the way covered."""


class Measure(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A metric of a goal. A key result is a measure of a goal whose method is OKR."""

    goal: str
    """Id of the goal."""
    name: str
    """The metric, such as `onboarding completion`."""
    definition: str = ""
    """What counts and what does not."""
    source: str = ""
    """Where the number is read."""
    unit: str = ""
    """Unit of every value: `%`, `days`, `USD`, `users` ..."""
    baseline: float | None = None
    """Where it stood at the start, in `unit`."""
    target: float | None = None
    """Where it is to be, in `unit`; for a band, its nearer edge."""
    original_target: float | None = None
    """The first target committed to, when it has moved since."""
    direction: Direction = "increase"
    """Which way is better."""
    low: float | None = None
    """Lower edge of the band to stay in, for `maintain` and guardrails."""
    high: float | None = None
    """Upper edge of the band."""
    role: Role = "lagging"
    """What it is for."""
    weight: float = 1.0
    """Its share in the goal's progress, above 0."""
    told: Told | None = None
    """How its numbers are told to those who may not read them; None for not at all."""

    def __post_init__(self) -> None:
        need_above_0("weight", self.weight)
        for name in ("baseline", "target", "original_target", "low", "high"):
            need_amount(name, getattr(self, name))


class Reading(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A dated value of a measure."""

    measure: str
    """Id of the measure."""
    on: dt.date
    """The day it was true."""
    value: float
    """The value, in the measure's unit."""
    note: str = ""
    """What to know about it."""
    replaces: str | None = None
    """Id of the reading it corrects; that one is kept and no longer counts."""

    def __post_init__(self) -> None:
        need_day("on", self.on)
        need_amount("value", self.value)


def direction_of(baseline: float | None, target: float | None) -> Direction:
    """Return the way from baseline to target; `reach` when either is not known."""
    if baseline is None or target is None or baseline == target:
        return "reach"
    return "increase" if target > baseline else "decrease"


def band_of(
    role: Role,
    baseline: float | None,
    target: float | None,
    *,
    hold: bool = False,
    lower_is_better: bool = False,
) -> tuple[float | None, float | None]:
    """Return the band whose limit is the target, open on the good side; two None without one.

    Guardrails have one, and measures that are to be held. Today's value lies inside; where it is
    not known, or is the limit itself, a guardrail is not to be passed upwards, and a level to be
    held is good above it unless less is better.
    """
    if target is None or not (hold or role == "guardrail"):
        return None, None
    below = role == "guardrail" or lower_is_better
    if baseline is not None and baseline != target:
        below = target > baseline
    return (None, target) if below else (target, None)


def say_band(measure: Measure) -> str:
    """Return the values that a guardrail or a held level may take; empty without limits."""
    low, high = measure.low, measure.high
    if low is not None and high is not None:
        return f"{say_amount(low, measure.unit)} to {say_amount(high, measure.unit)}"
    if high is not None:
        return f"up to {say_amount(high, measure.unit)}"
    return f"from {say_amount(low, measure.unit)}" if low is not None else ""
