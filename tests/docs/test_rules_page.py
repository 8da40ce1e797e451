"""docs/rules.md says every rule as it is."""

import subprocess
import sys
from pathlib import Path

from pmgoals import knowledge

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_rules_is_the_one_that_would_be_written():
    done = subprocess.run([sys.executable, DOCS / "make_rules.py", "--check"], check=False)
    assert done.returncode == 0, "run: python docs/make_rules.py"


def test_the_page_names_every_rule():
    page = (DOCS / "rules.md").read_text(encoding="utf-8")
    for rule_id, text in knowledge.rules().items():
        assert f"### {rule_id} {text.name}\n" in page
        assert text.why in page and text.strong in page
