"""The settings file: every fault named, every change exact."""

import os
import subprocess
import sys
from datetime import date, time
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmgoals.config import Settings, Trouble, describe, load, set_value
from pmgoals.errors import BadInput
from pmgoals.model.calendar import FiscalCalendar
from pmgoals.model.workdays import DayOff
from pmgoals.settings import explain, known, takes

WRITTEN = """\
# My settings.
fiscal_year_start = 10   # we start in October
weekly_hours = 6.5
leave = [
  "2026-12-24..2027-01-02",  # winter
  "2026-11-26",
]

# Looks
theme = "paper-light"

# What the critic does.
[rules]
M2 = "off"  # asked by my manager
T5 = "info"

[keys]
"goals.add" = "a"
goals.close = "x"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def one(path: Path, text: str) -> Trouble:
    path.write_text(text)
    _, troubles = load(path)
    assert len(troubles) == 1, troubles
    return troubles[0]


class TestLoad:
    def test_no_file_is_all_defaults(self, path: Path) -> None:
        assert load(path) == (Settings(), [])

    @pytest.mark.parametrize("text", ["", "\n", "# nothing set yet\n", "\ufeff"])
    def test_an_empty_file_is_all_defaults(self, path: Path, text: str) -> None:
        path.write_text(text)
        assert load(path) == (Settings(), [])

    def test_what_is_written_counts(self, path: Path) -> None:
        path.write_text(WRITTEN)
        found, troubles = load(path)
        assert troubles == []
        assert found.calendar == FiscalCalendar(10, "end")
        assert found.weekly_hours == 6.5
        assert found.rules == {"M2": "off", "T5": "info"}
        assert found.keys == {"goals.add": "a", "goals.close": "x"}
        assert found.workdays.off == (
            DayOff(date(2026, 11, 26), date(2026, 11, 26)),
            DayOff(date(2026, 12, 24), date(2027, 1, 2)),
        )

    def test_a_holiday_is_a_day_of_one_year_or_of_every_year(self, path: Path) -> None:
        path.write_text('holidays = ["12-25", "2027-03-26"]\nleave = ["2027-01-04..2027-01-08"]\n')
        workdays = load(path)[0].workdays
        days = [date(2026, 12, 25), date(2031, 12, 25), date(2027, 3, 26), date(2028, 3, 26)]
        assert [workdays.is_off(day) for day in days] == [True, True, True, False]
        assert workdays.is_off(date(2027, 1, 6))

    def test_windows_files_are_read(self, path: Path) -> None:
        path.write_bytes(("\ufeff" + WRITTEN.replace("\n", "\r\n")).encode())
        found, troubles = load(path)
        assert (found.theme, troubles) == ("paper-light", [])

    def test_plainly_meant_values_are_taken(self, path: Path) -> None:
        path.write_text(
            "grading = 0.8\nweekly_hours = 6\nleave = [2026-12-24]\ncheckin_time = 09:30:00\n"
        )
        found, troubles = load(path)
        assert troubles == []
        assert found.checkin_at == time(9, 30)
        assert (found.grading, found.weekly_hours, found.leave) == ("0.8", 6.0, ["2026-12-24"])

    def test_broken_toml_gives_defaults_and_the_line(self, path: Path) -> None:
        trouble = one(path, 'weekly_hours = 6\n\ntheme = nord\n[rules]\nM2 = "off"\n')
        assert trouble.line == 3
        assert load(path)[0] == Settings()
        assert trouble.say(path).startswith(f"{path}, line 3: The settings are not used:")

    def test_a_fault_at_the_end_has_the_last_line(self, path: Path) -> None:
        assert one(path, "ascii = true\nleave = [\n\n").line == 2

    def test_an_unknown_key_is_named_with_its_line_and_the_nearest(self, path: Path) -> None:
        trouble = one(path, "# hours\n\nweekly_hour = 3\nascii = true\n")
        assert (trouble.key, trouble.line) == ("weekly_hour", 3)
        assert "weekly_hour;" in trouble.message
        assert trouble.mend == "Is weekly_hours meant?"
        assert load(path)[0].ascii

    def test_an_unknown_table_is_named_once(self, path: Path) -> None:
        trouble = one(path, 'ascii = true\n[keyz]\na = "b"\nc = "d"\n[rules]\nM2 = "off"\n')
        assert (trouble.key, trouble.line) == ("keyz", 2)
        assert load(path)[0].rules == {"M2": "off"}

    def test_a_key_like_no_other_gets_a_next_step(self, path: Path) -> None:
        assert "config show" in one(path, "zzzzzzzz = 1\n").mend

    @pytest.mark.parametrize(
        ("line", "says", "default"),
        [
            ("fiscal_year_start = 13", "a whole number from 1 to 12, not 13", "1"),
            ("fiscal_year_start = true", "a whole number from 1 to 12, not true", "1"),
            ('fiscal_year_start = "4"', 'a whole number from 1 to 12, not "4"', "1"),
            ("weekly_hours = 169", "a number from 0 to 168, not 169", "8"),
            ("weekly_hours = nan", "a number from 0 to 168, not nan", "8"),
            ("weekly_hours = -inf", "a number from 0 to 168, not -inf", "8"),
            ('fiscal_label = "friday"', 'one of end, start, not "friday"', '"end"'),
            ("grading = 0.9", "one of standard, 0.8, own, not 0.9", '"standard"'),
            ("ascii = 1", "true or false, not 1", "false"),
            ('theme = ""', 'text, not ""', '"pmgoals-dark"'),
            ('checkin_time = "3 pm"', 'from "00:00" to "23:59", not "3 pm"', '"15:00"'),
            ('checkin_time = "15:60"', 'not "15:60"', '"15:00"'),
            ('checkin_time = "15:00\\n"', r'not "15:00\n"', '"15:00"'),
            ("checkin_time = 15:00:30", "not 15:00:30", '"15:00"'),
            ("checkin_time = 15", "not 15", '"15:00"'),
            ('leave = "2026-12-24"', 'not "2026-12-24"', "[]"),
            ('leave = ["2026-02-30"]', 'not "2026-02-30"', "[]"),
            ('leave = ["20261224"]', 'not "20261224"', "[]"),
            ('leave = ["2026-12-24", "xmas"]', 'not "xmas"', "[]"),
            ('leave = ["2027-01-02..2026-12-24"]', 'not "2027-01-02..2026-12-24"', "[]"),
            ('leave = ["2026-12-24.."]', 'not "2026-12-24.."', "[]"),
            ('leave = ["0026-12-24"]', 'not "0026-12-24"', "[]"),
            ("leave = [3]", "not [3]", "[]"),
            ('leave = ["12-25"]', 'not "12-25"', "[]"),
            ('holidays = ["12-32"]', 'or "12-25", not "12-32"', "[]"),
            ('week_start = "fri"', 'one of mon, sun, sat, not "fri"', '"mon"'),
        ],
    )
    def test_a_bad_value_says_what_is_taken_and_used(
        self, path: Path, line: str, says: str, default: str
    ) -> None:
        trouble = one(path, f'plain = true\n{line}\n\n[rules]\nM2 = "off"\n')
        key = line.split(" ")[0]
        assert (trouble.key, trouble.line) == (key, 2)
        assert trouble.message.startswith(f"{key} takes ")
        assert trouble.message.endswith(f"{says}.")
        assert trouble.mend == f"The default, {default}, is used."
        assert load(path)[0] == Settings(plain=True, rules={"M2": "off"})

    def test_a_bad_name_in_a_table_leaves_the_others(self, path: Path) -> None:
        path.write_text('[rules]\nM2 = "off"\nT1 = "loud"\nvague = "off"\n[keys]\nadd = 3\n')
        found, troubles = load(path)
        assert found.rules == {"M2": "off"}
        assert [(t.key, t.line) for t in troubles] == [
            ("rules.T1", 3),
            ("rules.vague", 4),
            ("keys.add", 6),
        ]
        assert "one of off, info, warn, block" in troubles[0].message

    def test_a_table_that_is_none(self, path: Path) -> None:
        trouble = one(path, 'keys = "a"\n')
        assert (trouble.key, trouble.line) == ("keys", 1)
        assert "table" in trouble.message

    def test_lines_are_found_in_inline_and_dotted_tables(self, path: Path) -> None:
        path.write_text('rules = { M2 = "off", T1 = "x" }\nkeys.a = 1\n[prompts.week]\nwins = 2\n')
        lines = [(t.key, t.line) for t in load(path)[1]]
        assert lines == [("rules.T1", 1), ("keys.a", 2), ("prompts.week.wins", 4)]

    def test_a_trouble_is_one_clean_line(self, path: Path) -> None:
        trouble = one(path, '"\\u001b[31mred\\nkey" = 1\n')
        assert trouble.say(path).isprintable()
        trouble = one(path, 'theme = 5\ntheme.x = "\\u001b"\n')
        assert trouble.say(path).isprintable()

    @pytest.mark.parametrize(
        "content",
        [
            b"theme = \xff\xfe",
            b"\x00" * 50,
            b"a=" + b"[" * 5000,
            b"weekly_hours = " + b"9" * 5000,
            b"weekly_hours = 0x" + b"f" * 5000,
            b"theme." + b"a." * 3000 + b"b = 1",
            b"keys." + b"a." * 3000 + b"b = 1",
            b"leave = [" + b"[" * 200 + b"]" * 200 + b"]",
            b"x" * 300_000,
        ],
    )
    def test_hostile_files_never_raise(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        found, troubles = load(path)
        assert found == Settings()
        assert len(troubles) == 1
        assert troubles[0].say(path).isprintable()
        assert len(describe(found, path)) == len(known())
        with pytest.raises(BadInput):
            set_value(path, "weekly_hours.x", "5")

    def test_not_utf8_names_the_line(self, path: Path) -> None:
        path.write_bytes(b"ascii = true\n\ntheme = '\xff'\n")
        assert load(path)[1][0].line == 3

    def test_folders_pipes_and_dead_links_are_named(self, path: Path) -> None:
        path.mkdir()
        assert "folder" in load(path)[1][0].message
        path.rmdir()
        os.mkfifo(path)
        assert "not a file" in load(path)[1][0].message
        path.unlink()
        path.symlink_to("nowhere")
        assert "link" in load(path)[1][0].message
        path.unlink()
        path.symlink_to(path.name)
        assert "cannot be read" in load(path)[1][0].message

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_an_unreadable_file_is_named(self, path: Path) -> None:
        path.write_text("ascii = true\n")
        path.chmod(0)
        assert "permission denied" in load(path)[1][0].message

    @settings(
        max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
    def test_any_bytes_load(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        found, troubles = load(path)
        assert all(trouble.say(path).isprintable() for trouble in troubles)
        assert describe(found, path)

    def test_a_missing_file_needs_no_parser(self, path: Path) -> None:
        code = (
            "import sys; from pathlib import Path; from pmgoals.config import load;"
            f"load(Path({str(path)!r})); print('tomllib' in sys.modules, 'difflib' in sys.modules)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert done.stdout.split() == ["False", "False"], done.stderr


class TestDescribe:
    def test_every_setting_has_a_row_and_help(self, path: Path) -> None:
        rows = describe(Settings(), path)
        assert [row.key for row in rows] == list(known())
        assert all(row.help and row.takes and row.origin == "default" for row in rows)
        assert all(explain(key)[0].isupper() and explain(key)[-1] == "." for key in known())

    def test_rows_say_where_a_value_came_from(self, path: Path) -> None:
        path.write_text(WRITTEN + "add = 3\n")
        rows = {row.key: row for row in describe(load(path)[0], path)}
        came = {key: row.origin for key, row in rows.items() if row.origin != "default"}
        assert came == {
            "fiscal_year_start": "config.toml line 2",
            "weekly_hours": "config.toml line 3",
            "leave": "config.toml line 4",
            "theme": "config.toml line 10",
            "rules.M2": "config.toml line 14",
            "rules.T5": "config.toml line 15",
            "keys.goals.add": "config.toml line 18",
            "keys.goals.close": "config.toml line 19",
        }
        assert rows["theme"].default == "pmgoals-dark"
        assert rows["rules.M2"].default is None

    def test_a_bad_value_comes_from_the_default(self, path: Path) -> None:
        path.write_text("weekly_hours = 999\n")
        rows = {row.key: row for row in describe(load(path)[0], path)}
        assert (rows["weekly_hours"].value, rows["weekly_hours"].origin) == (8.0, "default")

    def test_rows_are_json_with_from(self, path: Path) -> None:
        row = msgspec.json.decode(msgspec.json.encode(describe(Settings(), path)[0]))
        assert set(row) == {"key", "value", "default", "from", "help", "takes"}


def test_each_key_says_what_it_takes() -> None:
    assert takes("reserve_weeks") == "a whole number from 0 to 13"
    assert takes("critic") == "one of gentle, standard, strict"
    assert takes("keys") == "text"
