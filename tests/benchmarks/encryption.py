"""What encryption at rest costs: the same plan plain and encrypted, by turns in one run.

    python tests/benchmarks/encryption.py [--rounds 7] [--sizes 300 10000]

Unlocked for the session, as by `pmgoals unlock`; what a passphrase takes is told apart. `today`
reads the whole plan, `learn` reads it, saves it and keeps a step; `app` is the time until Today
stands on the screen of a real pseudo-terminal. Quote the ratios.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from start import launch, timed

PMGOALS = [sys.executable, "-m", "pmgoals"]
COMMAND = "passphrase_command = 'echo a long enough passphrase'\n"


def home_of(folder: Path, size: int) -> dict[str, str]:
    """Make a home with a plan of so many records; return the environment that names it."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PMGOALS"))}
    run = folder / "run"
    run.mkdir(mode=0o700, parents=True)
    env |= {"PMGOALS_HOME": str(folder / "home"), "XDG_RUNTIME_DIR": str(run)}
    env |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    quiet = {"env": env, "check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*PMGOALS, "demo", str(folder / "demo"), "--size", str(size)], **quiet)  # type: ignore[call-overload]
    (folder / "home").mkdir(mode=0o700, exist_ok=True)
    shutil.copy(folder / "demo" / "plan.json", folder / "home" / "plan.json")
    return env


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 10_000])
    options = parser.parse_args()
    print(f"{'':24}{'plain ms':>10}{'encrypted ms':>14}{'x':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            measure(Path(folder), size, options.rounds)
    return 0


def measure(room: Path, size: int, rounds: int) -> None:
    """Print the lines of one size."""
    envs = {name: home_of(room / f"{name}-{size}", size) for name in ("plain", "encrypted")}
    shut = envs["encrypted"]
    (Path(shut["PMGOALS_HOME"]) / "config.toml").write_text(COMMAND)
    encrypting = timed([*PMGOALS, "encrypt"], shut)
    unlocking = timed([*PMGOALS, "unlock"], shut)
    for env in envs.values():  # both have a settings file, and the day's backup behind them
        (Path(env["PMGOALS_HOME"]) / "config.toml").write_text("ascii = false\n")
        timed([*PMGOALS, "learn", "First of the day"], env)
    found: dict[str, dict[str, list[float]]] = {}
    for number in range(rounds + 1):
        turns = list(envs.items())
        for name, env in turns if number % 2 else reversed(turns):
            times = {
                "today": timed([*PMGOALS, "today"], env),
                "learn": timed([*PMGOALS, "learn", f"Chapter {number}", "45m"], env),
                "app": launch(PMGOALS, "Momentum", env)[1],
            }
            for what, seconds in times.items():
                if number:
                    found.setdefault(what, {}).setdefault(name, []).append(seconds)
            time.sleep(0.05)
    for what, times_of in found.items():
        plain, sealed = (statistics.median(times_of[name]) for name in envs)
        label = f"{size:,} records: {what}"
        print(f"{label:24}{plain * 1000:10.0f}{sealed * 1000:14.0f}{sealed / plain:7.2f}")
    words = f"encrypt {encrypting:.1f} s, unlock by passphrase {unlocking:.1f} s"
    sizes = [(Path(env["PMGOALS_HOME"]) / "plan.json").stat().st_size for env in envs.values()]
    print(f"  plan {sizes[0]:,} and {sizes[1]:,} bytes; {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
