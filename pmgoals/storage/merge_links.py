"""What two copies of a plan say of the links between records, once the records are joined."""

from __future__ import annotations

from pmgoals.storage.codec import Document, Tables
from pmgoals.storage.merge_rules import PARTS, WORK, stamp_of_change


def bring_back_goals(tables: Tables, sides: tuple[Tables, Tables], revived: dict[str, str]) -> None:
    """Take a goal out of the trash that one side put there while the other worked on it.

    `revived` gathers the stamps of such deletions by the goal's id.
    """
    of_measure = {d.get("id"): d.get("goal") for d in tables.get("measures", {}).values()}
    worked: dict[str, list[tuple[str, str]]] = {}
    for name in WORK:
        for key, document in tables.get(name, {}).items():
            if "deleted" not in document:
                goal = document.get("goal") or of_measure.get(document.get("measure"))
                worked.setdefault(str(goal), []).append((name, key))
    for key, goal in tables.get("goals", {}).items():
        held = [(there, there.get("goals", {}).get(key, {})) for there in sides]
        gone = [there for there, document in held if "deleted" in document]
        if "deleted" not in goal or len(gone) != 1:
            continue
        if any(
            gone[0].get(name, {}).get(part) != tables[name][part]
            for name, part in worked.get(str(goal.get("id", "")), [])
        ):
            revived[str(goal.get("id", ""))] = str(goal.pop("deleted"))


def bring_back_parts(tables: Tables, revived: dict[str, str]) -> None:
    """Take the parts of goals out of the trash whose deletion gave way to an edit."""
    for name in PARTS:
        for document in tables.get(name, {}).values():
            stamp = revived.get(str(document.get("goal", "")))
            if stamp is not None and document.get("deleted") == stamp:
                del document["deleted"]


def break_circles(goals: dict[str, Document]) -> list[tuple[str, str]]:
    """Let go of links that make a goal stand above itself: of each circle the one set last.

    Returns the ids of the goals whose link is gone, with the goal that stood above.
    """
    found = []
    by_id = {str(goal.get("id", "")): goal for goal in goals.values()}
    for goal in sorted(goals.values(), key=stamp_of_change, reverse=True):
        seen, above = {str(goal.get("id", ""))}, goal.get("parent")
        while above in by_id and above not in seen:
            seen.add(above)
            above = by_id[above].get("parent")
        if above == goal.get("id") and above is not None:
            found.append((str(goal["id"]), str(goal.pop("parent"))))
    return found
