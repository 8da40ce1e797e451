"""TinyDB's own tests, run on our storage.

    python tests/tinydb_suite.py                  fetches TinyDB's source distribution with pip
    python tests/tinydb_suite.py --sdist FILE     takes one that is here already

Unpacks TinyDB's tests into a temporary folder, replaces the fixtures that open a JSON file with
ones that open a plan file, runs pytest there, and exits with its code.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

FILES = ("test_tinydb.py", "test_tables.py")
"""The test files that are about databases and tables, whatever stores them."""

NOT_OURS = {
    "test_tables.py::test_table_repr[plan]": "wants the storage to be named JSONStorage",
}
"""Tests that cannot apply, with the reason; all others must pass."""

CONFTEST = """
import pytest
from pmgoals.storage.plan_storage import PlanStorage
from tinydb import TinyDB
from tinydb.storages import MemoryStorage


class PlanFile(PlanStorage):
    # `ensure_ascii` is for json.dumps; two tests name it. A plan file is UTF-8 in any case.
    def __init__(self, path, ensure_ascii=False):
        super().__init__(path, alone=True)


TinyDB.default_storage_class = PlanFile


@pytest.fixture(params=["memory", "plan"])
def db(request, tmp_path):
    if request.param == "plan":
        db_ = TinyDB(tmp_path / "test.db", storage=PlanStorage, alone=True)
    else:
        db_ = TinyDB(storage=MemoryStorage)
    db_.drop_tables()
    db_.insert_multiple({"int": 1, "char": c} for c in "abc")
    yield db_
"""

INI = "[pytest]\nasyncio_default_fixture_loop_scope = function\n"


def main() -> int:
    """Fetch, unpack, run; return pytest's exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sdist", type=Path, help="TinyDB's source distribution (.tar.gz)")
    parser.add_argument("rest", nargs="*", help="options for pytest, after --")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tinydb-suite-") as name:
        folder = Path(name)
        unpack(options.sdist or fetch(folder), folder)
        (folder / "conftest.py").write_text(CONFTEST)
        (folder / "pytest.ini").write_text(INI)
        left_out = [part for test in NOT_OURS for part in ("--deselect", test)]
        command = [sys.executable, "-m", "pytest", "-q", *FILES, *left_out, *options.rest]
        code = subprocess.run(command, cwd=folder, check=False).returncode
    for test, reason in NOT_OURS.items():
        print(f"left out: {test}: {reason}")
    return code


def fetch(folder: Path) -> Path:
    """Return the source distribution of the TinyDB that is installed."""
    version = importlib.metadata.version("tinydb")
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    sdist = ["--no-binary", ":all:", f"tinydb=={version}", "--dest", str(folder)]
    subprocess.run([*download, *sdist], check=True)
    return next(folder.glob("tinydb-*.tar.gz"))


def unpack(sdist: Path, folder: Path) -> None:
    """Put the test files of a source distribution into a folder, and nothing else of it."""
    with tarfile.open(sdist) as archive:
        for member in archive.getmembers():
            path = Path(member.name)
            if path.parent.name == "tests" and path.name in FILES:
                content = archive.extractfile(member)
                assert content is not None
                (folder / path.name).write_bytes(content.read())


if __name__ == "__main__":
    sys.exit(main())
