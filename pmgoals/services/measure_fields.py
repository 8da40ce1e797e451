"""What a typed choice, number or measure of a goal comes to."""

from __future__ import annotations

from typing import Any

from pmgoals.errors import BadInput
from pmgoals.model.amounts import (
    Amount,
    converted,
    is_known_unit,
    parse_amount,
    say_amount,
    shown,
)
from pmgoals.model.draft import HOLD, MeasureDraft
from pmgoals.model.measure import band_of
from pmgoals.smart.sketch import MeasureSketch

AMOUNTS = ("baseline", "target")
"""Fields of a measure that take a number."""

CHOICES: dict[str, tuple[str, ...]] = {
    "method": ("smart", "okr", "learning"),
    "kind": ("tactical", "strategic", "development"),
    "stretch": ("committed", "aspirational"),
    "role": ("lagging", "leading", "proxy", "guardrail"),
    "way": ("", HOLD),
    "done_before": ("", "yes", "no"),
    "curve": ("even", "early", "late", "s"),
}
"""Fields that take one of a few words, the first by default."""

UNIT_MEND = "Write a word or a sign, such as %, days or users."

STRETCHING = {"yes": "aspirational", "no": "committed"}
"""What yes and no mean for `stretch`, as the wizard asks it."""


def read_choice(key: str, text: str) -> Any:
    """Return the word of a choice that was typed, in any case; `stretch` takes yes and no too."""
    word = text.lower()
    if key == "stretch":
        word = STRETCHING.get(word, word)
    if word not in CHOICES[key]:
        raise BadInput(f"“{shown(text)}” is not one of these.", f"Use {', '.join(CHOICES[key])}.")
    return word


def read_measure(
    measure: MeasureDraft,
    place: str = "",
    problems: dict[str, str] | None = None,
    row: int | None = None,
) -> MeasureSketch:
    """Read a typed measure; its unit may stand behind either number, the target's goes first.

    Both numbers come out in that unit: 2 h to 30 min is 120 to 30 minutes.

    What cannot be read is named in `problems` under `place`; without them it is a BadInput.
    """
    amounts = _amounts(measure, place, problems)
    typed = (
        measure.unit.strip(),
        *(a.unit or "" for key in ("target", "baseline") if (a := amounts[key])),
    )
    unit = next((text for text in typed if text), "")
    numbers = {key: _in_unit(amounts[key], unit, f"{place}.{key}", problems) for key in AMOUNTS}
    if measure.unit.strip()[:1].isdigit():
        what = f"{shown(measure.unit)} is no unit."
        if problems is None:
            raise BadInput(what, UNIT_MEND)
        problems[f"{place}.unit"] = f"{what} {UNIT_MEND}"
    try:
        role = read_choice("role", measure.role.strip() or "lagging")
    except BadInput as error:
        if problems is None:
            raise
        problems[f"{place}.role"] = str(error)
        role = "lagging"
    hold = measure.way.strip() == HOLD
    low, high = band_of(
        role,
        numbers["baseline"],
        numbers["target"],
        hold=hold,
        lower_is_better=hold and lower_is_better(measure.name),
    )
    return MeasureSketch(
        name=measure.name.strip(),
        definition=measure.definition.strip(),
        source=measure.source.strip(),
        baseline=numbers["baseline"],
        target=numbers["target"],
        unit=unit,
        role=role,
        low=low,
        high=high,
        hold=hold,
        id=measure.id,
        row=row,
    )


def _amounts(
    measure: MeasureDraft, place: str, problems: dict[str, str] | None
) -> dict[str, Amount | None]:
    """Return the numbers of a measure as typed, None for one that is empty or cannot be read."""
    found: dict[str, Amount | None] = {}
    for key in AMOUNTS:
        text = getattr(measure, key).strip()
        try:
            found[key] = parse_amount(text) if text else None
        except BadInput as error:
            if problems is None:
                raise
            problems[f"{place}.{key}"] = str(error)
            found[key] = None
    return found


def _in_unit(
    amount: Amount | None, unit: str, place: str, problems: dict[str, str] | None
) -> float | None:
    """Return a number in the measure's unit; nouns of the person's own are not compared."""
    if amount is None:
        return None
    value = converted(amount, unit)
    if value is not None or not (is_known_unit(amount.unit or "") and is_known_unit(unit)):
        return amount.value if value is None else value
    what = f"{say_amount(amount.value, amount.unit)} is not in {unit}, the unit of the measure."
    if problems is None:
        raise BadInput(what, f"Write it in {unit}, or change the unit.")
    problems[place] = f"{what} Write it in {unit}, or change the unit."
    return None


def lower_is_better(name: str) -> bool:
    """Return whether less of a metric is usually better."""
    from pmgoals.smart.metrics import family_in  # a quick capture need not read the word lists
    from pmgoals.smart.tokens import tokens

    family = family_in(tokens(name[:400]))
    return family is not None and family.lower_is_better
