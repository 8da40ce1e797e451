"""A disk that fills up, many writers at once, one that stands still."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from traced import Home, Skip


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Mount a disk of one megabyte; Skip where that is not allowed."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise Skip("only root may mount a small disk")
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", str(folder)]
    done = subprocess.run(mount, check=False, capture_output=True, text=True)
    if done.returncode:
        raise Skip(f"cannot mount a small disk: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def check_full(room: Path, _: argparse.Namespace) -> str:
    """Fill the disk: a message, nothing lost, and it goes on when there is room again."""
    with small_disk(room / "disk"):
        home = Home(room / "disk" / "home")
        ballast = room / "disk" / "ballast"
        home.learn("first")
        ballast.write_bytes(bytes(700_000))
        kept = home.titles()
        for number in range(200):
            title = f"entry {number} " + "x" * 4000
            done = home.run("learn", "--", title)
            if done.returncode:
                break
            kept[title] += 1
        assert done.returncode == 5, f"exit {done.returncode}: {done.stderr}"
        assert "full" in done.stderr, done.stderr
        assert home.titles() == kept, "entries are lost while the disk is full"
        ballast.unlink()
        home.learn("afterwards")
        assert home.titles() == kept + Counter(["afterwards"])
        assert not home.litter()
    return f"{len(kept)} entries outlast a full disk"


def check_many(room: Path, options: argparse.Namespace) -> str:
    """Log from many processes at once; every one of them counts."""
    home = Home(room / "home")

    def log(number: int) -> None:
        for entry in range(options.each):
            home.learn(f"process {number} entry {entry}")

    began = time.monotonic()
    with ThreadPoolExecutor(options.processes) as pool:
        list(pool.map(log, range(options.processes)))
    took = time.monotonic() - began
    wanted = options.processes * options.each
    titles = home.titles()
    assert len(titles) == titles.total() == wanted, f"{len(titles)} of {wanted} entries are there"
    return f"{options.processes} processes x {options.each} learn: {wanted} entries, {took:.0f} s"


HOLD = """
import sys, time
from pathlib import Path
from pmgoals.storage import lock
with lock.hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(120)
"""
"""What holds a lock and does nothing else."""


def check_stopped(room: Path, _: argparse.Namespace) -> str:
    """Stop a process that holds the lock: others are told after seconds, and nothing hangs."""
    home = Home(room / "home")
    home.learn("first")
    (lock,) = (home.folder / "state" / "locks").glob("*.lock")
    with subprocess.Popen([sys.executable, "-c", HOLD, lock], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        os.kill(holder.pid, signal.SIGSTOP)
        try:
            began = time.monotonic()
            listed = home.titles()
            read = time.monotonic() - began
            began = time.monotonic()
            done = home.run("learn", "--", "second")
            took = time.monotonic() - began
            assert listed == Counter(["first"]), "reading waits for the lock"
            assert done.returncode == 4, f"exit {done.returncode}: {done.stderr}"
            assert f"process {holder.pid}" in done.stderr, done.stderr
            assert f"kill -CONT {holder.pid}" in done.stderr, done.stderr
            assert took < 20, f"it waited {took:.0f} s"
        finally:
            holder.kill()
    home.learn("third")
    assert home.titles() == Counter(["first", "third"])
    return f"a stopped writer is named after {took:.0f} s; reading took {read:.1f} s meanwhile"
