"""Review: close a quarter, goal by goal, and read the ones that were closed."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical

from pmgoals.knowledge import ReviewQuestion
from pmgoals.model.calendar import Quarter, say_date
from pmgoals.model.goal import Goal
from pmgoals.model.review import Review, Verdict
from pmgoals.reports.documents import document_of
from pmgoals.services.cases import GoalCase
from pmgoals.services.periods import GoalThen
from pmgoals.services.rituals.reviewing import Reviewing
from pmgoals.services.verdicts import next_decision, nudged
from pmgoals.tui import flows_rhythm
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.screens import review_list as listed
from pmgoals.tui.screens import review_rows as draw
from pmgoals.tui.screens.writing import Asked, Writing, WritingScreen
from pmgoals.tui.widgets.lines import Lines, RowList

CASES_HELP = (
    "Each goal with its progress, the grade its numbers propose, your grade, and what becomes of "
    "it; weeks counts those with a check-in, steps the milestones done. Space goes through the "
    "decisions, + and - change the grade, e writes what happened. X closes the quarter. "
    "r goes through it question by question. Everything is kept as you go."
)


class ReviewScreen(WritingScreen):
    """Close a quarter, goal by goal."""

    KEY = "review"
    ABOUT = "The quarter goal by goal: where it landed, why, and what becomes of it."
    CSS_PATH = "review.tcss"
    AUTO_FOCUS = "#cases"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("review")

    def __init__(self) -> None:
        super().__init__()
        self._chosen: Quarter | None = None
        self._cases: dict[str, GoalCase] = {}
        self._verdicts: dict[str, Verdict] = {}
        self._past: Review | None = None
        self._questions: list[ReviewQuestion] = []
        self._then: dict[str, GoalThen] | None = None

    def compose_body(self) -> ComposeResult:
        """Goals and questions in one list, the one in focus in full beside or below it."""
        with Container(id="halves"):
            with Vertical(id="list-pane", classes="pane"):
                yield RowList(id="cases", classes="answers", help_text=CASES_HELP)
            with Vertical(id="side-pane"):
                yield Lines(id="case")
                yield Writing()

    # ---- what is shown ----

    @property
    def quarter(self) -> Quarter:
        """The quarter that is shown."""
        return self._chosen or self.planner.reviews.quarter_to_review()

    def load(self) -> None:
        """Show the quarter: as it was closed, or as it stands."""
        reviews, quarter = self.planner.reviews, self.quarter
        self._past = reviews.of(quarter)
        cases = [] if self._past else reviews.cases(quarter)
        self._cases = {case.goal.id: case for case in cases}
        verdicts = self._past.verdicts if self._past else reviews.verdicts(quarter)
        self._verdicts = {verdict.goal: verdict for verdict in verdicts}
        rows = [draw.head(self.planner, quarter, self._past, len(reviews.quarters()) > 1)]
        if self._past:
            rows += draw.verdict_rows(self._past, self.planner.plan.every(Goal))
        else:
            begun = reviews.under_way(quarter)
            kept = {verdict.goal for verdict in begun.verdicts} if begun else set()
            sign = "v" if self.planner.settings.ascii else "✓"
            rows += draw.case_rows(cases, verdicts, kept, sign)
        self._questions = draw.questions(self.planner, quarter)
        self._then = None
        words = draw.question_rows(self._questions, self._answers())
        self.answers.set_rows([*rows, *words, *listed.list_rows(self.planner)])
        self._show_case()

    def _goals_then(self) -> dict[str, GoalThen]:
        """Return what is known of each goal over the quarter, worked out when first asked for."""
        if self._then is None:
            facts = self.planner.reviews.facts(self.quarter)
            self._then = {then.goal.id: then for then in facts.goals}
        return self._then

    def _answers(self) -> dict[str, str]:
        review = self._past or self.planner.reviews.under_way(self.quarter)
        return review.answers if review else {}

    def goal_in_focus(self) -> str | None:
        """Return the goal under the cursor."""
        kind, _, goal_id = self.answers.highlighted.partition(":")
        return goal_id if kind in ("goal", "verdict") else None

    @on(RowList.Highlighted, "#cases")
    def _show_case(self) -> None:
        kind, _, own_id = self.answers.highlighted.partition(":")
        shown = self.query_one("#case", Lines)
        case = self._cases.get(own_id)
        question = next((q for q in self._questions if q.id == own_id), None)
        if kind == "goal" and case:
            then, mine = self._goals_then().get(own_id), self._verdicts[own_id]
            shown.show(draw.case_detail(self.planner, self.quarter, case, mine, then))
        elif kind == "verdict" and (verdict := self._verdicts.get(own_id)):
            goal = self.planner.plan.every(Goal).get(own_id)
            shown.show(draw.verdict_detail(verdict, goal))
        elif kind == listed.OPEN:
            shown.show(listed.open_detail(self._waiting(own_id)))
        elif kind == listed.CLOSED and (review := self._closed_one(own_id)):
            shown.show(listed.closed_detail(document_of(self.planner, review)))
        elif kind == "question" and question:
            shown.show(draw.question_detail(question, self._past is not None))
        else:
            shown.show(lambda _width: [])

    # ---- going through ----

    def _waiting(self, kind: str) -> Reviewing:
        return next(each for each, _ in listed.waiting(self.planner) if kind == each.KIND)

    def _closed_one(self, review_id: str) -> Review | None:
        return self.planner.plan.alive(Review).get(review_id)

    def action_go_through(self) -> None:
        """Go through the review under the cursor, else the quarter's."""
        kind, _, own_id = self.answers.highlighted.partition(":")
        if kind == listed.OPEN:
            self.go_through(self._waiting(own_id))
        elif kind == listed.CLOSED:
            self._show_document(self._closed_one(own_id))
        elif self._past:
            self._show_document(self._past)
        else:
            self.go_through(self.planner.rituals.quarterly(self.quarter))

    def _show_document(self, review: Review | None) -> None:
        from pmgoals.tui.screens.document import DocumentScreen  # Markdown costs its import

        if review is not None:
            self.app.push_screen(DocumentScreen(review))

    def action_earlier(self) -> None:
        """Show the review before."""
        self._turn(-1)

    def action_later(self) -> None:
        """Show the review after."""
        self._turn(1)

    def _turn(self, step: int) -> None:
        quarters = self.planner.reviews.quarters()
        at = quarters.index(self.quarter) + step if self.quarter in quarters else 0
        if 0 <= at < len(quarters):
            self._chosen = quarters[at]
            self.load()
        else:
            self.pm.tell(f"There is no {'later' if step > 0 else 'earlier'} review.")

    # ---- judging ----

    def _open(self) -> bool:
        """Tell whether the quarter shown can still be judged; say so when it cannot."""
        if self._past:
            self.pm.tell(f"{self.quarter} is closed; its review stays as it was.")
        return self._past is None

    def _judged(self) -> tuple[GoalCase, Verdict] | None:
        """Return the goal under the cursor and its verdict."""
        if not self._open():
            return None
        goal_id = self.goal_in_focus() or ""
        if goal_id not in self._cases:
            self.pm.tell("Put the cursor on a goal first.")
            return None
        return self._cases[goal_id], self._verdicts[goal_id]

    def _judge(self, case: GoalCase, **fields: Any) -> None:
        quarter = self.quarter
        self.attempt(lambda: self.planner.reviews.judge(quarter, case.goal.id, **fields))

    def action_decide(self) -> None:
        """Go on to the next decision on the goal."""
        if found := self._judged():
            case, verdict = found
            self._judge(case, decision=next_decision(verdict.decision))

    def action_grade_up(self) -> None:
        """Raise the grade by a tenth."""
        self._grade(1)

    def action_grade_down(self) -> None:
        """Lower the grade by a tenth."""
        self._grade(-1)

    def _grade(self, step: int) -> None:
        if found := self._judged():
            case, verdict = found
            self._judge(case, grade=nudged(verdict.grade, step))

    @on(RowList.Chosen, "#cases")
    async def action_edit(self) -> None:
        """Write what happened to the goal, or the answer in focus; go through a review."""
        kind = self.answers.highlighted.partition(":")[0]
        if kind in (listed.OPEN, listed.CLOSED):
            self.action_go_through()
        elif self._open() and not await self.write(self.answers.highlighted):
            self._note()

    @work
    async def _note(self) -> None:
        if found := self._judged():
            case, verdict = found
            quarter = self.quarter
            await self.ask(
                flows_rhythm.verdict_form(self.planner, quarter, case, verdict),
                lambda values: flows_rhythm.save_verdict(self.planner, quarter, case, values),
            )

    @work
    async def action_finish(self) -> None:
        """Close the quarter, after saying what that will do."""
        quarter, reviews = self.quarter, self.planner.reviews
        if not self._open():
            return
        if not self._cases:
            self.pm.tell("There is no goal to review yet; n starts one.")
            return
        question = f"Close {quarter}? It {reviews.outcome(quarter)}."
        if open_causes := reviews.outcome(quarter).unexplained:
            question += f" Without a root cause: {open_causes}."
        if self.planner.today < quarter.end:
            question += f" The quarter runs until {say_date(quarter.end)}."
        options = [("no", "Not yet", ""), ("yes", "Close the quarter", "u takes it back")]
        if await self.choose(question, options) == "yes":
            self._chosen = quarter
            said = f"{quarter} is closed."
            self.attempt(lambda: reviews.close(quarter), said)

    # ---- writing ----

    def asked(self, row_id: str) -> Asked | None:
        """Return what a row asks."""
        kind, _, own_id = row_id.partition(":")
        question = next((q for q in self._questions if q.id == own_id), None)
        if kind != "question" or question is None or self._past:
            return None
        said = self._answers().get(own_id, "")
        return Asked(f"{self.quarter}:{own_id}", question.ask, question.hint, said)

    def keep_answer(self, key: str, text: str) -> None:
        """Keep an answer in the review of the quarter it was asked in."""
        name, _, question = key.partition(":")
        quarter = self.planner.calendar.parse_quarter(name, self.planner.today)
        self.planner.reviews.keep(quarter, answers={question: text})


SCREEN = ReviewScreen
