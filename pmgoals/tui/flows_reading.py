"""The forms of the reading list, and the service line that saves each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmgoals.model.amounts import parse_minutes
from pmgoals.tui.flows_learning import (
    TIME_HELP,
    competency_field,
    goal_field,
    kind_field,
    link_field,
    minutes_field,
    rating_field,
    rating_of,
    takeaway_field,
)
from pmgoals.tui.forms import Form, FormField

if TYPE_CHECKING:
    from pmgoals.model.learning import ReadingItem
    from pmgoals.services.planner import Planner
    from pmgoals.services.reading import ReadingFields

Values = dict[str, str]

FIRST_KIND = "book"
"""The kind that a new item starts with."""


def reading_form(planner: Planner, item: ReadingItem | None = None) -> Form:
    """Return the questions about something on the reading list, new or there."""
    i = item
    return Form(
        name=f"reading-{i.id if i else 'new'}",
        title="Put on the reading list" if i is None else "Edit what is on the list",
        save="put it there" if i is None else "save",
        fields=[
            FormField(
                key="title",
                label="What",
                value=i.title if i else "",
                placeholder="Talk on pricing experiments",
                help="A book, course, talk, or somebody to learn from.",
            ),
            kind_field(i.kind if i else FIRST_KIND),
            FormField(
                key="why",
                label="What for",
                value=i.why if i else "",
                placeholder="the price test of the Team plan",
                help="What it is to be good for; it says later whether it still is.",
            ),
            competency_field(planner, "The skill it serves.", i.competency if i else ""),
            minutes_field(i.minutes if i else 0, "How long it will take: 45m, 1h30, 8h."),
            goal_field(planner, "The goal it serves.", i.goal if i else None),
            link_field(i.link if i else ""),
        ],
    )


def save_reading(planner: Planner, values: Values, item: ReadingItem | None = None) -> str:
    """Put something on the reading list, or save what is on it."""
    minutes = values["minutes"].strip()
    fields: ReadingFields = {
        "title": values["title"],
        "kind": values["kind"],
        "why": values["why"].strip(),
        "competency": values["competency"],
        "minutes": parse_minutes(minutes) if minutes else 0,
        "goal": values["goal"] or None,
        "link": values["link"].strip(),
    }
    if item is not None:
        planner.reading.edit(item.id, **fields)
        return "Saved."
    planner.reading.add(**fields)
    return "It is on the list; space begins it."


def finish_form(item: ReadingItem) -> Form:
    """Return the questions at the end of something on the list."""
    return Form(
        name=f"finish-{item.id}",
        title=item.title,
        intro=item.why,
        save="finish it",
        fields=[minutes_field(item.minutes, TIME_HELP), takeaway_field(), rating_field()],
    )


def save_finish(planner: Planner, values: Values, item: ReadingItem) -> str:
    """Finish an item; it becomes learning of today."""
    minutes = values["minutes"].strip()
    planner.reading.finish(
        item.id,
        minutes=parse_minutes(minutes) if minutes else 0,
        takeaway=values["takeaway"],
        rating=rating_of(values),
    )
    return "Done, and in the log."
