"""The schema of an exported plan is the one that the records have."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_schema_is_that_of_the_records() -> None:
    made = runpy.run_path(str(DOCS / "make_schema.py"))
    page = (DOCS / "plan.schema.json").read_text(encoding="utf-8")
    assert page == made["page"](), "python docs/make_schema.py writes it anew"
