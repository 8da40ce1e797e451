"""What the monthly, quarterly and annual reviews share: their questions, and how they end."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from pmgoals import knowledge
from pmgoals.knowledge import ReviewQuestion
from pmgoals.model.amounts import parse_grade
from pmgoals.model.dates import understand_day
from pmgoals.model.review import Review, ReviewKind
from pmgoals.services.journal import items_of
from pmgoals.services.rituals.stage import Question, Stage, list_questions
from pmgoals.services.rituals.staged import Staged

GOAL = "goal:"
"""What the key of a goal's stage begins with; its id follows."""

FINISH = "finish"
"""Key of the last stage and of its question."""

TEXT = "text"
"""Key of the answer that holds free Markdown."""

TITLES = {
    "what_happened": "What happened",
    "wins": "Wins",
    "rhythm_or_strategy": "Rhythm or strategy",
    "decision": "What becomes of them",
    "learned": "Learned",
    "celebrate": "To be marked",
    "needs": "What is needed",
    "beside": "Beside the goals",
    "tell": "What to tell whom",
    "summary": "In one sentence",
    "priorities": "Priorities",
    "growth": "Growth",
    "planning": "How I plan",
    "not_again": "Left alone",
    "next": "Next year",
}
"""What the list of stages calls a question."""


class Reviewing(Staged):
    """A review, stage by stage; it is over when its last stage closes it."""

    KIND: ClassVar[ReviewKind]

    # ---- what each review says for itself ----

    @abstractmethod
    def review(self) -> Review | None:
        """Return the review that is under way, None before its first answer."""

    @abstractmethod
    def closed(self) -> Review | None:
        """Return the review once it is closed."""

    @abstractmethod
    def keep_answers(self, answers: Mapping[str, str]) -> None:
        """Keep answers of the review."""

    @abstractmethod
    def close(self) -> None:
        """Close the review."""

    @abstractmethod
    def open_stages(self) -> list[Stage]:
        """Return the stages of a review that is not closed, without the last one."""

    # ---- stages ----

    def stages(self) -> list[Stage]:
        """Return the stages as they stand now, the one that closes it last; none once closed."""
        return [] if self.closed() else [*self.open_stages(), self._finish()]

    def answers(self) -> dict[str, str]:
        """Return what was answered so far."""
        review = self.review()
        return review.answers if review else {}

    def questions(self) -> dict[str, ReviewQuestion]:
        """Return the questions in the person's own wording, if any, by their ids."""
        own = self._planner.settings.prompts
        found = {}
        for question in knowledge.review_questions(self.KIND):
            ask = own.get(f"{self.KIND}.{question.id}", question.ask)
            found[question.id] = ReviewQuestion(
                id=question.id,
                ask=ask,
                hint=question.hint,
                per_goal=question.per_goal,
                many=question.many,
                limit=question.limit,
            )
        return found

    def prose_stage(self, key: str, about: list[str], offered: str = "") -> Stage:
        """Return the stage of a question that is answered in words; `offered` stands in it."""
        question, said = self.questions()[key], self.answers().get(key, "")
        text = said or offered
        if question.many:
            fields = list_questions(items_of(text), question.limit or 1, question.hint)
        else:
            fields = [Question(key="0", label="", kind="text", offered=text, help=question.hint)]
        return Stage(
            key=key,
            title=TITLES.get(key, key),
            ask=question.ask,
            about=about,
            questions=fields,
            answered=bool(said.strip()),
        )

    def _finish(self) -> Stage:
        return Stage(
            key=FINISH,
            title="Finish",
            ask=f"Finish {self.period}?",
            about=self.about_finish(),
            questions=[
                Question(
                    key=FINISH,
                    label="",
                    kind="choice",
                    options=(("yes", "finish it"), ("no", "not yet; what was said is kept")),
                    offered="yes",
                    help="Its document is shown then. Undo takes it back.",
                )
            ],
            answered=False,
        )

    def about_finish(self) -> list[str]:
        """Return what finishing does, a line each."""
        return []

    # ---- answering ----

    def check(self, question: Question, text: str, stage: Stage) -> None:
        """Raise BadInput for a text that a question does not take; an empty one is taken."""
        if not text.strip():
            return
        if question.kind == "grade":
            parse_grade(text)
        elif question.kind == "day":
            understand_day(text, self._planner.today, self._planner.calendar)

    def keep(self, stage: Stage, values: Mapping[str, str]) -> bool:
        """Keep a stage's answers; return whether they said anything."""
        if stage.key == FINISH:
            if values.get(FINISH) == "yes":
                self.close()
                return True
            return False
        if stage.key.startswith(GOAL):
            return self.keep_goal(stage, values)
        return self.keep_words(stage, values)

    def keep_goal(self, stage: Stage, values: Mapping[str, str]) -> bool:
        """Keep what is said of one goal."""
        raise NotImplementedError

    def keep_words(self, stage: Stage, values: Mapping[str, str]) -> bool:
        """Keep an answer in words."""
        lines = [line for line in values.values() if line]
        if not (stage.answered and lines == stage.lines_before):
            self.keep_answers({stage.key: "\n".join(lines)})
        return bool(lines)

    def farewell(self) -> str:
        """Say that it is finished, or what was left for later."""
        if self.closed():
            return f"{self.period} is finished."
        left = sum(stage.key != FINISH for stage in self.left())
        return f"{self.period}: {left or 'nothing'} left for later; it goes on where you were."

    # ---- free text ----

    def prose(self) -> str:
        """Return the free text of the review."""
        return self.answers().get(TEXT, "")

    def write_prose(self, text: str) -> None:
        """Keep the free text of the review."""
        if text.strip() or self.prose():
            self.keep_answers({TEXT: text})
