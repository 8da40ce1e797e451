"""A ritual: stages that are answered one by one, each kept where it belongs as it is left.

What is typed and not yet kept stands in a file beside the plan, so that a ritual can be left at
any moment, and by any way, and be gone on with.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from pmgoals.services.rituals.stage import Question, Stage
from pmgoals.services.service import Service
from pmgoals.storage.ritual_file import RitualFile

if TYPE_CHECKING:
    from pmgoals.model.review import Review
    from pmgoals.services.planner import Planner

Texts = dict[str, dict[str, str]]
"""Texts by the key of their question, by the key of its stage."""


class Staged(Service):
    """One ritual for one period."""

    MINUTES: ClassVar[int] = 0
    """The most minutes it should take; 0 where the field names no limit."""

    def __init__(self, planner: Planner) -> None:
        super().__init__(planner)
        self._file = RitualFile(planner.store.places.ritual)

    # ---- what each ritual says for itself ----

    @property
    @abstractmethod
    def name(self) -> str:
        """Its kind and period: what is typed into it is kept under this name."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What its screen is called."""

    @property
    @abstractmethod
    def period(self) -> str:
        """The period in words."""

    @abstractmethod
    def stages(self) -> list[Stage]:
        """Return the stages as they stand now, in their order; none when it is over."""

    @abstractmethod
    def keep(self, stage: Stage, values: Mapping[str, str]) -> bool:
        """Keep a stage's answers, bare of outer space; return whether they said anything."""

    @abstractmethod
    def check(self, question: Question, text: str, stage: Stage) -> None:
        """Raise BadInput for a text that a question does not take; an empty one is taken."""

    @abstractmethod
    def farewell(self) -> str:
        """Return what is said when the last stage was left."""

    def is_aside(self, question: Question, stage: Stage, values: Mapping[str, str]) -> bool:
        """Tell whether Enter passes a question over, given what stands in the stage."""
        return question.aside

    def closed(self) -> Review | None:
        """Return the closed review that it ended in, None before that or where it ends in none."""
        return None

    def prose(self) -> str:
        """Return the free Markdown that stands beside the answers."""
        return ""

    @abstractmethod
    def write_prose(self, text: str) -> None:
        """Keep the free Markdown; an empty text removes it."""

    # ---- answering ----

    def answer(self, stage: Stage, values: Mapping[str, str]) -> bool:
        """Keep the answers of a stage; return whether they said anything.

        What was typed for it and not kept is let go. BadInput for what cannot be read; nothing of
        the stage is kept then.
        """
        said = self.keep(stage, {key: text.strip() for key, text in values.items()})
        self.forget(stage)
        return said

    def typed(self) -> Texts:
        """Return what was typed and not kept, by stage and question."""
        return self._file.load(self.name)

    def remember(self, stage: Stage, values: Mapping[str, str]) -> None:
        """Keep what is typed into a stage, as it stands; what was offered is left out."""
        own = {key: text for key, text in values.items() if text != stage.offered(key)}
        texts = {key: text for key, text in self.typed().items() if key != stage.key}
        self._file.save(self.name, texts | ({stage.key: own} if own else {}))

    def forget(self, stage: Stage) -> None:
        """Let go of what was typed into a stage."""
        self.remember(stage, {})
