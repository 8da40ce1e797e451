"""Prints one of the README's two commands, so that what is run is what is written there.

python tests/readme_command.py install|test
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


def command(name: str) -> str:
    """Return the command that stands in the README behind `<!-- command: NAME -->`."""
    found = re.search(
        rf"<!-- command: {name} -->\s*```(?:sh|console|bash)\n(.+?)\n```",
        README.read_text("utf-8"),
        re.S,
    )
    if found is None:
        raise SystemExit(f"the README has no command {name!r}")
    return found[1]


if __name__ == "__main__":
    print(command(sys.argv[1]))
