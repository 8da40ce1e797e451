"""A ritual: stages that are answered one by one, each kept where it belongs as it is left.

What is typed and not yet kept stands in a file beside the plan, so that a ritual can be left at
any moment, and by any way, and be gone on with.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from pmgoals.errors import BadInput
from pmgoals.services.rituals.stage import Question, Stage, merged
from pmgoals.services.service import Service
from pmgoals.storage.typed_file import Texts, TypedFile

if TYPE_CHECKING:
    from pmgoals.model.review import Review
    from pmgoals.services.planner import Planner

PASSED = ""
"""Where the file keeps which stages were left empty on purpose, by their keys."""


class Gone(BadInput):
    """A stage that is no longer asked, since something was changed elsewhere meanwhile."""


class Staged(Service):
    """One ritual for one period."""

    MINUTES: ClassVar[int] = 0
    """The most minutes it should take; 0 where the field names no limit."""

    def __init__(self, planner: Planner) -> None:
        super().__init__(planner)
        self._file = TypedFile(planner.store.places.ritual, planner.store.seal)

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

        `stage` is the stage as it was shown: what was left as it stood there follows what was
        written elsewhere meanwhile. What was typed for it and not kept is let go. BadInput for
        what cannot be read, and nothing of the stage is kept then; Gone when it is no longer asked.
        """
        now = next((each for each in self.stages() if each.key == stage.key), None)
        if now is None:
            raise Gone(f"{stage.title} is no longer asked: it was changed elsewhere.")
        answers = merged(stage, now, values)
        said = self.keep(now, answers)
        texts, passed = self._texts(stage), self.passed() - {stage.key}
        if not any(answers.values()):
            passed |= {stage.key}
        self._file.save(self.name, texts | ({PASSED: dict.fromkeys(passed, "")} if passed else {}))
        return said

    def typed(self) -> Texts:
        """Return what was typed and not kept, by stage and question."""
        texts = self._file.load(self.name)
        return {key: held for key, held in texts.items() if key != PASSED}

    def passed(self) -> set[str]:
        """Return the keys of the stages that were left empty on purpose."""
        return set(self._file.load(self.name).get(PASSED, {}))

    def left(self) -> list[Stage]:
        """Return the stages that are neither answered nor left empty on purpose."""
        passed = self.passed()
        return [s for s in self.stages() if not s.answered and s.key not in passed]

    def doubt(self, question: Question, text: str, stage: Stage) -> str:
        """Return what makes a sound text look like a slip of the fingers; empty where nothing."""
        return ""

    def remember(self, stage: Stage, values: Mapping[str, str]) -> None:
        """Keep what is typed into a stage, as it stands; what was offered is left out."""
        own = {key: text for key, text in values.items() if text != stage.offered(key)}
        held = {PASSED: dict.fromkeys(passed, "")} if (passed := self.passed()) else {}
        self._file.save(self.name, self._texts(stage) | held | ({stage.key: own} if own else {}))

    def _texts(self, stage: Stage) -> Texts:
        """Return what was typed into the other stages."""
        return {key: held for key, held in self.typed().items() if key != stage.key}
