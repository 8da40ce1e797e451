"""Writes docs/rules.md, the page of the critic's rules, from pmgoals/knowledge/rules.toml."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pmgoals import knowledge
from pmgoals.smart.critic import WORTH
from pmgoals.smart.rules import RULES

PAGE = Path(__file__).with_name("rules.md")

LETTERS = {
    "S": "Specific",
    "M": "Measurable",
    "A": "Achievable",
    "R": "Relevant",
    "T": "Time-bound",
    "P": "The plan as a whole",
}

HEAD = """\
# The rules of the goal critic

This page is made from `pmgoals/knowledge/rules.toml`; `python docs/make_rules.py` writes it anew.

The coach in the goal wizard, `pmgoals lint` and `pmgoals goal add` hold a goal against these
rules. Word lists only warn; what blocks is a gap in the structure: no measure, no last day, or
numbers and dates that cannot be right.

- **block** stops a commit, **warn** lowers the strength, **info** lowers it a little.
- Strength is (passes + half of the warnings) / rules that apply; information counts {info:g} of
  a pass.
- `critic` in the settings makes the critic `gentle` (warnings become information), `standard` or
  `strict` (information becomes warnings); `rules.M3 = "off"` (or `info`, `warn`, `block`) sets one
  rule.
- A finding can be kept with a reason: `^k` in the wizard, `--keep RULE=REASON` of `goal add`. The
  reason is stored with the goal.
- The rules of letter P hold the plan as a whole together; `pmgoals align` tells what they found,
  each finding under a name of its own, and `pmgoals align mend NAME` lists what settles it. The
  last way is to keep it with a reason, which is stored with a goal it is about.
- Rules marked *sentence* also judge a sentence alone, as `pmgoals lint` does; the others need the
  fields of a goal.

`pmgoals lint --explain T2` prints one rule.
"""


def page() -> str:
    """Return the whole page."""
    parts = [HEAD.format(info=WORTH["info"])]
    letter = ""
    for rule_id, text in knowledge.rules().items():
        if rule_id[0] != letter:
            letter = rule_id[0]
            parts.append(f"## {letter}: {LETTERS[letter]}\n")
        alone = " · *sentence*" if rule_id in RULES and RULES[rule_id].alone else ""
        says = "".join(f"- says: {said}\n" for said in (text.message, *text.cases.values()))
        mends = "".join(f"- mend: {said}\n" for said in (text.mend, *text.mends.values()))
        parts.append(
            f"### {rule_id} {text.name}\n\n"
            f"**{text.severity}**{alone}\n\n"
            f"{text.why}\n\n"
            f"{says}"
            f"{mends}"
            f"- weak: {text.weak}\n"
            f"- strong: {text.strong}\n"
        )
    return "\n".join(parts)


def main() -> int:
    """Write the page, or with `--check` tell whether it is the one that would be written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only tell whether it is up to date")
    if parser.parse_args().check:
        fresh = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page()
        return 0 if fresh else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
