"""`pmgoals export`: where a file goes, and what it never replaces."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from icalendar import Calendar


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "goals.ics"


def test_the_calendar_goes_to_stdout_and_the_story_to_stderr(pm, goal):
    ran = pm("export", "ics")
    assert ran.code == 0
    assert ran.out.startswith("BEGIN:VCALENDAR\r\n")
    assert ran.out.endswith("END:VCALENDAR\r\n")
    assert ran.err == (
        "4 milestones, 1 deadline, 1 weekly check-in, 1 monthly alignment, 4 quarterly reviews.\n"
    )


def test_piped_bytes_keep_their_line_ends(pm, goal):
    done = subprocess.run(
        [sys.executable, "-m", "pmgoals", "export", "ics"],
        capture_output=True, env=os.environ | {"PYTHONIOENCODING": "ascii"}, check=True,
    )  # fmt: skip
    lines = done.stdout.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert len(Calendar.from_ical(done.stdout).walk("VEVENT")) == 11


def test_a_file_is_private_and_whole(pm, goal, file):
    ran = pm("export", "ics", "-o", str(file))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.endswith(f" in {file}.\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_bytes().decode() == pm("export", "ics").out
    assert {path.name for path in file.parent.iterdir()} == {"goals.ics", "home"}


def test_it_replaces_what_it_wrote(pm, goal, file):
    pm("export", "ics", "-o", str(file))
    pm("milestone", "add", goal, "Pilot", "--by", "27 Nov 2026")
    assert pm("export", "ics", "--output", str(file), "--no-alarms").code == 0
    assert b"SUMMARY:Pilot" in file.read_bytes()
    assert b"VALARM" not in file.read_bytes()


@pytest.mark.parametrize(
    "there", [b"", b"my notes", b"BEGIN:VCALENDAR\r\nPRODID:-//other//EN\r\nEND:VCALENDAR\r\n"]
)
def test_it_does_not_replace_what_it_did_not_write(pm, goal, file, there):
    file.write_bytes(there)
    ran = pm("export", "ics", "-o", str(file))
    assert (ran.code, ran.out) == (3, "")
    assert "--force" in ran.err
    assert file.read_bytes() == there
    assert pm("export", "ics", "-o", str(file), "--force").code == 0
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_it_follows_links_and_never_replaces_a_device(pm, goal, file):
    link = file.with_name("link.ics")
    link.symlink_to(file)
    assert pm("export", "ics", "-o", str(link)).code == 0
    assert link.is_symlink()
    assert file.is_file()
    pipe = file.with_name("pipe")
    os.mkfifo(pipe)
    for other in (pipe, file.parent):
        assert pm("export", "ics", "-o", str(other), "--force").code == 3
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_dash_is_stdout(pm, goal):
    assert pm("export", "ics", "-o", "-").out.startswith("BEGIN:VCALENDAR")


@pytest.mark.parametrize("name", ["missing/goals.ics", "a\0b", "x" * 300])
def test_what_cannot_be_written_is_said(pm, goal, tmp_path, name):
    ran = pm("export", "ics", "-o", str(tmp_path / name))
    assert ran.code in (3, 5)
    assert len(ran.err.splitlines()) == 2


def test_without_a_goal_there_is_nothing_to_export(pm, file):
    ran = pm("export", "ics", "-o", str(file))
    assert (ran.code, ran.out) == (1, "")
    assert "no goal" in ran.err
    assert not file.exists()


def test_the_checkin_time_is_checked(pm, goal):
    assert pm("config", "set", "checkin_time", "09:30").code == 0
    assert "T093000" in pm("export", "ics").out
    ran = pm("config", "set", "checkin_time", "9.30")
    assert ran.code == 3
    assert 'a time of day from "00:00" to "23:59"' in ran.err


def test_only_the_export_imports_the_library(home):
    look = "import sys\nfrom pmgoals.cli.main import build, main\n"
    look += "build('export ics')\nmain(['today'])\n"
    look += "print('icalendar' in sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True)
    assert done.stderr.splitlines()[-1] == "False"
