"""The forms of what is noticed between two reflections: the market, people, feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pmgoals.model.calendar import say_date
from pmgoals.services.signals import EXAMPLES
from pmgoals.tui.flows import day_check, day_of
from pmgoals.tui.forms import Form, FormField

if TYPE_CHECKING:
    from pmgoals.model.reflection import Signal, SignalKind
    from pmgoals.services.planner import Planner
    from pmgoals.services.signals import SignalFields


class Asked(msgspec.Struct, frozen=True):
    """How the questions about an entry of one kind are worded."""

    new: str
    """Title of the form of a new entry."""
    change: str
    """Title of the form of one that is there."""
    title: tuple[str, str]
    """Label and help of the title."""
    text: tuple[str, str, str]
    """Label, example and help of the text."""
    on: tuple[str, str]
    """Label and help of the day."""
    again: tuple[str, str]
    """Label and help of the day to come back to it."""
    link: bool = True
    """Whether it is asked where it can be found."""


ASKED: dict[SignalKind, Asked] = {
    "market": Asked(
        "Note a market signal",
        "Edit the market signal",
        ("Signal", "What changed, or what somebody did, in a few words."),
        ("What it means", "ours is by job; sales is asked about it", "What it means for you."),
        ("Noticed on", "The day you noticed it."),
        ("Look again on", "A day to look again; empty for none."),
    ),
    "person": Asked(
        "Add a person",
        "Edit the person",
        ("Name", "The name, or the role: it stays on this machine."),
        (
            "How we know each other",
            "met at a talk; knows pricing",
            "What connects you, and what you could give each other.",
        ),
        ("Last talked", "The day you last talked."),
        ("Get in touch on", "A day to get in touch, marked here when it has come; empty for none."),
        link=False,
    ),
    "feedback": Asked(
        "Keep feedback",
        "Edit the feedback",
        ("What was said", "In their words, as near as you remember."),
        (
            "Who said it",
            "my lead, after the roadmap review",
            "Who said it, and about what.",
        ),
        ("Said on", "The day it was said."),
        ("Look again on", "A day to ask whether it changed; empty for none."),
        link=False,
    ),
}
"""The wording by kind."""


def signal_form(planner: Planner, kind: SignalKind, signal: Signal | None = None) -> Form:
    """Return the questions about an entry of a kind, new or there already."""
    asked, s = ASKED[kind], signal
    title, title_help = asked.title
    text, example, text_help = asked.text
    fields = [
        FormField(
            key="title",
            label=title,
            value=s.title if s else "",
            placeholder=EXAMPLES[kind],
            help=title_help,
        ),
        FormField(
            key="text",
            label=text,
            value=s.text if s else "",
            placeholder=example,
            help=text_help,
            prose=bool(s and "\n" in s.text),
        ),
        *_days(planner, asked, signal),
    ]
    if asked.link:
        link = s.link if s else ""
        fields.append(
            FormField(
                key="link",
                label="Found at",
                value=link,
                expects="https://…",
                help="Where it can be found again.",
            )
        )
    return Form(
        name=f"signal-{s.id if s else f'new-{kind}'}",
        title=asked.change if s else asked.new,
        save="save" if s else "keep it",
        fields=fields,
    )


def _days(planner: Planner, asked: Asked, s: Signal | None) -> list[FormField]:
    on, on_help = asked.on
    again, again_help = asked.again
    return [
        FormField(
            key="on",
            replaced=True,
            label=on,
            value=say_date(s.on if s else planner.today),
            help=f"{on_help} today, yesterday, fri, 3 days ago, 21 Nov 2026.",
            check=day_check(planner, past=True),
        ),
        FormField(
            key="again_on",
            replaced=True,
            label=again,
            value=say_date(s.again_on) if s and s.again_on else "",
            placeholder="in 6 weeks",
            help=again_help,
            check=day_check(planner),
        ),
    ]


def save_signal(
    planner: Planner, values: dict[str, str], kind: SignalKind, signal: Signal | None = None
) -> Signal:
    """Keep an entry, or save one that was edited; return it."""
    on, again = values["on"].strip(), values["again_on"].strip()
    fields: SignalFields = {
        "title": values["title"],
        "text": values["text"].strip(),
        "on": day_of(planner, on, past=True) if on else planner.today,
        "again_on": day_of(planner, again) if again else None,
    }
    if "link" in values:
        fields["link"] = values["link"].strip()
    if signal is not None:
        return planner.signals.edit(signal.id, **fields)
    return planner.signals.add(
        kind,
        fields["title"],
        text=fields["text"],
        on=fields["on"],
        again_on=fields["again_on"],
        link=fields.get("link", ""),
    )
