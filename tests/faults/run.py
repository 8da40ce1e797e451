"""What happens to kept entries when things go wrong, tried on the real program.

    python tests/faults/run.py                               all of it, half an hour
    python tests/faults/run.py --only many --processes 8 --each 100

kill    SIGKILL before every call of `learn` and `delete` that changes a file (needs strace)
errors  the same calls answered with an I/O error, a full disk, no permission (needs strace)
seal    SIGKILL before every such call of `encrypt` and `decrypt` (needs strace and pyrage)
full    a disk that fills up (needs root, to mount a small one)
many    processes that all log at once
stopped a process that holds the lock and was stopped
moments SIGKILL at random moments of every verb that writes, and of the app
damage  plans that were cut, flipped, emptied, retyped, nested ...

Says SKIP where something it needs is missing, and exits with 1 after a FAIL.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "terminal"))

from calls import check_errors, check_kill, check_seal
from damage import check_damage
from moments import check_moments
from pressure import check_full, check_many, check_stopped
from traced import Skip

CHECKS: dict[str, Callable[[Path, argparse.Namespace], str]] = {
    "kill": check_kill,
    "errors": check_errors,
    "seal": check_seal,
    "full": check_full,
    "many": check_many,
    "stopped": check_stopped,
    "moments": check_moments,
    "damage": check_damage,
}


def main() -> int:
    """Run the checks asked for; return 1 when one failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=CHECKS, default=list(CHECKS))
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--each", type=int, default=100)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--damages", type=int, default=500)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    failed = False
    for name in options.only:
        with tempfile.TemporaryDirectory(prefix="pmgoals-faults-") as folder:
            try:
                verdict, said = "PASS", CHECKS[name](Path(folder).resolve(), options)
            except Skip as reason:
                verdict, said = "SKIP", str(reason)
            except AssertionError as reason:
                verdict, said, failed = "FAIL", str(reason), True
        print(f"{verdict}  {name:7} {said}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
