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


def examples(template: Template) -> dict[str, str]:
    return {blank.key: blank.example for blank in template.blank}


def blanks_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", TEMPLATES)
@pytest.mark.parametrize("day", DAYS)
def test_a_template_with_its_examples_lints_clean(
    key: str, day: dt.date, make_planner: Callable[..., Planner]
) -> None:
    planner = make_planner(day)
    draft = planner.templates.fill(TEMPLATES[key], examples(TEMPLATES[key]))
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
    assert [b.kind for b in template.blank].count("today") <= 2
    for text in set(texts) - {template.line} - {row.baseline for row in template.measure}:
        assert not blanks_in(text) & {b.key for b in template.blank if b.kind == "today"}
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


def test_blanks_are_filled_and_empty_ones_keep_their_proposal(planner: Planner) -> None:
    template = planner.templates.named("setup")
    first = template.blank[0]
    offered = planner.templates.offered(template)
    assert offered[first.key] == first.example and list(offered)[-1] == "due"
    own = {first.key: "shops that take a first order", "due": "", "target": "45"}
    draft = planner.templates.fill(template, own)
    assert "shops that take a first order" in draft.line and offered["due"] in draft.line
    assert not re.search(r"[{}]", draft.line + "".join(draft.fields.values()))
    assert draft.fields["competency"] == template.competency
    assert planner.drafts.all() == []


@pytest.mark.parametrize("key", TEMPLATES)
def test_no_example_is_taken_for_a_number_of_the_person(key: str, planner: Planner) -> None:
    template = TEMPLATES[key]
    goals = {b.key: b.example for b in template.blank if b.kind == "then"}
    if goals:
        with pytest.raises(BadInput, match="Nobody but you") as refused:
            planner.templates.fill(template)
        assert refused.value.field in goals
    draft = planner.templates.fill(template, goals)  # today was not measured yet
    assert not re.search(r"[{}]|from +to", draft.line)
    wording = planner.coach.sentence(draft.line).wording
    assert wording.reading.baseline is None
    whole = planner.templates.fill(template, examples(template)).line
    assert wording.reading.metric == planner.coach.sentence(whole).wording.reading.metric
    measured = [row for row in draft.measures if row.baseline]
    assert all(row.baseline == "0" for row in measured), "a count that begins"
    if goals and "Find" not in draft.line:
        assert str(goals["target"]) in draft.line


def test_a_number_is_read_where_one_is_asked(planner: Planner) -> None:
    template = planner.templates.named("day_30_retention")
    line = planner.templates.fill(template, {"baseline": "40 %", "target": "46%"}).line
    assert "from 40 % to 46 % by" in line
    for blanks, field in (
        ({"target": "abc"}, "target"),
        ({"target": "46 users"}, "target"),
        ({"baseline": "some", "target": "46"}, "baseline"),
        ({"target": "46", "limit": "none"}, "limit"),
        ({"baseline": "46", "target": "40"}, "target"),  # the other way
        ({"baseline": "46", "target": "46"}, "target"),
    ):
        with pytest.raises(BadInput) as refused:
            planner.templates.fill(template, blanks)
        assert refused.value.field == field, blanks
    cost = planner.templates.named("cost_to_serve")
    assert "$12 " in planner.templates.fill(cost, {"baseline": "$20", "target": "$12"}).line
    with pytest.raises(BadInput, match="below"):
        planner.templates.fill(cost, {"baseline": "$12", "target": "$20"})


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
    some = knowledge.templates()[0]
    draft = planner.templates.fill(some, examples(some))
    assert "competency" not in draft.fields
    assert planner.drafts.commit(draft).competency == ""
