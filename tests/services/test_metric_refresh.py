"""Commands that print a value: run when asked, for as long as they may, and kept nowhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from goal_maker import commit, steps_of

from pmgoals.config import Settings
from pmgoals.errors import AmbiguousName, BadInput, NotFound
from pmgoals.model.measure import Measure
from pmgoals.services.metric_command import last_line
from pmgoals.services.metric_refresh import Job
from pmgoals.services.planner import Planner

SOON = 10.0
"""Seconds that no command here needs."""


def refusal(command: str, timeout: float = SOON) -> str:
    with pytest.raises(BadInput) as found:
        last_line(command, timeout)
    assert found.value.mend
    assert str(found.value).isprintable() and len(str(found.value)) < 250
    return found.value.what


# ---- one command ----


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("echo 62", "62"),
        ("printf 'warming up\\n\\n 1,200 users \\n\\n  \\n'", "1,200 users"),
        ("printf '1\\r\\n2\\r\\n'", "2"),
        ("echo $HOME; echo 5", "$HOME; echo 5"),
        ("sh -c 'echo complaint >&2; echo 7 | cat'", "7"),
        ("sh -c 'cat; echo 8'", "8"),
    ],
)
def test_the_last_line_that_is_not_blank_counts(command: str, line: str) -> None:
    assert last_line(command, SOON) == line


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("sh -c 'exit 3'", "sh -c 'exit 3'"),
        ("false ; rm -r x", "false ';' rm -r x"),
        ("false $HOME '*'", "false '$HOME' '*'"),
        ("false " + "x" * 200, ""),
    ],
)
def test_what_is_told_to_try_does_the_same_in_a_shell(command: str, told: str) -> None:
    """The line as it stood in the settings ran a second command in a shell."""
    with pytest.raises(BadInput) as found:
        last_line(command, SOON)
    wanted = f"Try it yourself: {told}" if told else "Try it yourself; it stands in the settings."
    assert found.value.mend == wanted


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "value").write_text("5\n")
    assert last_line("cat ~/value", SOON) == "5"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("", "is empty"),
        ("  ", "is empty"),
        ("echo 'x", "quotation mark"),
        ("nosuchprogramhere --now", "no program “nosuchprogramhere”"),
        ("/", "cannot be run: Permission denied"),
        ("sh -c 'echo bad key >&2; exit 4'", "ended with code 4, saying “bad key”"),
        ("sh -c 'kill -9 $$'", "ended by signal 9"),
        ("true", "printed nothing"),
        ("yes", "more than 64 KB"),
        ("sh -c 'printf \"\\033[2J\" >&2; exit 1'", "ended with code 1"),
    ],
)
def test_a_command_that_fails_is_told_in_one_sentence(command: str, words: str) -> None:
    assert words in refusal(command)


def test_a_command_that_complains_for_ever_fills_no_memory() -> None:
    assert "longer than 0.3 s" in refusal("sh -c 'yes >&2'", 0.3)


@pytest.mark.parametrize("outputs", ["", "exec >&- 2>&-;"])
def test_a_command_that_hangs_is_killed_with_its_children(tmp_path: Path, outputs: str) -> None:
    """With its outputs closed, too, and a child of a child that ignores a polite end."""
    pids = tmp_path / "pids"
    child = f"trap '' TERM HUP; echo $$ >> {pids}; sleep 60 & echo $! >> {pids}; wait"
    begin = time.monotonic()
    said = refusal(f'sh -c "{outputs} echo $$ >> {pids}; sh -c \\"{child}\\" ; true"', 0.3)
    assert "longer than 0.3 s" in said
    assert time.monotonic() - begin < 3
    found = [int(line) for line in pids.read_text().split()]
    assert found
    end = time.monotonic() + 3
    while any(alive(pid) for pid in found) and time.monotonic() < end:
        time.sleep(0.02)
    assert not any(alive(pid) for pid in found)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_program_that_is_ended_takes_its_command_along(
    tmp_path: Path, number: signal.Signals
) -> None:
    pid = tmp_path / "pid"
    command = f"sh -c 'echo $$ > {pid}; exec sleep 60'"
    code = f"from pmgoals.services.metric_command import last_line; last_line({command!r}, 60)"
    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL) as program:
        end = time.monotonic() + 20
        while not (pid.exists() and pid.read_text().strip()) and time.monotonic() < end:
            time.sleep(0.02)
        program.send_signal(number)
        assert program.wait(10) != 0
    assert not alive(int(pid.read_text()))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")


@pytest.mark.parametrize("left", ["sleep 3", "yes >&2"])
def test_what_a_command_leaves_behind_is_not_waited_for(left: str) -> None:
    begin = time.monotonic()
    assert last_line(f"sh -c '{left} & echo 5'", SOON) == "5"
    assert time.monotonic() - begin < 2


def test_a_command_that_ends_as_its_last_words_arrive_is_heard() -> None:
    program = "import sys; sys.stdout.write('x\\n' * 20000 + '9')"
    assert last_line(f'{sys.executable} -c "{program}"', SOON) == "9"


# ---- the commands of the settings ----


@pytest.fixture
def with_commands(make_planner: Callable[..., Planner]) -> Callable[..., Planner]:
    """A planner whose settings name commands, on a plan with two goals."""
    first = make_planner()
    goal = commit(first)
    first.measures.add(goal.id, "Support tickets", unit="")
    commit(first, title="Closed", measures__0__name="old rate")
    first.goals.close("Closed", grade=0.5)

    def make(**commands: str) -> Planner:
        named = {name.replace("_", " "): command for name, command in commands.items()}
        return make_planner(settings=Settings(metrics=named))

    return make


def measure(planner: Planner, name: str) -> Measure:
    return planner.measures.named(name)


def test_every_command_is_a_job_of_its_measure(with_commands: Callable[..., Planner]) -> None:
    planner = with_commands(setup_rate="echo 1", support="echo 2", old_rate="echo 3")
    jobs = planner.metric_refresh.jobs()
    assert [(j.measure and j.measure.name, j.command) for j in jobs] == [
        ("setup rate", "echo 1"),
        ("Support tickets", "echo 2"),
    ]
    assert [job.command for job in planner.metric_refresh.jobs("old rate")] == ["echo 3"]
    assert [job.command for job in planner.metric_refresh.jobs("Raise first")] == ["echo 1"]


def test_a_name_that_means_no_measure_or_several_is_told(
    with_commands: Callable[..., Planner],
) -> None:
    planner = with_commands(nothing="echo 1", t="echo 2", support="echo 3", tickets="echo 4")
    troubles = [job.trouble for job in planner.metric_refresh.jobs()]
    assert [type(trouble) for trouble in troubles] == [
        NotFound, AmbiguousName, type(None), BadInput,
    ]  # fmt: skip
    assert "“support” names the same measure" in str(troubles[3])
    with pytest.raises(NotFound):
        planner.metric_refresh.run(planner.metric_refresh.jobs()[0])


def test_without_a_command_the_setting_is_named(with_commands: Callable[..., Planner]) -> None:
    for name in ("", "setup rate"):
        with pytest.raises(NotFound) as found:
            with_commands(old_rate="echo 1").metric_refresh.jobs(name)
        assert "config set metrics." in found.value.mend


def test_a_value_is_todays_reading_and_corrects_another(
    with_commands: Callable[..., Planner],
) -> None:
    planner = with_commands(setup_rate="echo '57 %'")
    rate = measure(planner, "setup rate")
    earlier = planner.measures.read(rate.id, 50, note="by hand")
    (job,) = planner.metric_refresh.jobs()
    found = planner.metric_refresh.run(job, SOON)
    assert (found.fresh, found.reading.value, found.reading.replaces) == (True, 57, earlier.id)
    assert found.reading.on == planner.today
    steps = steps_of(planner)
    again = planner.metric_refresh.run(job, SOON)
    assert (again.fresh, again.reading) == (False, found.reading)
    assert steps_of(planner) == steps
    assert b"echo" not in planner.paths.plan.read_bytes()


@pytest.mark.parametrize(
    ("command", "timeout", "words"),
    [
        ("echo about three", SOON, "printed “about three”, which is not a number"),
        ("printf '\\033[2J5'", SOON, "not a number"),
        ("echo 3 days", SOON, "kept in %, not in days"),
        ("echo 1e16", SOON, "not a number"),
        ("sleep 60", 0.3, "longer than 0.3 s"),
        ("echo 5", 0.0, "timeout"),
        ("echo 5", float("nan"), "timeout"),
    ],
)
def test_what_is_refused_changes_nothing(
    with_commands: Callable[..., Planner], command: str, timeout: float, words: str
) -> None:
    planner = with_commands()
    job = Job("setup rate", command, measure(planner, "setup rate"))
    file = planner.paths.plan.read_bytes()
    with pytest.raises(BadInput, match=words) as found:
        planner.metric_refresh.run(job, timeout)
    assert found.value.mend
    assert "\x1b" not in str(found.value)
    assert planner.paths.plan.read_bytes() == file
