"""How long pmgoals takes to stand on the screen, beside a bare Textual app in the same run.

    python tests/benchmarks/start.py [--rounds 11] [--size 300] [--plan FILE]

Each launch is a new process in a real pseudo-terminal that answers as xterm does. The programs
take turns, so that a machine that slows down slows them all; quote the ratios. `first` is the
time to the first glyph, `ready` to the time the screen holds what it is waited for.
Also times `pmgoals learn` against `python -c "import tinydb"`.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

BARE = """
from textual.app import App
from textual.widgets import DataTable, Footer, Header

class Bare(App):
    BINDINGS = [("q", "quit", "Quit")]

    def compose(self):
        yield Header()
        yield DataTable()
        yield Footer()

    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("one", "two", "three")
        for n in range(20):
            table.add_row(f"row {n}", "two", "three")

Bare().run()
"""

REPLIES = [
    (re.compile(rb"\x1b\[c"), b"\x1b[?64;1;2;6;22c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;0$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
]
"""What xterm answers to the questions Textual asks."""


def launch(argv: list[str], wanted: str, env: dict[str, str]) -> tuple[float, float]:
    """Return (seconds to the first glyph, seconds until `wanted` is on the screen)."""
    import pyte

    screen = pyte.Screen(120, 40)
    stream = pyte.ByteStream(screen)
    start = time.perf_counter()
    pid, fd = pty.fork()
    if pid == 0:
        os.execvpe(argv[0], argv, env)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    first = ready = 0.0
    try:
        while time.perf_counter() - start < 30 and not ready:
            if not select.select([fd], [], [], 0.5)[0]:
                continue
            data = os.read(fd, 65536)
            now = time.perf_counter() - start
            for pattern, reply in REPLIES:
                for _ in pattern.findall(data):
                    os.write(fd, reply)
            stream.feed(re.sub(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]", b"", data))
            shown = "\n".join(screen.display)
            if not first and shown.strip():
                first = now
            if wanted in shown:
                ready = now
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(fd)
    if not ready:
        raise SystemExit(f"{argv[0]} never showed {wanted!r}")
    return first, ready


def timed(argv: list[str], env: dict[str, str]) -> float:
    """Return the wall seconds of a command."""
    start = time.perf_counter()
    subprocess.run(argv, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--size", type=int, default=0, help="records of the demo plan")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PMGOALS"))}
        env |= {
            "PMGOALS_HOME": str(home / "home"),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }
        pmgoals = [sys.executable, "-m", "pmgoals"]
        demo = [*pmgoals, "demo", str(home / "demo")]
        subprocess.run(
            demo + (["--size", str(options.size)] if options.size else []),
            env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        bare = home / "bare.py"
        bare.write_text(BARE)
        plan = ["--plan", str(home / "demo" / "plan.json")]
        apps = {
            "bare Textual (Header, DataTable, Footer)": ([sys.executable, str(bare)], "row 19"),
            "pmgoals": ([*pmgoals, *plan], "Momentum"),
        }
        commands = {
            'python -c "import tinydb"': [sys.executable, "-c", "import tinydb"],
            "pmgoals learn": [*pmgoals, "learn", "Read a chapter", "45m"],
            "pmgoals learn (demo plan)": [*pmgoals, *plan, "learn", "Read a chapter", "45m"],
            "pmgoals today (demo plan)": [*pmgoals, *plan, "today"],
        }
        starts: dict[str, list[tuple[float, float]]] = {name: [] for name in apps}
        walls: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(options.rounds + 1):
            for name, (argv, wanted) in apps.items():
                found = launch(argv, wanted, env)
                if number:
                    starts[name].append(found)
            for name, argv in commands.items():
                seconds = timed(argv, env)
                if number:
                    walls[name].append(seconds)
    print_apps(starts)
    print_commands(walls)
    return 0


def print_apps(starts: dict[str, list[tuple[float, float]]]) -> None:
    """Print the medians of the apps and their ratios to the first."""
    base = None
    print(f"{'':44}{'first ms':>10}{'ready ms':>10}{'first x':>9}{'ready x':>9}")
    for name, pairs in starts.items():
        first, ready = (statistics.median(column) for column in zip(*pairs, strict=True))
        base = base or (first, ready)
        figures = f"{first * 1000:10.0f}{ready * 1000:10.0f}"
        print(f"{name:44}{figures}{first / base[0]:9.2f}{ready / base[1]:9.2f}")


def print_commands(walls: dict[str, list[float]]) -> None:
    """Print the medians of the commands and their ratios to the first."""
    base = 0.0
    print(f"\n{'':44}{'wall ms':>10}{'x':>9}")
    for name, seconds in walls.items():
        median = statistics.median(seconds)
        base = base or median
        print(f"{name:44}{median * 1000:10.0f}{median / base:9.2f}")


if __name__ == "__main__":
    sys.exit(main())
