"""What the demo plan learned, read, noticed and can show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from pmgoals.model.journal import Evidence
from pmgoals.model.learning import LearningActivity, ReadingItem, ReadingState
from pmgoals.model.record import Privacy
from pmgoals.model.reflection import Signal
from pmgoals.services.demo.scribe import DAY, Scribe, workday
from pmgoals.services.demo.story import EvidenceText, LearningText, ReadingText, SignalText, Story

AT_HOME = ("book", "podcast", "article", "course")
"""Kinds of learning that may fall on a weekend."""

Begun = Callable[[str, dt.date], str | None]
"""Returns the id of a goal by its key, None for one that had not begun by a day."""


def write_growth(scribe: Scribe, story: Story, begun: Begun) -> None:
    """Write the learning log, evidence, the reading list and signals."""
    for activity in story.learning:
        _learning(scribe, activity, begun)
    for piece in story.evidence:
        _evidence(scribe, piece, begun)
    for item in story.reading:
        _reading(scribe, item, begun)
    for signal in story.signal:
        _signal(scribe, signal)


def _learning(scribe: Scribe, text: LearningText, begun: Begun) -> None:
    day = scribe.day(text.ago, text.quarter, text.share)
    day = day if text.kind in AT_HOME else workday(day)
    reader: Privacy = "manager" if text.applied_in else "mentor" if text.takeaway else "me"
    scribe.add(
        LearningActivity,
        day,
        on=day,
        privacy=reader,
        title=text.title,
        kind=text.kind,
        minutes=text.minutes,
        competency=text.competency,
        goal=begun(text.goal, day),
        takeaway=text.takeaway,
        rating=text.rating,
        applied_in=text.applied_in,
    )


def _evidence(scribe: Scribe, text: EvidenceText, begun: Begun) -> None:
    day = workday(scribe.day(text.ago, text.quarter, text.share))
    scribe.add(
        Evidence,
        day,
        on=day,
        title=text.title,
        kind=text.kind,
        competency=text.competency,
        level=text.level,
        goal=begun(text.goal, day),
        text=text.text,
        privacy=text.privacy,
    )


def _reading(scribe: Scribe, text: ReadingText, begun: Begun) -> None:
    first, *_ = days = [
        None if ago is None else scribe.today - ago * DAY
        for ago in (text.ago, text.begun, text.done)
    ]
    if first is None:
        return
    state: ReadingState = "done" if days[2] else "doing" if days[1] else "planned"
    scribe.add(
        ReadingItem,
        first,
        on=first,
        title=text.title,
        kind=text.kind,
        minutes=text.minutes,
        competency=text.competency,
        goal=begun(text.goal, first),
        why=text.why,
        state=state,
        started_on=days[1],
        done_on=days[2],
    )


def _signal(scribe: Scribe, text: SignalText) -> None:
    day = scribe.today - text.ago * DAY
    again = None if text.again is None else scribe.today + text.again * DAY
    scribe.add(
        Signal, day, on=day, kind=text.kind, title=text.title, text=text.text, again_on=again
    )
