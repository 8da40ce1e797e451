"""Coverage: what a level expects, against dated evidence.

A promotion is granted for work that is shown at the next level already, more than once and not
long ago; what is thin or stale is where the next quarter's evidence is needed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Literal

import msgspec

from pmgoals.model.journal import Evidence
from pmgoals.model.ladder import Competency, Expectation, Ladder

ENOUGH = 2
"""Pieces of evidence that show an expectation: once may be luck."""

FRESH = dt.timedelta(weeks=26)
"""How long evidence counts as of now: reviews look back half a year."""

State = Literal["shown", "thin", "stale", "none"]
"""Whether an expectation is shown: often enough and of late, too seldom, too long ago, never."""


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """One expectation of a level and what shows it."""

    competency: Competency
    """The competency."""
    expectation: Expectation | None
    """What the level asks for; None where the ladder says nothing."""
    pieces: list[Evidence]
    """What shows it, latest first."""
    state: State
    """How far it is shown."""

    @property
    def latest(self) -> dt.date | None:
        """The day of the latest piece; None without one."""
        return self.pieces[0].on if self.pieces else None


def coverage(
    ladder: Ladder,
    level: str,
    evidence: Sequence[Evidence],
    today: dt.date,
    taken_up: Collection[str] = (),
) -> list[Cover]:
    """Return each expectation of a level with its evidence, in the order of the competencies.

    `evidence` comes latest first. A piece counts for the level it was judged to show and those
    below it; one that was not judged counts for the level that is asked about. Optional
    competencies count when they are among those `taken_up`, by key, or when something shows them.
    """
    at = ladder.place(level)
    found = []
    for known in ladder.competencies:
        pieces = [
            piece
            for piece in evidence
            if piece.competency == known.key
            and (not piece.level or ladder.place(piece.level) >= at)
            and piece.on <= today
        ]
        expectation = ladder.expectation(known.key, level)
        counts = known.core or known.key in taken_up
        if pieces or (expectation and counts):
            found.append(
                Cover(
                    competency=known,
                    expectation=expectation,
                    pieces=pieces,
                    state=_state(pieces, today),
                )
            )
    return found


def left_out(ladder: Ladder, level: str, covers: Sequence[Cover]) -> list[Competency]:
    """Return the competencies of which a level expects something that does not count yet."""
    there = {cover.competency.key for cover in covers}
    return [
        known
        for known in ladder.competencies
        if known.key not in there and ladder.expectation(known.key, level)
    ]


def _state(pieces: Sequence[Evidence], today: dt.date) -> State:
    if not pieces:
        return "none"
    if today - pieces[0].on > FRESH:
        return "stale"
    return "shown" if len(pieces) >= ENOUGH else "thin"
