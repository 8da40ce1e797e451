"""docs/numbers.md names every constant of the analytics with the value it has."""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
import re
from pathlib import Path

from pmgoals import analytics, knowledge
from pmgoals.analytics.breakdown import CURVES
from pmgoals.analytics.pace import Status

PAGE = (Path(__file__).parents[2] / "docs" / "numbers.md").read_text(encoding="utf-8")


def said(value: object) -> str:
    return f"{value.days} days" if isinstance(value, dt.timedelta) else repr(value)


def constants() -> dict[str, str]:
    """Return the numbers that modules of the analytics define, as the page writes them."""
    found = {}
    for module in pkgutil.iter_modules(analytics.__path__):
        there = importlib.import_module(f"pmgoals.analytics.{module.name}")
        source = Path(str(there.__file__)).read_text(encoding="utf-8")
        for name, value in vars(there).items():
            defined = re.search(rf"^(?:[A-Z_]+, )?{name}(?:, [A-Z_]+)?(?::.*)? = ", source, re.M)
            number = isinstance(value, (int, float, tuple, dt.timedelta))
            if re.fullmatch("[A-Z][A-Z_]+", name) and number and defined:
                found[f"{module.name}.{name}"] = said(value)
    return found


def test_the_table_holds_every_constant_with_its_value() -> None:
    table = dict(re.findall(r"^\| `([a-z]+\.[A-Z_]+)` \| `(.+?)` \|", PAGE, re.M))
    assert table == constants()
    assert len(table) > 20


def test_every_status_and_curve_is_explained() -> None:
    for status in Status.__args__:  # type: ignore[attr-defined]
        assert status in PAGE
    for curve in CURVES:
        assert f"| {curve}" in PAGE
    places = ", ".join(str(round(100 * (p.at or 0))) for p in knowledge.stakeholder_phases()[:2])
    assert f"{places} and 92 %" in PAGE.replace(" % of the time", " %")
