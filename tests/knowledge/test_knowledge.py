"""The data files load, keep their promises on length and order, and speak in our tone."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from functools import partial
from pathlib import Path

import msgspec
import pytest

from pmgoals import knowledge

FOLDER = Path(knowledge.__file__).parent
CHOICES = {
    "root_causes": knowledge.root_causes,
    "blocker_types": knowledge.blocker_types,
    "learning_kinds": knowledge.learning_kinds,
    "evidence_kinds": knowledge.evidence_kinds,
    "decisions": knowledge.decisions,
}
ALL = {
    "reflection_prompts": knowledge.reflection_prompts,
    "competencies": knowledge.competencies,
    "levels": knowledge.levels,
    "journal_prompts": knowledge.journal_prompts,
    "wizard_steps": knowledge.wizard_steps,
    "review_questions": knowledge.review_questions,
    "monthly_questions": partial(knowledge.review_questions, "monthly"),
    "annual_questions": partial(knowledge.review_questions, "annual"),
    "metric_families": knowledge.metric_families,
    "wishes": knowledge.wishes,
    **CHOICES,
}
SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def name_of(entry: msgspec.Struct) -> str:
    return getattr(entry, "id", None) or getattr(entry, "key", "")


def sentences(text: str) -> int:
    return len(re.findall(r"[.?!](?=\s|$)", text))


@pytest.mark.parametrize("load", ALL.values(), ids=ALL)
def test_entries_have_unique_snake_case_names_and_are_read_once(load):
    names = [name_of(entry) for entry in load()]
    assert names
    assert len(set(names)) == len(names)
    assert all(SNAKE.fullmatch(name) for name in names)
    assert load() is load()


@pytest.mark.parametrize("load", ALL.values(), ids=ALL)
def test_no_text_is_empty_or_padded(load):
    def texts(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for inner in value.values():
                yield from texts(inner)
        elif isinstance(value, (list, tuple)):
            for inner in value:
                yield from texts(inner)

    for text in texts(msgspec.to_builtins(load())):
        assert text and text == text.strip()
        assert "\n" not in text and "  " not in text


def test_every_data_file_is_served_and_holds_no_stray_table():
    tables = {
        "reflection": {"prompt"},
        "competencies": {"competency"},
        "ladder": {"level", "proficiency"},
        "expectations": {known.key for known in knowledge.competencies()},
        "activities": {"activity"},
        "templates": {"template"},
        "journal": {"prompt"},
        "choices": {
            "root_causes",
            "blockers",
            "learning_kinds",
            "evidence_kinds",
            "decisions",
            "curves",
            "method_reasons",
        },
        "wizard": {"step"},
        "breakdown": {"shape", "stakeholder"},
        "review": {"monthly", "quarterly", "annual"},
        "metrics": {"family"},
        "wishes": {"wish"},
        "rules": set(knowledge.rules()),
        "likeness": set(knowledge.LikenessWords.__struct_fields__),
        "smells": set(knowledge.Smells.__struct_fields__),
        "words": set(knowledge.Words.__struct_fields__),
    }
    ours = {path.stem for path in FOLDER.glob("*.toml")}
    assert set(tables) == ours
    for name, expected in tables.items():
        assert set(knowledge._read(name)) == expected


def test_reflection_covers_the_field_section_by_section():
    prompts = knowledge.reflection_prompts()
    names = [prompt.id for prompt in prompts]
    assert set(names) >= {
        "strengths", "weaknesses", "skills", "interests", "feedback", "role_aspired",
        "focus_areas", "what_it_takes", "market_trends", "market_meaning", "people", "events",
        "company_mission", "company_strategy", "company_roadmap", "audience", "competitors",
        "contribution", "grow_goal", "grow_reality", "grow_options", "grow_will", "not_doing",
    }  # fmt: skip
    assert names[-1] == "not_doing"
    sections = [prompt.section for prompt in prompts]
    assert [s for i, s in enumerate(sections) if i == 0 or sections[i - 1] != s] == [
        "Where I stand",
        "Where I want to go",
        "The market",
        "People",
        "The company",
        "Choosing",
    ]
    assert all(len(prompt.example) <= 120 for prompt in prompts)


@pytest.mark.parametrize(
    "load",
    [
        knowledge.reflection_prompts,
        knowledge.journal_prompts,
        knowledge.review_questions,
        partial(knowledge.review_questions, "monthly"),
        partial(knowledge.review_questions, "annual"),
    ],
)
def test_questions_and_hints_fit(load):
    for prompt in load():
        assert len(prompt.ask) <= 90, prompt.id
        assert len(prompt.hint) <= 160, prompt.id
        assert sentences(prompt.hint) == 1, prompt.id


def test_twelve_core_competencies_in_four_areas_then_four_optional():
    core = [entry for entry in knowledge.competencies() if entry.core]
    assert [entry.area for entry in core] == [
        area
        for area in ("Execution", "Customer insight", "Product strategy", "Influencing people")
        for _ in range(3)
    ]
    assert [entry.name for entry in knowledge.competencies()[12:]] == [
        "Pricing and Packaging",
        "Delivery Model",
        "Financial Management",
        "Ecosystem Management",
    ]
    assert not any(entry.core for entry in knowledge.competencies()[12:])
    for entry in knowledge.competencies():
        assert entry.key == entry.name.lower().replace(" ", "_")
        assert sentences(entry.text) == 1 and len(entry.text) <= 120


def test_levels_climb_in_order():
    assert [level.key for level in knowledge.levels()] == [
        "apm", "pm", "senior_pm", "principal_pm", "group_pm", "director", "vp", "cpo",
    ]  # fmt: skip


def test_journal_prompts_stand_in_the_weekly_order_with_their_limits():
    assert [(prompt.id, prompt.many, prompt.limit) for prompt in knowledge.journal_prompts()] == [
        ("commitments", True, 4),
        ("wins", True, 5),
        ("setbacks", True, 5),
        ("learned", False, None),
        ("change", False, None),
    ]


def test_a_method_is_proposed_with_one_sentence():
    for case, reason in knowledge.method_reasons().items():
        assert SNAKE.fullmatch(case) and sentences(reason) == 1, case
        assert len(reason) <= 60, case


@pytest.mark.parametrize("load", CHOICES.values(), ids=CHOICES)
def test_choices_have_a_label_and_one_line_of_help(load):
    labels = [entry.label for entry in load()]
    assert len(set(labels)) == len(labels)
    for entry in load():
        assert len(entry.label) <= 24
        assert len(entry.help) <= 80 and entry.help.endswith(".")


@pytest.mark.parametrize(
    ("load", "keys"),
    [
        (
            knowledge.root_causes,
            "ambition measure dependency capacity priority_shift external focus ownership other",
        ),
        (
            knowledge.blocker_types,
            "resource dependency clarity priority_conflict external approach other",
        ),
        (
            knowledge.learning_kinds,
            "course book talk article mentoring networking event interview practice podcast "
            "feedback",
        ),
        (
            knowledge.evidence_kinds,
            "win decision influence killed discovery ship mentoring feedback learning",
        ),
        (knowledge.decisions, "keep change defer drop"),
    ],
)
def test_choice_keys_are_stable(load, keys):
    assert [entry.key for entry in load()] == keys.split()


def test_wizard_has_its_steps_and_fields():
    assert {s.key: " ".join(f.key for f in s.fields) for s in knowledge.wizard_steps()} == {
        "why": "why priority",
        "specific": "problem people method kind done_before",
        "measurable": "metric definition source baseline target unit role way guardrail",
        "achievable": "resources promised_elsewhere must_ship_first shared_system hours_week "
        "stretch obstacle cue response",
        "relevant": "theme parent no_theme_reason competency ethics",
        "time_bound": "start due review_on turns_on next_action",
        "milestones": "curve",
        "commit": "",
    }


def test_wizard_fields_are_unique_and_fit():
    fields = [field for step in knowledge.wizard_steps() for field in step.fields]
    assert len({field.key for field in fields}) == len(fields)
    assert len({field.label for field in fields}) == len(fields)
    for field in fields:
        assert len(field.label) <= 16, field.key
        assert len(field.placeholder) <= 60, field.key
        assert sentences(field.help) == 1 and len(field.help) <= 120, field.key
    for step in knowledge.wizard_steps():
        assert len(step.ask) <= 90, step.key
        assert 2 <= sentences(step.help) <= 3, step.key


def test_review_asks_in_order_and_marks_what_is_asked_of_each_goal():
    assert [question.id for question in knowledge.review_questions()] == [
        "grade", "what_happened", "wins", "cause", "rhythm_or_strategy", "decision", "learned",
        "celebrate",
    ]  # fmt: skip
    per_goal = [question.id for question in knowledge.review_questions() if question.per_goal]
    assert per_goal == ["grade", "cause", "decision"]


def doubles(words):
    return sorted(word for word, count in Counter(words).items() if count > 1)


def odd_words(words):
    """Return the words that no text in lower case can hold."""
    return [word for word in words if word != word.lower() or word.split() != word.split(" ")]


@pytest.mark.parametrize("load", [knowledge.metric_families, knowledge.wishes])
def test_a_word_names_one_family_or_one_wish(load):
    words = [word for entry in load() for word in entry.words]
    assert doubles(words) == [] and odd_words(words) == []
    assert all(entry.words for entry in load())


def test_what_is_offered_for_a_metric_fits_its_line():
    for family in knowledge.metric_families():
        assert len(family.guardrails) == 3 and len(family.leading) == 2, family.key
        assert all(len(name) <= 34 for name in family.guardrails), family.key
        assert all(len(name) <= 46 for name in (*family.leading, *family.proxies)), family.key
        offered = [*family.guardrails, *family.leading, *family.proxies]
        assert doubles(offered) == [], family.key


def test_a_slow_metric_and_no_other_has_proxies():
    for family in knowledge.metric_families():
        assert bool(family.proxies) == family.slow, family.key


def test_every_nature_has_a_family():
    natures = {family.nature for family in knowledge.metric_families()}
    assert natures == {
        "growth", "engagement", "speed", "quality", "cost", "money", "people", "self",
    }  # fmt: skip


def test_a_wish_has_three_measures_one_to_steer_by_and_one_to_aim_at():
    for wish in knowledge.wishes():
        assert len(wish.measures) == 3, wish.key
        assert {measure.role for measure in wish.measures} == {"leading", "lagging"}, wish.key
        assert wish.measures[0].role == "lagging", wish.key


def test_the_measures_of_wishes_fit_their_lines():
    measures = [measure for wish in knowledge.wishes() for measure in wish.measures]
    assert doubles(measure.metric for measure in measures) == []
    for measure in measures:
        assert len(measure.metric) <= 46, measure.metric
        assert len(measure.counts) <= 80 and len(measure.source) <= 40, measure.metric
        assert not measure.counts.endswith(".") and not measure.source.endswith(".")
        assert measure.unit in ("%", "points", "days", "hours", "minutes", "count")
        assert (measure.unit == "%") == measure.metric.startswith(("share ", "unaided ")), measure


def test_what_is_offered_is_no_vanity_metric():
    """A ready mend that the critic minds again is none."""
    offered = [
        *(m.metric for wish in knowledge.wishes() for m in wish.measures),
        *(n for f in knowledge.metric_families() for n in (*f.guardrails, *f.leading, *f.proxies)),
    ]
    for vain in knowledge.smells().vanity:
        told = [name for name in offered if f" {vain} " in f" {name} "]
        assert told == [], vain


def test_what_stands_in_for_a_vanity_metric_fits_its_line():
    for vain, instead in knowledge.smells().vanity.items():
        assert vain == vain.lower() and 0 < len(instead) <= 46, vain
        assert instead == instead.strip() and not instead.endswith(".")


def lists_of(table, path=""):
    """Yield every list of words in a table, with its path."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from lists_of(value, f"{path}{name}.")
        elif isinstance(value, list):
            yield f"{path}{name}", value


