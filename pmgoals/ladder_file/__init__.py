"""A company's ladder as a file: TOML, or a CSV table of expectations, read with every fault named.

A TOML file holds `name`, `[[level]]` from the lowest up (`name`, and `key`, `scope`, `expected`,
`next_step`, `like` if wanted), `[[competency]]` (`name`, and `key`, `area`, `text`) and
`[[expectation]]` (`competency`, `level`, `text`, and `step`). A CSV file has the columns `level`
and `expectation`, and `competency`, `area`, `step` and `scope` if wanted; a row without a
competency says what the level is counted on for.
"""

from __future__ import annotations

import msgspec

from pmgoals.errors import FaultyFile
from pmgoals.inert import one_line
from pmgoals.ladder_file.csv_rows import read_rows
from pmgoals.ladder_file.entries import LONGEST_TEXT, Entries, key_of
from pmgoals.ladder_file.toml_tables import read_tables
from pmgoals.model.ladder import Competency, Expectation, Level

__all__ = ["LONGEST_TEXT", "LadderFile", "key_of", "read_ladder"]


class LadderFile(msgspec.Struct, frozen=True, kw_only=True):
    """What a ladder file says."""

    name: str
    """What the ladder is called; empty where neither the file nor the person says."""
    levels: list[Level]
    """Its levels, from the lowest up."""
    competencies: list[Competency]
    """Its competencies, none where the common ones stay."""
    expectations: dict[str, dict[str, Expectation]]
    """Expectations by competency and level."""


def read_ladder(text: str, *, toml: bool, name: str = "") -> LadderFile:
    """Return what the text of a ladder file says; FaultyFile names every line at fault.

    `name` is what the ladder is called, whatever the file says of that.
    """
    entries = Entries()
    said = (read_tables if toml else read_rows)(text, entries)
    faults = entries.done()
    if faults:
        raise FaultyFile("The ladder", faults)
    return LadderFile(
        name=one_line(name or said),
        levels=list(entries.levels.values()),
        competencies=list(entries.competencies.values()),
        expectations=entries.cells,
    )
