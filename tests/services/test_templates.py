"""Goal templates: filled with their examples they are goals that the critic has nothing against."""

from __future__ import annotations

import datetime as dt
import re
import string
from collections.abc import Callable

import pytest

from pmgoals import knowledge
from pmgoals.errors import BadInput
from pmgoals.knowledge import Template
from pmgoals.ladder_file import LadderFile
from pmgoals.model.draft import with_text
from pmgoals.model.ladder import Competency, Level
from pmgoals.services.planner import Planner

TEMPLATES = {template.key: template for template in knowledge.templates()}
DAYS = [dt.date(2026, 11, 27), dt.date(2027, 2, 14), dt.date(2026, 12, 31), dt.date(2028, 2, 29)]


def blanks_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", TEMPLATES)
@pytest.mark.parametrize("day", DAYS)
def test_a_template_with_its_examples_lints_clean(
    key: str, day: dt.date, make_planner: Callable[..., Planner]
) -> None:
    planner = make_planner(day)
    draft = planner.templates.fill(TEMPLATES[key])
    found = planner.drafts.assess(draft)
    assert not found.problems
    assert {finding.rule for finding in found.judgement.findings} <= {"R1"}  # the person's to link
    heard = planner.coach.sentence(draft.line)
    assert not [f for f in heard.judgement.findings if f.severity in ("block", "warn")]
    priority = planner.priorities.add("Own it")
    linked = with_text(draft, "priority", priority.id)
    assert not planner.drafts.assess(linked).judgement.findings
    assert planner.drafts.commit(linked).competency == TEMPLATES[key].competency


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_template_is_whole(key: str) -> None:
    template = TEMPLATES[key]
    asked = {blank.key for blank in template.blank} | {"due"}
    texts = [template.line, *template.fields.values()]
    for measure in template.measure:
        texts += [measure.name, measure.definition, measure.source, measure.baseline,
                  measure.target, measure.unit]  # fmt: skip
    used = set().union(*(blanks_in(text) for text in texts))
    assert used == asked, "a blank that is not asked, or asked for nothing"
    assert 1 <= len(template.blank) <= 6 and 4 <= template.weeks <= 52
    assert len(template.name) <= 60 and len(template.about) <= 140
    assert template.fields["why"] and "{due}" in template.line
    assert knowledge.competency(template.competency) and knowledge.level(template.level)
    assert set(template.fields) <= {f.key for s in knowledge.wizard_steps() for f in s.fields}


def test_there_is_a_template_for_every_core_competency_and_level_up_to_director() -> None:
    assert len(TEMPLATES) >= 24
    core = {known.key for known in knowledge.competencies() if known.core}
    assert core <= {template.competency for template in TEMPLATES.values()}
    levels = [template.level for template in TEMPLATES.values()]
    order = [level.key for level in knowledge.levels()]
    assert levels == sorted(levels, key=order.index)
    assert all(levels.count(level) >= 3 for level in order[:6])


def test_blanks_are_filled_and_empty_ones_keep_their_example(planner: Planner) -> None:
    template = planner.templates.named("setup")
    first = template.blank[0]
    offered = planner.templates.offered(template)
    assert offered[first.key] == first.example and list(offered)[-1] == "due"
    own = {first.key: "shops that take a first order", "due": ""}
    draft = planner.templates.fill(template, own)
    assert "shops that take a first order" in draft.line and offered["due"] in draft.line
    assert not re.search(r"[{}]", draft.line + "".join(draft.fields.values()))
    assert draft.fields["competency"] == template.competency
    assert planner.drafts.all() == []


def test_a_template_is_named_by_a_part_of_its_name(planner: Planner) -> None:
    some: Template = knowledge.templates()[0]
    assert planner.templates.named(some.key) == planner.templates.named(some.name) == some
    with pytest.raises(BadInput, match="template"):
        planner.templates.named("nothing like it")
    ours = planner.templates.for_competency("team_leadership", "senior_pm")
    assert ours and ours[0].level == "senior_pm"


def test_a_template_leaves_out_a_competency_that_the_own_ladder_does_not_have(
    planner: Planner,
) -> None:
    talk = Competency(key="talk", name="Talking", area="People")
    level = Level(key="l1", name="L1")
    planner.ladders.take(
        LadderFile(name="Acme", levels=[level], competencies=[talk], expectations={})
    )
    draft = planner.templates.fill(knowledge.templates()[0])
    assert "competency" not in draft.fields
    assert planner.drafts.commit(draft).competency == ""
