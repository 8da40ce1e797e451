"""`pmgoals --help`: every verb with one line."""

from __future__ import annotations

from pmgoals.cli.output import Output, Styled
from pmgoals.cli.verbs import SECTIONS

GLOBAL = (
    ("--plan FILE", "the plan file; else $PMGOALS_PLAN, $PMGOALS_HOME or the usual folder"),
    ("--today DATE", "the day to take for today; else $PMGOALS_TODAY or the clock"),
    ("--json", "one JSON document, with every verb that reads"),
    ("--no-color", "no colour; $NO_COLOR does the same"),
    ("--ascii", "ASCII characters only"),
    ("--debug", "where an error came from, without your text"),
    ("--version, --help", "also `pmgoals VERB --help`"),
    ("--", "what follows is text, never an option"),
)
"""What works with every verb."""


def overview(out: Output, noun: str = "") -> None:
    """Print the verbs, all or those of one noun."""
    if not noun:
        out.say("A planner for a product manager's own career. `pmgoals` alone opens the app.")
    for title, verbs in SECTIONS.items():
        rows = [
            (verb, about)
            for verb, (_, about) in verbs.items()
            if not noun or verb.partition(" ")[0] == noun
        ]
        if rows:
            out.say("")
            out.say(Styled(title, "head"))
            out.table([(f"{verb:<18}", about) for verb, about in rows], indent="  ")
    out.say("")
    out.say(Styled("Everywhere", "head"))
    out.table([(f"{option:<18}", about) for option, about in GLOBAL], indent="  ")
