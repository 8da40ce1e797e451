"""What the field knows, as data: prompts, competencies, levels, choices and the wizard's words.

Each function reads its TOML file on first use and hands back the same frozen values ever after.
A mistake in a data file raises `msgspec.ValidationError` with the path of the value.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from pmgoals.knowledge.likeness_shapes import LikenessWords
from pmgoals.knowledge.shapes import (
    Activity,
    Blank,
    Choice,
    Family,
    JournalPrompt,
    Phase,
    Proficiency,
    ReflectionPrompt,
    ReviewQuestion,
    RuleText,
    Shape,
    Template,
    Wish,
    WishMeasure,
    WizardField,
    WizardStep,
)
from pmgoals.knowledge.word_shapes import Grammar, Smells, Words
from pmgoals.model.ladder import Competency, Expectation, Ladder, Level

__all__ = [
    "Activity",
    "Blank",
    "Choice",
    "Competency",
    "Expectation",
    "Family",
    "Grammar",
    "JournalPrompt",
    "Ladder",
    "Level",
    "LikenessWords",
    "Phase",
    "Proficiency",
    "ReflectionPrompt",
    "ReviewQuestion",
    "RuleText",
    "Shape",
    "Smells",
    "Template",
    "Wish",
    "WishMeasure",
    "WizardField",
    "WizardStep",
    "Words",
    "activities",
    "blocker_types",
    "choice",
    "competencies",
    "competency",
    "curves",
    "decisions",
    "evidence_kinds",
    "expectations",
    "grammar",
    "journal_prompt",
    "journal_prompts",
    "ladder",
    "learning_kinds",
    "level",
    "levels",
    "likeness",
    "method_reasons",
    "metric_families",
    "proficiencies",
    "reflection_prompt",
    "reflection_prompts",
    "review_question",
    "review_questions",
    "root_causes",
    "rules",
    "shapes",
    "smells",
    "stakeholder_phases",
    "templates",
    "wishes",
    "wizard_field",
    "wizard_step",
    "wizard_steps",
    "words",
]


@cache
def reflection_prompts() -> tuple[ReflectionPrompt, ...]:
    """Return the questions of the guided reflection, in the order they are asked."""
    return msgspec.convert(_read("reflection")["prompt"], tuple[ReflectionPrompt, ...])


@cache
def competencies() -> tuple[Competency, ...]:
    """Return the competencies, grouped by area, the optional ones last."""
    return msgspec.convert(_read("competencies")["competency"], tuple[Competency, ...])


@cache
def levels() -> tuple[Level, ...]:
    """Return the rungs of the ladder, from the lowest up."""
    return msgspec.convert(_read("ladder")["level"], tuple[Level, ...])


@cache
def proficiencies() -> tuple[Proficiency, ...]:
    """Return the four steps of a competency, from the first up."""
    return msgspec.convert(_read("ladder")["proficiency"], tuple[Proficiency, ...])


@cache
def expectations() -> dict[str, dict[str, Expectation]]:
    """Return what each level asks for, by competency and level."""
    return msgspec.convert(_read("expectations"), dict[str, dict[str, Expectation]])


@cache
def ladder() -> Ladder:
    """Return the common ladder: levels, competencies and expectations."""
    return Ladder(levels=levels(), competencies=competencies(), cells=expectations())


@cache
def activities() -> tuple[Activity, ...]:
    """Return what makes a competency grow, by competency and step, the shorter ones first."""
    return msgspec.convert(_read("activities")["activity"], tuple[Activity, ...])


@cache
def templates() -> tuple[Template, ...]:
    """Return the goal templates, from the lowest level up."""
    return msgspec.convert(_read("templates")["template"], tuple[Template, ...])


@cache
def rules() -> dict[str, RuleText]:
    """Return what the critic's rules say, by rule id."""
    return msgspec.convert(_read("rules"), dict[str, RuleText])


@cache
def journal_prompts() -> tuple[JournalPrompt, ...]:
    """Return the weekly prose prompts, in the order they are asked."""
    return msgspec.convert(_read("journal")["prompt"], tuple[JournalPrompt, ...])


@cache
def root_causes() -> tuple[Choice, ...]:
    """Return the reasons a goal can land below its threshold."""
    return _choices("root_causes")


@cache
def blocker_types() -> tuple[Choice, ...]:
    """Return the kinds of things that hold a goal up in a week."""
    return _choices("blockers")


@cache
def learning_kinds() -> tuple[Choice, ...]:
    """Return the kinds of learning activities."""
    return _choices("learning_kinds")


@cache
def evidence_kinds() -> tuple[Choice, ...]:
    """Return the kinds of evidence that show a competency at work."""
    return _choices("evidence_kinds")


@cache
def decisions() -> tuple[Choice, ...]:
    """Return what a quarterly review can decide on a goal."""
    return _choices("decisions")


@cache
def curves() -> tuple[Choice, ...]:
    """Return how the way to a target can be spread over the time."""
    return _choices("curves")


@cache
def method_reasons() -> dict[str, str]:
    """Return why the coach proposes a method, by case."""
    return msgspec.convert(_read("choices")["method_reasons"], dict[str, str])


