"""What a typed choice, number or measure of a goal comes to."""

from __future__ import annotations

from typing import Any

from pmgoals.errors import BadInput
from pmgoals.model.amounts import parse_amount, shown
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
}
"""Fields that take one of a few words, the first by default."""

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
    """Read a typed measure; its unit may stand behind either number.

    What cannot be read is named in `problems` under `place`; without them it is a BadInput.
    """
    numbers: dict[str, float | None] = {}
    unit = measure.unit.strip()
    for key in AMOUNTS:
        text = getattr(measure, key).strip()
        try:
            amount = parse_amount(text) if text else None
        except BadInput as error:
            if problems is None:
                raise
            problems[f"{place}.{key}"] = str(error)
            amount = None
        numbers[key] = amount.value if amount else None
        unit = unit or (amount.unit or "" if amount else "")
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
        lower_is_better=hold and _lower_is_better(measure.name),
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


def _lower_is_better(name: str) -> bool:
    """Return whether less of a metric is usually better."""
    from pmgoals.smart.metrics import family_in  # a quick capture need not read the word lists
    from pmgoals.smart.tokens import tokens

    family = family_in(tokens(name[:400]))
    return family is not None and family.lower_is_better
