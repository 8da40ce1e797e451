"""What a field of a record may hold: words of a closed list, ids of the plan, fields of an edit.

Front ends translate what a person reads into keys and ids; whether those are sound is told here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from math import inf, isfinite
from typing import TYPE_CHECKING, Any

from pmgoals.errors import BadInput
from pmgoals.model.amounts import shown

if TYPE_CHECKING:
    from pmgoals.model.plan import Plan
    from pmgoals.model.record import Record

DEFAULT_LEARNING = "practice"
"""The kind of learning when none is given."""

DEFAULT_EVIDENCE = "win"
"""The kind of evidence when none is given."""


# ---- closed lists ----


def learning_kind(key: str) -> None:
    """Raise BadInput, naming what there is, for a kind of learning that is not listed."""
    if key != DEFAULT_LEARNING:  # a quick capture need not read the lists
        from pmgoals import knowledge

        _listed(key, "kind of learning", [kind.key for kind in knowledge.learning_kinds()])


def evidence_kind(key: str) -> None:
    """Raise BadInput, naming what there is, for a kind of evidence that is not listed."""
    if key != DEFAULT_EVIDENCE:
        from pmgoals import knowledge

        _listed(key, "kind of evidence", [kind.key for kind in knowledge.evidence_kinds()])


def competency(plan: Plan, key: str) -> None:
    """Raise BadInput, naming what there is, for one that the plan's ladder does not have.

    Empty means none.
    """
    if key:
        from pmgoals.services.ladders import ladder_of

        _listed(key, "competency", [known.key for known in ladder_of(plan).competencies])


def level(plan: Plan, key: str) -> None:
    """Raise BadInput, naming what there is, for one that the plan's ladder does not have.

    Empty means none.
    """
    if key:
        from pmgoals.services.ladders import ladder_of

        _listed(key, "level", [known.key for known in ladder_of(plan).levels])


def blocker(key: str) -> None:
    """Raise BadInput, naming what there is, for an unknown kind of blocker; empty means none."""
    if key:
        from pmgoals import knowledge

        _listed(key, "blocker", [kind.key for kind in knowledge.blocker_types()])


def cause(key: str) -> None:
    """Raise BadInput, naming what there is, for an unknown root cause; empty means none."""
    if key:
        from pmgoals import knowledge

        _listed(key, "root cause", [known.key for known in knowledge.root_causes()])


def _listed(key: str, what: str, keys: Collection[str]) -> None:
    if key not in keys:
        from pmgoals.services.choices import one_of

        raise BadInput(f"There is no {what} “{shown(key)}”.", one_of(keys, key))


# ---- references ----


def goal(plan: Plan, id: str | None) -> None:
    """Raise BadInput for an id that is no goal's; None means none."""
    _kept(id, "goal", plan.goals)


def theme(plan: Plan, id: str | None) -> None:
    """Raise BadInput for an id that is no theme's; None means none."""
    _kept(id, "theme", plan.themes)


def priority(plan: Plan, id: str | None) -> None:
    """Raise BadInput for an id that is no priority's; None means none."""
    _kept(id, "priority", (known.id for known in plan.priorities))


def _kept(id: str | None, what: str, ids: Iterable[str]) -> None:
    if id is not None and id not in ids:
        mend = f"Use the id of a {what}: `pmgoals {what} list` shows them."
        raise BadInput(f"No {what} has the id {shown(id)}; nothing was saved.", mend)


# ---- numbers ----


def numbers(fields: Mapping[str, Any], names: Iterable[str]) -> None:
    """Raise BadInput for a value under one of `names` that is no finite number; None is none."""
    for name in names:
        value = fields.get(name)
        if value is not None and not isfinite(value):
            raise BadInput(f"The {name} is not a number that can be kept.", "Write it like 62.")


def weight(value: float) -> None:
    """Raise BadInput for a weight that is not above 0 and finite."""
    if not 0 < value < inf:
        raise BadInput(f"A weight of {value:g} does not weigh.", "Use a number above 0.")


# ---- edits ----


def editable(fields: Mapping[str, Any], names: Collection[str], what: str) -> dict[str, Any]:
    """Return the fields of an edit, texts without the space around them.

    BadInput for one that is not among `names`.
    """
    for name in fields:
        if name not in names:
            raise BadInput(
                f"“{shown(name)}” of a {what} is not changed by an edit; nothing was changed.",
                f"What is: {', '.join(sorted(names))}.",
            )
    return {name: v.strip() if isinstance(v, str) else v for name, v in fields.items()}


def differing(record: Record, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields whose value is not what the record holds; what stands there may stay."""
    return {name: value for name, value in fields.items() if getattr(record, name) != value}
