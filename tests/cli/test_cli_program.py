"""Settings, themes, completion, where, demo."""

import shutil
import subprocess

import pytest


def test_settings_are_set_shown_and_checked(pm, home):
    assert pm("config", "check").code == 0
    assert pm("config", "set", "weekly_hours", "6").code == 0
    shown = {row["key"]: row for row in pm("config", "show", "--json").json}
    assert (shown["weekly_hours"]["value"], shown["weekly_hours"]["default"]) == (6.0, 8.0)
    assert shown["weekly_hours"]["from"] == "config.toml line 1"
    assert pm("config", "path").out == f"{home / 'config.toml'}\n"
    assert pm("config", "set", "weekly_hours", "-3").code == 3
    assert pm("config", "set", "wekly_hours", "3").code == 3
    assert pm("config", "show", "nonsense").code == 1
    assert "weekly_hours = 6" in pm("config", "show", "weekly_hours").out


def test_a_fault_in_the_settings_is_named_and_the_rest_counts(pm, home):
    home.mkdir()
    (home / "config.toml").write_text("fiscal_year_start = 4\nnonsense = 1\n")
    ran = pm("today", "--json")
    assert ran.json["quarter"] == "FY27 Q3"
    assert "line 2" in ran.err
    assert pm("config", "check").code == 1


def test_the_ascii_setting(pm):
    pm("config", "set", "ascii", "true")
    ran = pm("learn", "“é”")
    assert '"é"' not in ran.out
    assert "“" not in ran.err


def test_themes(pm):
    themes = pm("themes", "--json").json
    assert [theme["name"] for theme in themes if theme["chosen"]] == ["pmgoals-dark"]
    assert "pmgoals-dark" in pm("themes").out


def test_where_names_every_place(pm, home):
    found = pm("where", "--json").json
    assert found["plan"] == str(home / "plan.json")
    assert found["config"] in pm("where").out
    home.write_text("in the way")
    assert pm("where").code == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_is_a_sound_script(pm, shell, tmp_path):
    ran = pm("completion", shell)
    assert ran.code == 0
    assert "\\x" not in ran.out.replace("\\x1b", "")
    assert "checkin" in ran.out
    if shell == "bash" and (bash := shutil.which("bash")):
        script = tmp_path / "complete.sh"
        script.write_text(ran.out)
        subprocess.run([bash, "-n", str(script)], check=True)


def test_completion_of_an_unknown_shell(pm):
    assert pm("completion", "fishy").code == 2


def test_demo_makes_a_plan_apart_and_never_replaces_ones_own(pm, home, tmp_path):
    pytest.importorskip("pmgoals.services.demo")
    pm("learn", "mine")
    ran = pm("demo")
    path = ran.out.strip()
    assert path == str(home / "state" / "demo" / "plan.json")
    assert f"pmgoals --plan {path}" in ran.err
    assert pm("--plan", path, "goal", "list", "--json").json
    assert len(pm("learn", "list", "--json").json) == 1
    assert pm("demo", "--seed", "2").out.strip() == path
    assert pm("--plan", path, "today").code == 0
    own = tmp_path / "own"
    pm("--plan", str(own / "plan.json"), "learn", "mine too")
    before = (own / "plan.json").read_bytes()
    assert pm("demo", str(own)).code == 3
    assert (own / "plan.json").read_bytes() == before
