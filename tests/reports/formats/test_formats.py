"""Formats of a page: golden pages, the same bytes each time, nothing imported too early."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from page_maker import FOLDER, rich_page

from pmgoals.errors import BadInput
from pmgoals.reports.formats import FORMATS, render

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("form", ["md", "txt", "html"])
def test_the_pages_are_as_they_were_looked_at(form: str) -> None:
    golden = (FOLDER / f"rich{FORMATS[form]}").read_bytes()
    assert render(rich_page(), form) == golden, "python tests/reports/formats/page_maker.py"


def test_another_format_is_named() -> None:
    with pytest.raises(BadInput, match=r"no format doc\. There are: md, txt, html, pdf\."):
        render(rich_page(), "doc")


def in_a_process(code: str, **env: str) -> str:
    """Run code that may import the maker and return what it printed."""
    path = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path, **env},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_the_same_page_gives_the_same_bytes_anywhere_and_at_any_time() -> None:
    code = (
        "import hashlib; from page_maker import *\n"
        "for form in FORMATS: print(hashlib.sha256(render(rich_page(), form)).hexdigest())\n"
    )
    here = in_a_process(code, PYTHONHASHSEED="1", TZ="UTC", LANG="C", USER="one")
    there = in_a_process(code, PYTHONHASHSEED="2", TZ="Asia/Tokyo", LANG="de_DE", USER="two",
                         SOURCE_DATE_EPOCH="1", HOME="/nowhere")  # fmt: skip
    assert here == there and len(set(here.split())) == len(FORMATS)


def test_nothing_heavy_is_imported_before_its_format_is_asked_for() -> None:
    code = (
        "import sys\n"
        "import pmgoals.reports.formats, pmgoals.reports.formats.pdf\n"
        "assert 'typst' not in sys.modules\n"
    )
    in_a_process(code)
    code = (
        "import sys\n"
        "from pmgoals.reports.page import Page\n"
        "from pmgoals.reports.formats import FORMATS, render\n"
        "render(Page(title='A', name='a', blocks=['# A']), 'md')\n"
        "print(*{name.partition('.')[0] for name in sys.modules} & {'markdown_it', 'typst'})\n"
        "render(Page(title='A', name='a', blocks=['# A']), 'html')\n"
        "print(*{name.partition('.')[0] for name in sys.modules} & {'typst', 'textual', 'rich'})\n"
    )
    assert in_a_process(code).split() == []
