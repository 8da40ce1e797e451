"""Backups: taken when due, kept thin with age."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgoals.clock import Clock
from pmgoals.errors import PlanUnwritable
from pmgoals.model.learning import LearningActivity
from pmgoals.storage import backups, codec
from pmgoals.storage.backups import Backup
from pmgoals.storage.store import Store

Learn = Callable[..., LearningActivity]
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
SOUND = codec.encode({"t": {}}, codec.Head(schema=1, generation=1))

MOMENTS = st.lists(
    st.integers(0, 3 * 365 * 24).map(lambda hours: NOON - dt.timedelta(hours=hours)), unique=True
)


def at(*moments: dt.datetime) -> list[Backup]:
    return [Backup(Path(str(m)), m, 1) for m in sorted(moments, reverse=True)]


# ---- how many are kept ----


@given(MOMENTS)
def test_last_daily_weekly_and_monthly_ones_are_kept(moments: list[dt.datetime]) -> None:
    there = at(*moments)
    gone = backups.superfluous(there)
    kept = [backup for backup in there if backup not in gone]
    assert there[:10] == kept[:10]

    def newest_of(period: Callable[[dt.date], Hashable], count: int) -> list[Backup]:
        firsts: dict[Hashable, Backup] = {}
        for backup in there:
            firsts.setdefault(period(backup.taken.date()), backup)
        return list(firsts.values())[:count]

    wanted = [
        *there[:10],
        *newest_of(lambda day: day, 7),
        *newest_of(lambda day: tuple(day.isocalendar())[:2], 4),
        *newest_of(lambda day: (day.year, day.month), 12),
    ]
    assert set(map(str, kept)) == set(map(str, wanted))
    assert len(kept) <= 10 + 7 + 4 + 12


@given(MOMENTS)
def test_thinning_again_takes_nothing_more(moments: list[dt.datetime]) -> None:
    there = at(*moments)
    gone = backups.superfluous(there)
    assert backups.superfluous([backup for backup in there if backup not in gone]) == []


def test_a_year_of_daily_backups_leaves_a_handful(tmp_path: Path) -> None:
    for day in range(365):
        backups.take(tmp_path, SOUND, day, NOON + dt.timedelta(days=day))
    kept = backups.names(tmp_path)
    assert 20 <= len(kept) <= 33
    assert [b.generation for b in kept[:10]] == [*range(364, 354, -1)]
    assert kept[-1].taken < NOON + dt.timedelta(days=45)


def test_a_backup_just_taken_stays_whatever_the_clock_says(tmp_path: Path) -> None:
    for month in range(40):
        backups.take(tmp_path, SOUND, month, NOON + dt.timedelta(days=31 * month))
    early = backups.take(tmp_path, SOUND, 99, dt.datetime(1970, 1, 2, tzinfo=dt.UTC))
    assert early.path.exists()


# ---- when ----


def test_one_is_due_once_a_local_day(tmp_path: Path) -> None:
    morning = NOON.astimezone().replace(hour=0, minute=5)
    assert backups.due(tmp_path, morning)
    backups.take(tmp_path, SOUND, 1, morning.astimezone(dt.UTC))
    assert not backups.due(tmp_path, morning.replace(hour=23))
    assert backups.due(tmp_path, morning + dt.timedelta(days=1))


def test_a_clock_that_was_wrong_once_stops_no_backups(tmp_path: Path) -> None:
    backups.take(tmp_path, SOUND, 1, NOON.replace(year=2105))
    assert backups.due(tmp_path, NOON)
    backups.take(tmp_path, SOUND, 2, NOON)
    assert not backups.due(tmp_path, NOON)


def test_the_first_save_is_kept_at_once(store: Store, learn: Learn) -> None:
    learn(store)
    (backup,) = store.backups()
    assert backup.path.read_bytes() == store.places.plan.read_bytes()


def test_the_first_save_of_a_day_keeps_what_was_there(
    make_store: Callable[..., Store], learn: Learn
) -> None:
    first = make_store()
    learn(first, "one")
    learn(first, "two")
    before = first.places.plan.read_bytes()
    assert len(first.backups()) == 1
    later = make_store(Clock(dt.date(2026, 11, 25)))
    learn(later, "three")
    learn(later, "four")
    assert len(later.backups()) == 2
    assert later.backups()[0].path.read_bytes() == before


def test_a_backup_that_cannot_be_kept_stops_the_save(
    make_store: Callable[..., Store], learn: Learn
) -> None:
    store = make_store()
    learn(store)
    before = store.places.plan.read_bytes()
    for backup in store.backups():
        backup.path.unlink()
    store.places.backups.rmdir()
    store.places.backups.touch()
    with pytest.raises(PlanUnwritable):
        learn(store)
    assert store.places.plan.read_bytes() == before


def test_a_backup_on_demand(store: Store, learn: Learn) -> None:
    assert store.back_up() is None
    learn(store)
    learn(store)
    backup = store.back_up()
    assert backup is not None
    assert backup in store.backups()
    assert backup.path.read_bytes() == store.places.plan.read_bytes()


# ---- what lies in the folder ----


def test_names_that_are_no_backups_are_passed_over(tmp_path: Path) -> None:
    for name in (
        "plan-20261340T000000Z-g1.json",
        "plan-99999999T999999Z-g1.json",
        "plan-20261123T000000Z-gx.json",
        ".plan-20261123T000000Z-g1.json.0123abcd.tmp",
        "notes.txt",
    ):
        (tmp_path / name).touch()
    assert backups.names(tmp_path) == []
    assert backups.due(tmp_path, NOON)


def test_the_newest_good_one_is_offered(tmp_path: Path) -> None:
    good = backups.take(tmp_path, SOUND, 1, NOON)
    backups.take(tmp_path, b"", 2, NOON + dt.timedelta(days=1))
    (tmp_path / "plan-20270101T000000Z-g3.json").mkdir()
    assert backups.newest_good(tmp_path) == good
    assert good.said.endswith("(write 1, 2026-11-23 12:00 UTC)")
    assert backups.newest_good(tmp_path / "nowhere") is None
