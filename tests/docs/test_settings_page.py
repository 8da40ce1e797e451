"""docs/settings.md says every setting as it is."""

import subprocess
import sys
import tomllib
from pathlib import Path

from pmgoals.config import load
from pmgoals.settings import known

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_settings_is_the_one_that_would_be_written():
    done = subprocess.run([sys.executable, DOCS / "make_settings.py", "--check"], check=False)
    assert done.returncode == 0, "run: python docs/make_settings.py"


def test_the_page_names_every_setting_and_its_example_is_taken(tmp_path):
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    assert all(f"| `{key}` |" in page or f"| `[{key}]` |" in page for key in known())
    example = page.split("```toml\n")[1].split("```")[0]
    assert tomllib.loads(example)
    path = tmp_path / "config.toml"
    path.write_text(example)
    assert load(path)[1] == []
