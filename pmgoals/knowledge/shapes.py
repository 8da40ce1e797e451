"""The shapes of what the field knows: frozen values, read from the TOML files beside this one."""

from __future__ import annotations

from typing import Literal

import msgspec

from pmgoals.model.ladder import Step


class ReflectionPrompt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question of the guided reflection."""

    id: str
    """Stable name in snake_case; answers are kept under it."""
    section: str
    """Heading it stands under, such as "The market"."""
    ask: str
    """The question itself, at most 90 characters."""
    hint: str
    """One sentence that helps to answer, at most 160 characters."""
    example: str
    """A short answer, to show the grain that is meant."""


class Proficiency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the four steps, from the first up."""

    key: Step
    """Stable name."""
    name: str
    """Name as shown."""
    text: str
    """What somebody at this step does, whatever the competency."""
    rating: int
    """The capability, 1-10, that the step begins to count as."""


class Activity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something to do that makes a competency grow."""

    competency: str
    """Key of the competency."""
    step: Step
    """The step it leads to."""
    kind: str
    """Kind of learning, a key of `learning_kinds`."""
    text: str
    """What to do, ending in something that can be shown: at most 140 characters."""
    minutes: int
    """Time it takes, in minutes."""


BlankKind = Literal["text", "today", "then", "number"]


class Blank(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A blank of a goal template."""

    key: str
    """Its name in the template's texts, in braces."""
    ask: str
    """What is asked, in a few words."""
    example: str
    """What stands there until something else is typed, where it is a `proposal`."""
    kind: BlankKind = "text"
    """A number as it stands `today`, as it is to be `then`, any other number, or text."""

    @property
    def is_number(self) -> bool:
        """Whether it takes a number."""
        return self.kind != "text"

    @property
    def proposal(self) -> str:
        """What may stand in it untouched: nobody else knows how a person's number stands."""
        return "" if self.kind in ("today", "then") else self.example


class TemplateMeasure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A measure of a goal template; its texts may hold blanks."""

    name: str
    definition: str = ""
    source: str = ""
    baseline: str = ""
    target: str = ""
    unit: str = ""
    role: str = "lagging"
    way: str = ""


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A goal that product managers set often, with blanks; the wizard opens it filled in."""

    key: str
    """Stable name in snake_case."""
    name: str
    """What it is listed as, at most 60 characters."""
    about: str
    """When it fits, one sentence of at most 140 characters."""
    competency: str
    """Key of the competency it grows most."""
    level: str
    """Key of the level from which it is usual work."""
    weeks: int
    """How long it usually takes, 4-52; `{due}` is offered as the end of that quarter."""
    line: str
    """The goal as one sentence, with blanks such as `{baseline}` and with `{due}`."""
    blank: tuple[Blank, ...]
    """Its blanks in the order they are asked, at most six; `{due}` is not among them."""
    fields: dict[str, str]
    """Texts by key of the wizard's fields; they may hold blanks."""
    measure: tuple[TemplateMeasure, ...] = ()
    """Measures beside what the line says, or all of them where the line says none."""


class JournalPrompt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question of the weekly journal."""

    id: str
    """Stable name in snake_case; answers are kept under it."""
    ask: str
    """The question itself, at most 90 characters."""
    hint: str
    """One sentence that helps to answer, at most 160 characters."""
    many: bool
    """True when the answer is a list of short lines, False for one piece of text."""
    limit: int | None = None
    """Most lines a list takes; None where nothing is counted."""


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of a closed list, such as a root cause or a kind of learning."""

    key: str
    """Stable name in snake_case; records keep this."""
    label: str
    """Words as shown."""
    help: str
    """One line that says when to choose it."""


class WizardField(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One input of a wizard step."""

    key: str
    """Name of the field, unique over all steps."""
    label: str
    """Words in front of the input, at most 16 characters."""
    placeholder: str
    """An example of what the input takes."""
    help: str
    """One sentence on what belongs here."""


class WizardStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step on the way from a sentence to a committed goal."""

    key: str
    """Stable name in snake_case."""
    title: str
    """Name of the step as shown in the list of steps."""
    ask: str
    """The question the step answers, at most 90 characters."""
    help: str
    """Two or three sentences on what good looks like."""
    fields: tuple[WizardField, ...] = msgspec.field(name="field", default=())
    """Inputs in their order; empty where the step has a view of its own."""


class ReviewQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question of a monthly, quarterly or annual review."""

    id: str
    """Stable name in snake_case; answers are kept under it."""
    ask: str
    """The question itself, at most 90 characters."""
    hint: str
    """One sentence that helps to answer, at most 160 characters."""
    per_goal: bool
    """True when it is asked once for each goal, False when once for the period."""
    many: bool = False
    """True when the answer is a list of short lines, False for one piece of text."""
    limit: int | None = None
    """Most lines a list takes; None where nothing is counted."""


class RuleText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a rule of the goal critic says."""

    name: str
    """The rule in a few words."""
    severity: Literal["block", "warn", "info"]
    """How much its finding matters, unless the person sets another level."""
    message: str
    """What was seen in the usual case; `{words}` are filled in by the rule."""
    mend: str
    """The next step that settles it."""
    why: str
    """Why it matters, in one or two sentences."""
    weak: str
    """A goal, or a plan, that has the smell."""
    strong: str
    """The same, mended."""
    cases: dict[str, str] = {}
    """What was seen in the other cases, by name."""
    mends: dict[str, str] = {}
    """The next step in a case that has another one, by name."""

    def says(self, case: str = "") -> str:
        """Return the message of a case, empty for the usual one; KeyError for an unknown one."""
        return self.cases[case] if case else self.message

    def mend_of(self, case: str = "") -> str:
        """Return the next step that settles a case."""
        return self.mends.get(case, self.mend)


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the coach knows of one family of metrics."""

    key: str
    """Stable name in snake_case."""
    words: tuple[str, ...]
    """Words and phrases of up to three words that name the family, in lower case."""
    nature: Literal["growth", "engagement", "speed", "quality", "cost", "money", "people", "self"]
    """What pushing it is about; decides which side effects are asked after."""
    lower_is_better: bool
    """Whether less of it is better."""
    slow: bool
    """Whether it takes more than two quarters to show."""
    guardrails: tuple[str, ...]
    """Metrics that pushing it may hurt."""
    leading: tuple[str, ...]
    """Metrics that move within weeks, before it does."""
    proxies: tuple[str, ...] = ()
    """Faster stand-ins for a slow one."""


class WishMeasure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to measure a soft wish."""

    metric: str
    """Its name."""
    counts: str
    """What counts."""
    source: str
    """Where it is read."""
    unit: str
    """Its unit: `%`, `points`, `days`, `hours`, `minutes` or `count`."""
    role: Literal["lagging", "leading"]
    """The result itself, or what moves first."""
    lower_is_better: bool
    """Whether less of it is better."""


class Wish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A quality people wish for without a number, and how it can be measured."""

    key: str
    """Stable name in snake_case."""
    words: tuple[str, ...]
    """Words that name it, in lower case."""
    measures: tuple[WishMeasure, ...] = msgspec.field(name="measure")
    """Three ways, the best first."""


class Phase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one stretch of a goal is for."""

    title: str
    """What will be there at its end."""
    deliverable: str
    """What can be shown then."""
    at: float | None = None
    """Share of the goal's time at which it is due; None for the end of a stretch."""


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The stretches of a goal."""

    phase: tuple[Phase, ...]
    """What each is for, in order."""
