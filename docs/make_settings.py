"""Writes docs/settings.md, the page of the settings, from their own descriptions."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pmgoals.settings import defaults, explain, is_table, known, takes
from pmgoals.toml_text import as_toml

PAGE = Path(__file__).with_name("settings.md")

HEAD = """\
# Settings

This page is made from `pmgoals/settings.py`; `python docs/make_settings.py` writes it anew.

Settings stand in one TOML file, `config.toml`; `pmgoals config path` says where. Nothing has to be
set. An unknown key or a bad value is named with its line, and the default is used. `pmgoals config
show` lists what is in use and where it came from; `pmgoals config set KEY VALUE` changes one key
and keeps your comments.

| key | takes | default | is |
|---|---|---|---|
"""

TAIL = """
A table holds values by name: `config set metrics.activation "echo 62"` writes
`activation = "echo 62"` under `[metrics]`.

```toml
fiscal_year_start = 10                 # the year begins in October
weekly_hours = 6.5
leave = ["2026-12-24..2027-01-02"]     # a range, or single days
holidays = ["12-25", "2027-03-26"]     # of every year, or of one

[metrics]
"onboarding completion" = "python3 /home/me/onboarding.py"
```
"""


def page() -> str:
    """Return the page."""
    rows = []
    for key in known():
        default = "" if is_table(key) else f"`{as_toml(getattr(defaults(), key))}`"
        name = f"`[{key}]`" if is_table(key) else f"`{key}`"
        rows.append(
            f"| {name} | {takes(key).replace('|', '&#124;')} | {default} | {explain(key)} |"
        )
    return HEAD + "\n".join(rows) + "\n" + TAIL


def main() -> int:
    """Write the page, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare; exit 1 if it differs")
    if parser.parse_args().check:
        return int(PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