@pytest.mark.parametrize(
    ("path", "words"),
    [
        pytest.param(path, words, id=f"{file}-{path}")
        for file in ("words", "smells")
        for path, words in lists_of(knowledge._read(file))
    ],
)
def test_no_word_stands_twice_in_a_list(path, words):
    assert words, path
    assert doubles(words) == [] and odd_words(words) == []


def test_a_word_for_a_change_or_a_metric_has_one_way():
    better = knowledge._read("words")["better"]
    assert doubles([*better["increase"], *better["decrease"]]) == []
    nouns = knowledge._read("words")["grammar"]["changing"]["nouns"]
    assert doubles([*nouns["increase"], *nouns["decrease"]]) == []


def test_irregular_forms_are_those_of_listed_verbs_and_stand_nowhere_else():
    table = knowledge._read("words")
    bases = {verb for verbs in table["verbs"].values() for verb in verbs}
    forms = {form for several in table["irregular"].values() for form in several}
    assert table["irregular"].keys() <= bases and not forms & bases
    verbs = knowledge.words().verbs
    assert all(verbs[form] == verbs[base] for base, fs in table["irregular"].items() for form in fs)
    assert {"grew", "grown", "wrote", "won", "has"} <= verbs.keys()
    assert not {"grews", "wonned", "builts"} & verbs.keys()


