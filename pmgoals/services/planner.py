"""The planner: one door to everything a front end can ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from pmgoals.chance import random_bits
from pmgoals.model.calendar import FiscalCalendar, Quarter, Week
from pmgoals.services.unlocking import Unlocking
from pmgoals.storage.copies import named_like
from pmgoals.storage.store import Store, Transaction

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from pmgoals.analytics.pace import Rules
    from pmgoals.clock import Clock
    from pmgoals.config import Settings, Trouble
    from pmgoals.model.plan import Plan
    from pmgoals.paths import Paths
    from pmgoals.services.align import Align
    from pmgoals.services.alignments import Alignments
    from pmgoals.services.backups import Backups
    from pmgoals.services.breakdowns import BreakDown
    from pmgoals.services.checkins import Checkins
    from pmgoals.services.coach import Coach
    from pmgoals.services.competencies import Competencies
    from pmgoals.services.doctor import Doctor
    from pmgoals.services.draft_shelf import DraftShelf
    from pmgoals.services.drafts import Drafts
    from pmgoals.services.encryption import Encryption
    from pmgoals.services.evidence import EvidenceLog
    from pmgoals.services.foreign.importing import ForeignImport
    from pmgoals.services.goals import Goals
    from pmgoals.services.journal import Journal
    from pmgoals.services.ladders import Ladders
    from pmgoals.services.learning import LearningLog
    from pmgoals.services.measures import Measures
    from pmgoals.services.merging import Merging
    from pmgoals.services.metric_import import MetricImport
    from pmgoals.services.metric_refresh import MetricRefresh
    from pmgoals.services.milestones import Milestones
    from pmgoals.services.plan_import import PlanImport
    from pmgoals.services.priorities import Priorities
    from pmgoals.services.reading import ReadingList
    from pmgoals.services.reflections import Reflections
    from pmgoals.services.reviews import Reviews
    from pmgoals.services.rituals.rituals import Rituals
    from pmgoals.services.sharing import Sharing
    from pmgoals.services.signals import Signals
    from pmgoals.services.steps import Steps
    from pmgoals.services.templates import Templates
    from pmgoals.services.themes import Themes
    from pmgoals.services.trash import Trash
    from pmgoals.services.typed_forms import TypedForms
    from pmgoals.services.unlocking import Ask
    from pmgoals.services.years import Years
    from pmgoals.storage.history import Step
    from pmgoals.storage.places import Places
    from pmgoals.storage.sealing import PlanSeal


class Planner:
    """Reads the plan, changes it through its services, and takes changes back.

    Services are made when first asked for: a quick capture imports only what it uses.
    """

    def __init__(
        self,
        paths: Paths,
        clock: Clock,
        settings: Settings | None = None,
        troubles: list[Trouble] | None = None,
        bits: Callable[[int], int] = random_bits,
        ask: Ask | None = None,
    ) -> None:
        self.paths = paths
        """Where everything lives."""
        self.clock = clock
        """The person's day and instant."""
        self._settings = settings
        self.troubles = troubles or []
        """What was wrong in the settings file; defaults are used instead."""
        self.bits = bits
        """Where new ids come from."""
        self.unlocking = Unlocking(lambda: self.settings, ask)
        """Where the key of an encrypted plan comes from."""
        self.store = Store(paths, clock, bits, self.unlocking)
        """The way to the plan file."""

    @property
    def settings(self) -> Settings:
        """The person's settings; all defaults, read when first asked for, unless handed in."""
        if self._settings is None:
            from pmgoals.settings import defaults  # 12 ms that a quick capture need not pay

            self._settings = defaults()
        return self._settings

    # ---- the plan and the day ----

    @property
    def plan(self) -> Plan:
        """The plan as it stands on disk now."""
        return self.store.plan()

    @property
    def rules(self) -> Rules:
        """What the person has set about how goals are judged."""
        from pmgoals.analytics.pace import Rules

        settings = self.settings
        return Rules(settings.rollup, settings.lines, settings.guardrail_veto)

    @property
    def today(self) -> dt.date:
        """The person's day."""
        return self.clock.today()

    @property
    def week(self) -> Week:
        """The ISO week that holds today."""
        return Week.of(self.today)

    @property
    def calendar(self) -> FiscalCalendar:
        """The person's fiscal calendar."""
        return self.settings.calendar

    @property
    def quarter(self) -> Quarter:
        """The fiscal quarter that holds today."""
        return self.calendar.quarter_of(self.today)

    @contextmanager
    def change(self, label: str) -> Iterator[Transaction]:
        """Open a transaction; `label` is what the history says of it."""
        with self.store.transaction(label) as transaction:
            yield transaction

    def undo(self) -> str:
        """Take back the latest change and return its label. NotFound when there is none.

        BadInput when one of its records was changed since by another program.
        """
        return self.store.undo()

    def redo(self) -> str:
        """Do again what was taken back last and return its label. NotFound when there is none.

        BadInput when one of its records was changed since by another program.
        """
        return self.store.redo()

    def history(self) -> list[Step]:
        """Return the steps that can be looked back on, earliest first."""
        return self.store.steps()

    @property
    def places(self) -> Places:
        """Where the plan keeps what stands beside it."""
        return self.store.places

    @property
    def seal(self) -> PlanSeal:
        """What opens and closes everything private."""
        return self.store.seal

    @property
    def changed_elsewhere(self) -> str:
        """What to tell when a plan that was read had been changed by another program, or ""."""
        return self.store.changed_words if self.store.met_change else ""

    @property
    def copies(self) -> list[Path]:
        """Files beside the plan that are named like copies from other machines; none is read."""
        return named_like(self.places.real)

    # ---- services ----

    @cached_property
    def reflections(self) -> Reflections:
        """Answers to the reflection prompts."""
        from pmgoals.services.reflections import Reflections

        return Reflections(self)

    @cached_property
    def priorities(self) -> Priorities:
        """Priorities and the not-doing list."""
        from pmgoals.services.priorities import Priorities

        return Priorities(self)

    @cached_property
    def competencies(self) -> Competencies:
        """Ratings and the place on the ladder."""
        from pmgoals.services.competencies import Competencies

        return Competencies(self)

    @cached_property
    def ladders(self) -> Ladders:
        """The ladder in use."""
        from pmgoals.services.ladders import Ladders

        return Ladders(self)

    @cached_property
    def sharing(self) -> Sharing:
        """Who may read what."""
        from pmgoals.services.sharing import Sharing

        return Sharing(self)

    @cached_property
    def signals(self) -> Signals:
        """Market signals, people and feedback."""
        from pmgoals.services.signals import Signals

        return Signals(self)

    @cached_property
    def reading(self) -> ReadingList:
        """The reading list."""
        from pmgoals.services.reading import ReadingList

        return ReadingList(self)

    @cached_property
    def templates(self) -> Templates:
        """The goal templates."""
        from pmgoals.services.templates import Templates

        return Templates(self)

    @cached_property
    def themes(self) -> Themes:
        """Themes and what serves them."""
        from pmgoals.services.themes import Themes

        return Themes(self)

    @cached_property
    def align(self) -> Align:
        """What does not hold together in the plan, and its mends."""
        from pmgoals.services.align import Align

        return Align(self)

    @cached_property
    def coach(self) -> Coach:
        """What the critic says."""
        from pmgoals.services.coach import Coach

        return Coach(self)

    @cached_property
    def draft_shelf(self) -> DraftShelf:
        """The drafts that wait, for those who need not read them."""
        from pmgoals.services.draft_shelf import DraftShelf

        return DraftShelf(self)

    @cached_property
    def drafts(self) -> Drafts:
        """Goals being written."""
        from pmgoals.services.drafts import Drafts

        return Drafts(self)

    @cached_property
    def goals(self) -> Goals:
        """Committed goals."""
        from pmgoals.services.goals import Goals

        return Goals(self)

    @cached_property
    def measures(self) -> Measures:
        """Measures and their readings."""
        from pmgoals.services.measures import Measures

        return Measures(self)

    @cached_property
    def steps(self) -> Steps:
        """The steps that were done, and the way back."""
        from pmgoals.services.steps import Steps

        return Steps(self)

    @cached_property
    def doctor(self) -> Doctor:
        """Whether all is sound, and what can be mended."""
        from pmgoals.services.doctor import Doctor

        return Doctor(self)

    @cached_property
    def typed_forms(self) -> TypedForms:
        """What was typed into forms and not saved."""
        from pmgoals.services.typed_forms import TypedForms

        return TypedForms(self)

    @cached_property
    def merging(self) -> Merging:
        """Copies of the plan, brought together."""
        from pmgoals.services.merging import Merging

        return Merging(self)

    @cached_property
    def plan_import(self) -> PlanImport:
        """Exported plans, taken in."""
        from pmgoals.services.plan_import import PlanImport

        return PlanImport(self)

    @cached_property
    def foreign_import(self) -> ForeignImport:
        """What other programs keep, taken in."""
        from pmgoals.services.foreign.importing import ForeignImport

        return ForeignImport(self)

    @cached_property
    def metric_import(self) -> MetricImport:
        """Readings out of files."""
        from pmgoals.services.metric_import import MetricImport

        return MetricImport(self)

    @cached_property
    def metric_refresh(self) -> MetricRefresh:
        """Readings from the commands of the settings."""
        from pmgoals.services.metric_refresh import MetricRefresh

        return MetricRefresh(self)

    @cached_property
    def milestones(self) -> Milestones:
        """The dated steps of goals."""
        from pmgoals.services.milestones import Milestones

        return Milestones(self)

    @cached_property
    def break_down(self) -> BreakDown:
        """Proposed milestones, and targets along the way."""
        from pmgoals.services.breakdowns import BreakDown

        return BreakDown(self)

    @cached_property
    def checkins(self) -> Checkins:
        """The week's word on each goal."""
        from pmgoals.services.checkins import Checkins

        return Checkins(self)

    @cached_property
    def rituals(self) -> Rituals:
        """The rituals of a week, a month, a quarter and a year."""
        from pmgoals.services.rituals.rituals import Rituals

        return Rituals(self)

    @cached_property
    def journal(self) -> Journal:
        """The weekly journal."""
        from pmgoals.services.journal import Journal

        return Journal(self)

    @cached_property
    def learning(self) -> LearningLog:
        """The learning log."""
        from pmgoals.services.learning import LearningLog

        return LearningLog(self)

    @cached_property
    def evidence(self) -> EvidenceLog:
        """Evidence of competencies at work."""
        from pmgoals.services.evidence import EvidenceLog

        return EvidenceLog(self)

    @cached_property
    def reviews(self) -> Reviews:
        """Quarterly reviews."""
        from pmgoals.services.reviews import Reviews

        return Reviews(self)

    @cached_property
    def alignments(self) -> Alignments:
        """Monthly alignments."""
        from pmgoals.services.alignments import Alignments

        return Alignments(self)

    @cached_property
    def years(self) -> Years:
        """Annual reviews."""
        from pmgoals.services.years import Years

        return Years(self)

    @cached_property
    def trash(self) -> Trash:
        """What was deleted."""
        from pmgoals.services.trash import Trash

        return Trash(self)

    @cached_property
    def encryption(self) -> Encryption:
        """Encryption at rest."""
        from pmgoals.services.encryption import Encryption

        return Encryption(self)

    @cached_property
    def backups(self) -> Backups:
        """Whole copies of the plan."""
        from pmgoals.services.backups import Backups

        return Backups(self)
