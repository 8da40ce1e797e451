"""What an audience may read: nothing above its level, and the numbers as they may be told."""

from __future__ import annotations

import datetime as dt
from math import isfinite
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.model.audience import LEVELS, Hidden, hushed, may_read, told_value
from pmgoals.model.ids import number_of
from pmgoals.model.measure import Measure, Told
from pmgoals.model.plan import Plan
from pmgoals.model.record import Privacy
from pmgoals.model.shared import ALWAYS, NEVER, SharedPlan
from pmgoals.model.tables import LETTERS, TABLES

DAY = dt.date(2026, 11, 2)
STAMP = "2026-11-02T10:00:00Z"


NO_WORDS = (
    "id", "zone", "goal", "measure", "level", "aspired", "kind", "unit", "origin",
)  # fmt: skip


def own_id(kind: type, number: int) -> str:
    return LETTERS[kind] + f"{number:012d}"


def texts_of(kind: type, mark: str) -> dict[str, Any]:
    """Fill every free text of a kind with a mark that is found again."""
    special: dict[str, Any] = {
        "week": "2026-W45", "on": str(DAY), "due": "2026-12-31", "start": str(DAY),
        "minutes": 5, "importance": 5, "capability": 5, "rank": 1, "confidence": 7,
        "answers": {"wins": mark, "summary": mark}, "tags": [mark],
        "overrides": [{"rule": "T1", "reason": mark}], "rehearsed": {},
        "period": "FY26 Q4", "competency": "product_quality", "blocker": "dependency",
        "value": 37.0, "baseline": 30.0, "target": 50.0,
    }  # fmt: skip
    found = {}
    for field in msgspec.structs.fields(kind):
        name = field.name
        if name in special:
            found[name] = special[name]
        elif field.type is str and name not in NO_WORDS:
            found[name] = f"{mark} {name}"
    return found


def plan_of(levels: dict[str, Privacy], told: Told | None = None) -> tuple[Plan, dict[str, str]]:
    """Return a plan with one goal and one record of each kind, and the mark of each by table."""
    tables: dict[str, dict[str, dict[str, Any]]] = {}
    marks = {}
    for number, (table, kind) in enumerate(TABLES.items(), 1):
        names = {field.name for field in msgspec.structs.fields(kind)}
        mark = f"MARK{table.upper()}"
        marks[table] = mark
        fields = texts_of(kind, mark)
        if "goal" in names:
            fields["goal"] = own_id(TABLES["goals"], list(TABLES).index("goals") + 1)
        if "measure" in names:
            fields["measure"] = own_id(TABLES["measures"], list(TABLES).index("measures") + 1)
        if table == "measures" and told:
            fields["told"] = told
        for choice in ("kind", "state", "method", "commitment", "decision"):
            if choice in names and choice in fields:
                del fields[choice]
        own = own_id(kind, number)
        required = {f.name for f in msgspec.structs.fields(kind) if f.required}
        document = {"id": own, "created": STAMP, "updated": STAMP, **fields}
        document["privacy"] = levels.get(table, "public")
        if table == "signals":
            document["kind"] = "market"
        if table == "ladder":
            document |= {"levels": [], "competencies": []}
        document = {k: v for k, v in document.items() if v is not None}
        assert required <= set(document), (table, required - set(document))
        tables[table] = {str(number_of(own)): document}
    return Plan(tables), marks


def said_in(plan: Plan) -> str:
    every = [record for kind in TABLES.values() for record in plan.every(kind).values()]
    return msgspec.json.encode(every).decode()


PARTS = ("measures", "readings", "milestones", "checkins")
"""Tables whose records are hidden with their goal."""


@given(
    levels=st.dictionaries(st.sampled_from(list(TABLES)), st.sampled_from(LEVELS)),
    audience=st.sampled_from(LEVELS),
    told=st.sampled_from([None, *get_args(Told)]),
)
def test_no_text_above_the_level_is_there(
    levels: dict[str, Privacy], audience: Privacy, told: Told | None
) -> None:
    plan, marks = plan_of(levels, told)
    shared = SharedPlan(plan, audience)
    said = said_in(shared)
    goal_shown = may_read(levels.get("goals", "public"), audience)
    for table, mark in marks.items():
        kind, level = TABLES[table], levels.get(table, "public")
        hidden = audience != "me" and not may_read(level, audience)
        if kind in ALWAYS:
            hidden = False
        if kind in NEVER and audience != "me":
            hidden = True
        if table == "milestones":
            hidden = False
        if table in PARTS and not goal_shown:
            hidden = True
        if table == "measures" and hidden and told and goal_shown:
            continue  # its name is told with its numbers
        assert not (hidden and mark in said), (table, level, audience)
    if audience == "me":
        assert said == said_in(plan)
    assert shared.documents == {}


@given(audience=st.sampled_from(LEVELS), told=st.sampled_from([None, *get_args(Told)]))
def test_hidden_numbers_are_told_their_own_way(audience: Privacy, told: Told | None) -> None:
    plan, _ = plan_of({"measures": "me", "readings": "me"}, told)
    shared = SharedPlan(plan, audience)
    measures = list(shared.every(TABLES["measures"]).values())
    readings = [reading.value for reading in shared.every(TABLES["readings"]).values()]
    if audience == "me":
        assert readings == [37.0]
    elif told is None:
        assert not measures and not readings
    else:
        (measure,) = measures
        want = {"percent": (0, 100, 35), "index": (100, 167, 123), "bucket": (30, 50, 40)}[told]
        assert (measure.baseline, measure.target, readings[0]) == want
        assert not measure.definition and not measure.source


