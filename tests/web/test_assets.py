"""What a browser loads, and from where."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from pmgoals.errors import BadInput
from pmgoals.web import assets
from pmgoals.web.server import headers

ADDRESS = re.compile(r"""(?:src|href)="([^"]*)"|url\("?([^")]*)"?\)|@import|https?:|//\w""")


def test_the_page_names_only_what_stands_beside_it() -> None:
    found = assets.load()
    for name in ("", "page.css"):
        text = found[name].data.decode()
        for match in ADDRESS.finditer(text):
            address = match[1] or match[2]
            assert address in found or address == "data:,", match[0]
    script = found["page.js"].data.decode()
    assert re.findall(r"https?:|fetch|import\b", script) == []


def test_what_is_lent_names_no_address_but_as_text() -> None:
    """The style has none; the terminal's script has a pattern that finds addresses in text."""
    found = assets.load()
    assert b"url(" not in found["xterm.css"].data
    assert b"@import" not in found["xterm.css"].data
    assert re.findall(rb"https?://[a-z0-9-]+\.[a-z]+", found["textual.js"].data) == []


def test_scripts_and_styles_are_never_written_into_the_page() -> None:
    text = assets.load()[""].data.decode()
    assert "<style" not in text
    assert re.findall(r"<script(?![^>]*\ssrc=)", text) == []
    assert re.findall(r"\son\w+=", text) == []


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    policy = headers("127.0.0.1:8000")["Content-Security-Policy"]
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == ["'self'"]
    assert rules["frame-ancestors"] == ["'none'"]
    assert rules["connect-src"] == ["ws://127.0.0.1:8000"]
    assert {source for rule in rules.values() for source in rule} == {
        "'none'", "'self'", "'unsafe-inline'", "data:", "ws://127.0.0.1:8000",
    }  # fmt: skip
    assert "'unsafe-inline'" not in rules["script-src"]


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "find_spec", lambda name: None)
    with pytest.raises(BadInput) as refused:
        assets.load()
    assert "pip install 'pmgoals[web]'" in refused.value.mend


@pytest.mark.parametrize("missing", ["aiohttp", "textual_serve"])
def test_a_missing_package_is_no_defect(missing: str) -> None:
    code = (
        "import sys\n"
        f"sys.modules[{missing!r}] = None\n"
        "from pmgoals.cli.main import main\n"
        "sys.exit(main(['serve']))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stdout) == (3, "")
    assert "pip install 'pmgoals[web]'" in ran.stderr
