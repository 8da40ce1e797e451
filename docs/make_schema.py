"""Makes docs/plan.schema.json from the records themselves: `python docs/make_schema.py`."""

from __future__ import annotations

import json
from pathlib import Path

from pmgoals.reports.exports.plan_json import schema

PAGE = Path(__file__).parent / "plan.schema.json"


def page() -> str:
    """Return the schema as it is written."""
    return json.dumps(schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)