def test_verbs_that_change_the_sense_are_known_in_all_their_forms():
    grammar = knowledge.grammar()
    assert {"doubles", "halving", "tripled"} <= grammar.changing.sizes.keys()
    assert {"has", "having", "averaged"} <= grammar.aiming.having
    assert {"makes", "making"} <= grammar.acting.making
    assert grammar is knowledge.words().grammar


def test_verbs_of_smells_are_known_in_all_their_forms():
    smells = knowledge.smells()
    assert {"improve", "improves", "improving", "improved"} <= smells.vague_verbs
    assert {"learn", "learning", "studies", "studied"} <= smells.learning
    assert {"doubles", "doubling", "scaled"} <= smells.pushing
    assert smells is knowledge.smells()


@pytest.mark.parametrize(
    ("look_up", "known"),
    [
        (knowledge.reflection_prompt, "strengths"),
        (knowledge.competency, "managing_up"),
        (knowledge.level, "senior_pm"),
        (knowledge.journal_prompt, "wins"),
        (knowledge.wizard_step, "time_bound"),
        (knowledge.wizard_field, "guardrail"),
        (knowledge.review_question, "celebrate"),
        (lambda key: knowledge.choice(knowledge.decisions(), key), "keep"),
    ],
)
def test_lookups_find_by_name_and_say_none_otherwise(look_up, known):
    assert name_of(look_up(known)) == known
    assert look_up("nowhere") is None


def test_entries_cannot_be_changed():
    with pytest.raises(AttributeError):
        knowledge.competencies()[0].name = "other"


def test_a_misspelt_key_in_a_data_file_is_named():
    entry = {"key": "keep", "label": "Keep", "hlep": "Carry on."}
    with pytest.raises(msgspec.ValidationError, match="hlep"):
        msgspec.convert(entry, knowledge.Choice)


def test_importing_reads_nothing():
    code = (
        "import sys; import msgspec; before = set(sys.modules); import pmgoals.knowledge;"
        "late = set(sys.modules) - before;"
        "sys.exit(bool({'tomllib', 'importlib.resources'} & late))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=FOLDER.parents[1], check=False)
    assert done.returncode == 0