@cache
def shapes() -> dict[int, tuple[Phase, ...]]:
    """Return what the stretches of a goal are for, by how many there are."""
    found = msgspec.convert(_read("breakdown")["shape"], tuple[Shape, ...])
    return {len(shape.phase): shape.phase for shape in found}


@cache
def stakeholder_phases() -> tuple[Phase, ...]:
    """Return the words with the people concerned that a goal can have, in order of time."""
    return msgspec.convert(_read("breakdown")["stakeholder"], tuple[Phase, ...])


@cache
def wizard_steps() -> tuple[WizardStep, ...]:
    """Return the steps of drafting a goal, in their order."""
    return msgspec.convert(_read("wizard")["step"], tuple[WizardStep, ...])


@cache
def review_questions(kind: str = "quarterly") -> tuple[ReviewQuestion, ...]:
    """Return the questions of a `monthly`, `quarterly` or `annual` review, in their order."""
    return msgspec.convert(_read("review")[kind], tuple[ReviewQuestion, ...])


@cache
def metric_families() -> tuple[Family, ...]:
    """Return what is known of metrics, family by family."""
    return msgspec.convert(_read("metrics")["family"], tuple[Family, ...])


@cache
def likeness() -> LikenessWords:
    """Return how names of metrics are read to tell whether they mean the same."""
    return msgspec.convert(_read("likeness"), LikenessWords)


@cache
def wishes() -> tuple[Wish, ...]:
    """Return the soft wishes and how each can be measured."""
    return msgspec.convert(_read("wishes")["wish"], tuple[Wish, ...])


@cache
def smells() -> Smells:
    """Return the words by which the critic notices a smell, verbs in all their forms."""
    from pmgoals.knowledge.verbs import each_form

    table, irregular = dict(_read("smells")), _read("words")["irregular"]
    for name in ("vague_verbs", "learning", "pushing", "removing"):
        table[name] = each_form(table[name], irregular)
    return msgspec.convert(table, Smells)


@cache
def words() -> Words:
    """Return the words the goal reader knows, verbs in all their forms."""
    from pmgoals.knowledge.verbs import all_forms, each_form, forms

    table = dict(_read("words"))
    table["better"] = _turned(table["better"])
    irregular = table["irregular"]
    table["verbs"] = all_forms(table["verbs"], irregular)
    table["grammar"] = grammar = {name: dict(group) for name, group in table["grammar"].items()}
    changing, acting, aiming = grammar["changing"], grammar["acting"], grammar["aiming"]
    changing["nouns"] = _turned(changing["nouns"])
    changing["sizes"] = {
        form: size for base, size in changing["sizes"].items() for form in forms(base)
    }
    for group, names in (
        (table, ("moving", "weighing")),
        (acting, ("making", "beginning", "becoming")),
        (aiming, ("having", "keeping", "assuring", "mending", "giving", "trying")),
    ):
        group.update({name: each_form(group[name], irregular) for name in names})
    return msgspec.convert(table, Words)


def grammar() -> Grammar:
    """Return the words that hold a sentence together, by what they tell the reader."""
    return words().grammar


def reflection_prompt(id: str) -> ReflectionPrompt | None:
    """Return the reflection prompt of this id, or None."""
    return next((prompt for prompt in reflection_prompts() if prompt.id == id), None)


def competency(key: str) -> Competency | None:
    """Return the competency of this key, or None."""
    return next((entry for entry in competencies() if entry.key == key), None)


def level(key: str) -> Level | None:
    """Return the level of this key, or None."""
    return next((rung for rung in levels() if rung.key == key), None)


def journal_prompt(id: str) -> JournalPrompt | None:
    """Return the journal prompt of this id, or None."""
    return next((prompt for prompt in journal_prompts() if prompt.id == id), None)


def choice(choices: tuple[Choice, ...], key: str) -> Choice | None:
    """Return the choice of this key among `choices`, or None: `choice(decisions(), "keep")`."""
    return next((entry for entry in choices if entry.key == key), None)


def wizard_step(key: str) -> WizardStep | None:
    """Return the wizard step of this key, or None."""
    return next((step for step in wizard_steps() if step.key == key), None)


def wizard_field(key: str) -> WizardField | None:
    """Return the wizard field of this key, whichever step holds it, or None."""
    fields = (field for step in wizard_steps() for field in step.fields)
    return next((field for field in fields if field.key == key), None)


def review_question(id: str) -> ReviewQuestion | None:
    """Return the review question of this id, or None."""
    return next((question for question in review_questions() if question.id == id), None)


def _turned(lists: dict[str, list[str]]) -> dict[str, str]:
    """Return the name of the list of each word."""
    return {word: name for name, words in lists.items() for word in words}


def _choices(table: str) -> tuple[Choice, ...]:
    return msgspec.convert(_read("choices")[table], tuple[Choice, ...])


@cache
def _read(name: str) -> dict[str, Any]:
    import tomllib
    from importlib.resources import files

    source = files(__package__).joinpath(f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
