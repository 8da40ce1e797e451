"""What goals serve."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pmgoals.model.record import Record, need_above_0, need_day

ThemeKind = Literal["company", "portfolio", "personal"]
"""A company's strategic theme, a portfolio goal above one's own, or a personal vision."""


class Theme(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A direction that several goals may serve."""

    title: str
    """The theme in a few words."""
    kind: ThemeKind = "company"
    """Where it comes from."""
    why: str = ""
    """What it is for."""
    weight: float = 1.0
    """Its share among the themes, above 0."""
    until: dt.date | None = None
    """The horizon it holds for."""

    def __post_init__(self) -> None:
        need_day("until", self.until)
        need_above_0("weight", self.weight)