def test_numbers_are_hushed_in_the_words_of_their_goal() -> None:
    plan, _ = plan_of({"measures": "me"})
    (goal,) = plan.every(TABLES["goals"]).values()
    documents = {name: dict(kept) for name, kept in plan.documents.items()}
    key = str(number_of(goal.id))
    title = "Raise paid teams from 30 to 50 in 3 markets"
    documents["goals"][key] = documents["goals"][key] | {"title": title}
    shared = SharedPlan(Plan(documents), "manager")
    (told,) = shared.every(TABLES["goals"]).values()
    assert told.title == "Raise paid teams from … to … in 3 markets"


def test_numbers_that_were_promised_before_and_those_of_milestones_are_hushed() -> None:
    plan, _ = plan_of({"measures": "me"})
    (goal,) = plan.every(TABLES["goals"]).values()
    documents = {name: dict(kept) for name, kept in plan.documents.items()}
    (step,) = documents["milestones"].values()
    key = next(iter(documents["milestones"]))
    documents["milestones"][key] = step | {"title": "Paid teams at 44", "target": 44.0}
    key = next(iter(documents["ledger"]))
    entry = {"field": "target of paid teams", "before": "61 teams", "after": "50 teams"}
    documents["ledger"][key] = documents["ledger"][key] | entry | {"goal": goal.id}
    key = str(number_of(goal.id))
    documents["goals"][key] = documents["goals"][key] | {"title": "Raise paid teams to 61"}
    shared = SharedPlan(Plan(documents), "manager")
    assert [g.title for g in shared.every(TABLES["goals"]).values()] == ["Raise paid teams to …"]
    assert [m.title for m in shared.every(TABLES["milestones"]).values()] == ["Paid teams at …"]


def measure_of(**fields: Any) -> Measure:
    now = dt.datetime.now(dt.UTC)
    return Measure(id=own_id(Measure, 1), created=now, updated=now, **{"goal": "g", **fields})


@pytest.mark.parametrize(
    ("text", "values", "name", "unit", "want"),
    [
        ("from $1.2M to 2,000,000", {1_200_000.0, 2e6}, "new revenue", "$", "from … to …"),
        ("12% and 120", {12.0}, "adoption", "%", "…% and 120"),
        ("from 48 to 50 %, by May", {48.0, 50.0}, "adoption", "%", "from … to … %, by May"),
        ("up to 50, then 48 a month", {48.0, 50.0}, "x", "teams", "up to …, then … a month"),
        ("from 4.2 to 1.5 per 1,000", {4.2, 1.5}, "x", "jobs", "from … to … per 1,000"),
        ("30 paid teams; 50-team ring", {30.0, 50.0}, "x", "teams", "… paid teams; …-team ring"),
        ("v2.5 of plan 25", {25.0}, "x", "", "v2.5 of plan …"),
        ("45 customers", {45.0}, "activation", "", "… customers"),
        ("-4 points", {-4.0}, "x", "points", "-… points"),
        ("1.2 million to 2.5 million USD", {1.2e6, 2.5e6}, "revenue", "USD", "… to … USD"),
        ("$1.2bn to 1.4mn", {1.2e9, 1.4e6}, "revenue", "USD", "… to …"),
        ("1 200 to 2 400 seats", {1200.0, 2400.0}, "x", "seats", "… to … seats"),
        ("fifteen customers, a dozen", {15.0, 12.0}, "x", "customers", "… customers, a dozen"),
        ("twenty interviews in two minutes", {20.0, 2.0}, "x", "interviews",
         "… interviews in two minutes"),
        ("from 3 weeks to two weeks", {21.0, 14.0}, "x", "days", "from … weeks to … weeks"),
        ("90 minutes, 1.5 hours, 1.5 points", {90.0}, "x", "min",
         "… minutes, … hours, 1.5 points"),
        # what counts something else, and numbers in words, are no numbers of the measure
        ("First 50 accounts", {50.0}, "adoption", "%", "First 50 accounts"),
        ("15 % of deals", {15.0}, "jobs a day", "jobs", "15 % of deals"),
        ("by 9 Jan", {9.0}, "days to first job", "days", "by 9 Jan"),
        ("by 9 January", {9.0}, "x", "", "by 9 January"),
        ("Three calendars disagree", {3.0}, "errors", "errors", "Three calendars disagree"),
        ("Four of five", {4.0, 5.0}, "readiness", "points", "Four of five"),
        ("nothing", {1.0}, "x", "", "nothing"),
    ],
)  # fmt: skip
def test_hushing(text: str, values: set[float], name: str, unit: str, want: str) -> None:
    hidden = Hidden()
    for value in values:
        hidden.add(value, measure_of(name=name, unit=unit))
    assert hushed(text, hidden) == want


@given(st.floats(-1e15, 1e15), st.floats(-1e15, 1e15), st.floats(-1e15, 1e15))
def test_told_values_are_finite(start: float, end: float, value: float) -> None:
    for told in get_args(Told):
        measure = measure_of(name="x", baseline=start, target=end, told=told)
        found = told_value(measure, value)
        assert found is None or isfinite(found)
