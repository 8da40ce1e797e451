"""From a competency or a template to a goal: what can be chosen, and the form of the blanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from pmgoals import knowledge
from pmgoals.errors import BadInput
from pmgoals.model.amounts import say_minutes
from pmgoals.model.calendar import say_date
from pmgoals.services.templates import DUE, read_blank
from pmgoals.tui.flows import day_check, day_of
from pmgoals.tui.forms import Check, Form, FormField

if TYPE_CHECKING:
    from pmgoals.knowledge import Activity, Blank, Template
    from pmgoals.model.draft import Draft
    from pmgoals.services.planner import Planner


class Choices(msgspec.Struct, frozen=True):
    """What a person can choose from."""

    options: list[tuple[str, str, str]]
    """Key, words and remark of each; an empty key is a heading."""
    told: dict[str, str]
    """What is told of an option while the cursor is on it, by key."""


# ---- what makes a competency grow ----


def development(planner: Planner, competency: str) -> Choices:
    """Return the ways to develop a competency: own words, a template, something to read or do."""
    found = planner.competencies.development(competency)
    options = [("own", "In my own words", "a learning goal in the wizard")]
    told = {"own": "The wizard opens with the competency set; one line is enough to begin."}
    if found.templates:
        options.append(("", "A goal from a template", ""))
    for template in found.templates:
        key = f"template:{template.key}"
        options.append((key, template.name, level_name(planner, template)))
        told[key] = f"{template.about} Its blanks are asked, then the wizard opens."
    if found.activities:
        options.append(("", "For the reading list", ""))
    listed = {item.title for item in planner.reading.items(done=False)}
    for number, activity in enumerate(found.activities):
        key = f"activity:{number}"
        options.append((key, activity.text, ""))
        told[key] = _about(activity, there=activity.text in listed)
    return Choices(options, told)


def _about(activity: Activity, *, there: bool) -> str:
    kind = knowledge.choice(knowledge.learning_kinds(), activity.kind)
    about = f"{kind.label if kind else activity.kind}, {say_minutes(activity.minutes)}"
    return f"{activity.text} {about}{'; it is on the list already' if there else ''}."


def put_on_list(planner: Planner, competency: str, number: int) -> str:
    """Put a suggested activity on the reading list, once; return what is told."""
    activity = planner.competencies.development(competency).activities[number]
    if any(activity.text == item.title for item in planner.reading.items(done=False)):
        return "It is on the reading list already."
    planner.reading.add(
        activity.text, kind=activity.kind, competency=competency, minutes=activity.minutes
    )
    return "On the reading list of Learn. u takes it back."


# ---- all templates ----


def level_name(planner: Planner, template: Template) -> str:
    """Return the name of the level from which a template is usual work."""
    known = planner.ladders.now.level(template.level) or knowledge.level(template.level)
    return known.name if known else template.level


def _competency_name(planner: Planner, template: Template) -> str:
    key = template.competency
    known = planner.ladders.now.competency(key) or knowledge.competency(key)
    return known.name if known else key


def templates(planner: Planner) -> Choices:
    """Return all templates: those of the person's level and of the widest gaps come first."""
    fits = {template.key: _fit(planner, template) for template in knowledge.templates()}
    near = [template for template in knowledge.templates() if fits[template.key] != (0, False)]
    near.sort(key=lambda template: fits[template.key], reverse=True)
    rest = [template for template in knowledge.templates() if template not in near]
    options: list[tuple[str, str, str]] = []
    told: dict[str, str] = {}
    for heading, group in (("Your level and your widest gaps", near), ("The others", rest)):
        if group and near:
            options.append(("", heading, ""))
        for t in group:
            gap, mine = fits[t.key]
            level = f"{level_name(planner, t)}{' (yours)' if mine else ''}"
            remark = f"{level} · {_competency_name(planner, t)}{f' {gap:+d}' if gap else ''}"
            options.append((t.key, t.name, remark))
            told[t.key] = f"{remark}\n{t.about}"
    return Choices(options, told)


def _fit(planner: Planner, template: Template) -> tuple[int, bool]:
    """Return how near a template is: its gap, when one of the widest, and if it is of my level."""
    profile = planner.plan.profile
    level = planner.ladders.now.like(profile.level) if profile else None
    mine = level is not None and template.level in (level.key, level.like)
    gaps = {standing.key: standing.gap or 0 for standing in planner.competencies.gaps()}
    return gaps.get(template.competency, 0), mine


# ---- the blanks ----

BLANK_HELP = {
    "text": "An example stands in it; the first key replaces it.",
    "number": "A proposal stands in it; the first key replaces it.",
    "today": "Not measured yet? Leave it empty.",
    "then": "The number you go for.",
}
"""What is said of a blank while it has the cursor, by its kind."""


def _blank_check(blank: Blank) -> Check:
    def check(text: str) -> str:
        try:
            read_blank(blank, text)
        except BadInput as error:
            return str(error)
        return ""

    return check


def template_form(planner: Planner, template: Template) -> Form:
    """Return the questions of a template, its proposals in them, the deadline last."""
    offered = planner.templates.offered(template)
    fields = [
        FormField(
            key=blank.key,
            replaced=True,
            label=blank.ask,
            value=offered[blank.key],
            placeholder=blank.example,
            help=f"{blank.ask}. {BLANK_HELP[blank.kind]}",
            check=_blank_check(blank),
        )
        for blank in template.blank
    ]
    due = FormField(
        key=DUE,
        replaced=True,
        label="Done by",
        value=offered[DUE],
        expects=offered[DUE],
        help="The deadline: 30 Sep 2027, end of Q2, in 6 weeks.",
        check=day_check(planner),
    )
    return Form(
        name=f"template-{template.key}",
        title=template.name,
        intro=template.about,
        save="to the wizard",
        fields=[*fields, due],
    )


def filled(planner: Planner, template: Template, values: dict[str, str]) -> Draft:
    """Return the draft of a template; the deadline is written as the day it means."""
    typed = values[DUE].strip()
    day = {DUE: say_date(day_of(planner, typed))} if typed else {}
    return planner.templates.fill(template, values | day)
