"""The shapes of what the field knows: frozen values, read from the TOML files beside this one."""

from __future__ import annotations

from typing import Literal

import msgspec


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


class Competency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A skill of product managers that can be rated, coached and shown by evidence."""

    key: str
    """Stable name in snake_case."""
    name: str
    """Name as shown."""
    area: str
    """Group it belongs to, such as "Execution"."""
    text: str
    """One sentence on what the skill is in practice."""
    core: bool
    """True for the twelve everybody rates, False for the optional ones."""


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rung of the career ladder; the tuple of levels goes from the lowest up."""

    key: str
    """Stable name in snake_case."""
    name: str
    """Title as shown; titles differ between companies."""
    scope: str
    """What the role looks after."""
    expected: str
    """What the role is counted on for."""
    next_step: str
    """What to take on to grow beyond it."""


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
    """One question of the quarterly review."""

    id: str
    """Stable name in snake_case; answers are kept under it."""
    ask: str
    """The question itself, at most 90 characters."""
    hint: str
    """One sentence that helps to answer, at most 160 characters."""
    per_goal: bool
    """True when it is asked once for each goal, False when once for the quarter."""


class RuleText(msgspec.Struct, frozen=True):
    """What a rule of the goal critic says."""

    name: str
    """The rule in a few words."""
    severity: Literal["block", "warn", "info"]
    """How much its finding matters, unless the person sets another level."""
    message: str
    """What was seen; `{words}` are filled in by the rule."""
    mend: str
    """The next step that settles it."""


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The words the goal reader knows, all in lower case."""

    numbers: dict[str, float]
    """What number words come to."""
    units: dict[str, str]
    """Spellings of units with their normal form."""
    better: dict[str, str]
    """Words for metrics, and the direction that is better: `increase` or `decrease`."""
    verbs: dict[str, tuple[str, ...]]
    """Every form of a verb with its classes: `increase`, `maintain`, `output` ..."""
    nuisances: frozenset[str]
    """What a neutral word beside it makes a metric that is better low."""
    neutral: frozenset[str]
    """Words for measures that take their side from what they count."""
    scored: frozenset[str]
    """Metrics counted in points."""
    soft: frozenset[str]
    """Objects nobody can check without a measure."""
    attained: frozenset[str]
    """Nouns whose attainment anyone can check."""
    named: frozenset[str]
    """Words that make the number behind them a name: `phase 2`."""
    races: frozenset[str]
    """Words that make the number before them a distance: `5K race`."""
    months: frozenset[str]
    """Names of months, but for `may`."""
    year_leads: frozenset[str]
    """Words that make a four-digit number behind them a year."""
    joining: tuple[str, ...]
    """Words that can follow a deadline without being described by it."""
    floors: tuple[str, ...]
    """Ways to say that a number is the least."""
    ceilings: tuple[str, ...]
    """Ways to say that a number is the most."""
