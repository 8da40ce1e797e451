"""Bringing a plan of an earlier schema to the present one, step by step.

A step is a function from the tables of one schema to those of the next, under the number of the
one it comes from. It is run in memory when a plan, a backup or a copy is read; the file itself is
written anew by the next change, which keeps the old bytes as a backup first. A file of every schema
there was stands in tests/data/schemas: a new step comes with one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Tables = dict[str, dict[str, dict[str, Any]]]

Step = Callable[[Tables], Tables]
"""Returns the tables of the next schema; what it is given may be changed in place."""

STEPS: Mapping[int, Step] = {}
"""Steps by the schema they come from. Schema 1 is the first one that was ever written."""


class NoWay(Exception):
    """A plan cannot be brought to the present schema; the message says why, for a person."""


def migrated(tables: Tables, schema: int, to: int, steps: Mapping[int, Step] = STEPS) -> Tables:
    """Return tables of an earlier schema as those of schema `to`. NoWay when a step fails."""
    for number in range(schema, to):
        step = steps.get(number)
        if step is None:
            raise NoWay(f"its schema is {schema}, from which no way leads to {to}")
        try:
            tables = step(tables)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            kind = type(error).__name__
            raise NoWay(
                f"it could not be brought from schema {number} to {number + 1} ({kind})"
            ) from error
    return tables
