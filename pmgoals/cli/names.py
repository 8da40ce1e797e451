"""Short ids, and the matches of an ambiguous name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pmgoals.inert import marked_line
from pmgoals.model import ids

if TYPE_CHECKING:
    from pmgoals.cli.output import Output
    from pmgoals.services.names import Named

SHOWN_MATCHES = 20
"""Matches of an ambiguous name that are listed."""


WIDEST = 100
"""Columns for the title of a match."""


def tell_matches(out: Output, matches: Sequence[tuple[str, str]]) -> None:
    """List on stderr what a name could mean: the start of each id, and its title."""
    every = [record_id for record_id, _ in matches]
    for record_id, title in matches[:SHOWN_MATCHES]:
        out.tell(f"  {ids.short(record_id, every)}  {out.fit(marked_line(title), WIDEST)}")
    if len(matches) > SHOWN_MATCHES:
        out.tell(f"  and {len(matches) - SHOWN_MATCHES} more")


def shorts(records: Iterable[Named]) -> dict[str, str]:
    """Return the shortest unique prefix of each record's id, by id."""
    from pmgoals.services.names import short_ids

    return short_ids(records)
