"""Align: what serves what, what does not hold together, and its mends."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from pmgoals.model.theme import Theme
from pmgoals.services.align.look import Look
from pmgoals.services.align.words import say_alone
from pmgoals.smart.finding import Finding
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.screens.align_changes import AlignChanges
from pmgoals.tui.screens.align_findings import findings
from pmgoals.tui.screens.align_matrix import matrix
from pmgoals.tui.screens.align_rows import Drawn, cascade
from pmgoals.tui.widgets.lines import Row, RowList

THEMES_HELP = (
    "Themes with their weight as a share of all weights, where the goals that serve them stand "
    "together, and those goals, parts further in. On a goal, Enter opens it and L says what it "
    "serves; on a theme, Enter edits it and L finds a goal."
)
MATRIX_HELP = (
    "Goals by theme; below, how many open goals each theme has by kind, and by quarter in which "
    "they run. v shows the themes again."
)
FINDINGS_HELP = (
    "What does not hold together, and what goals have not answered. Enter or m lists what settles "
    "it: each way was tried, and brings no new trouble. What is told of goals can be kept with a "
    "reason, as the last way; it then stands below as meant so, and can be told again."
)
LISTS = ("findings", "matrix", "themes")
"""The three lists; without one in focus the last one counts."""


class AlignScreen(AlignChanges):
    """Themes, the goals that serve them, and what is to settle."""

    KEY = "align"
    ABOUT = "What each goal serves, what does not hold together, and what settles it."
    CSS_PATH = "align.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("align")

    def __init__(self) -> None:
        super().__init__()
        self._findings: dict[str, Finding] = {}
        self._told: list[Finding] = []
        self._look: Look | None = None
        self._to_settle: list[Row] = []

    def compose_body(self) -> ComposeResult:
        """Themes and the matrix side by side, what is to settle below."""
        with Horizontal(id="above"):
            with Vertical(id="themes-pane", classes="pane"):
                yield RowList(id="themes", help_text=THEMES_HELP)
            with Vertical(id="matrix-pane", classes="pane"):
                counts = RowList(id="matrix", help_text=MATRIX_HELP)
                counts.shows_rest = False
                yield counts
        with Vertical(id="findings-pane", classes="pane"):
            yield RowList(id="findings", help_text=FINDINGS_HELP)

    def load(self) -> None:
        """Show what serves what, and what is to settle."""
        planner = self.planner
        seen, found = planner.align.look(), planner.align.findings()
        kept = planner.align.kept()
        every = [*found, *(each for each, _ in kept)]
        self._look, self._told = seen, found
        self._findings = {each.key: each for each in every}
        goals = seen.goals
        drawn = Drawn(
            seen,
            found,
            {goal.id: planner.goals.health(goal).status for goal in goals},
            {branch.goal.id: say_alone(branch.goal, planner.plan) for branch in seen.alone},
            kept,
            ascii_only=planner.settings.ascii,
        )
        self._list("themes").set_rows(cascade(drawn))
        self._list("matrix").set_rows(matrix(drawn))
        self._to_settle = findings(drawn)
        self._list("findings").set_rows(self._to_settle)
        self._fit()

    def on_resize(self, _event: events.Resize) -> None:
        """Give the findings the room that they take now."""
        self._fit()

    def _fit(self) -> None:
        """Let what is to settle take no more room than it fills; its style sets the most."""
        width = max(1, self.app.size.width)
        lines = sum(len(row.build(width)) for row in self._to_settle)
        for pane in self.query("#findings-pane"):
            pane.styles.height = lines + 1

    # ---- the cursor ----

    def _list(self, name: str) -> RowList:
        return self.query_one(f"#{name}", RowList)

    @property
    def _row(self) -> tuple[str, str]:
        """Kind and id of the row under the cursor of the list in focus."""
        name = next((n for n in LISTS if self._list(n).has_focus), LISTS[-1])
        kind, _, own_id = self._list(name).highlighted.partition(":")
        return kind, own_id

    @property
    def _finding(self) -> Finding | None:
        kind, key = self._row
        return self._findings.get(key) if kind == "finding" else None

    @property
    def theme_in_focus(self) -> Theme | None:
        """The theme under the cursor, or that of the finding under it."""
        kind, own_id = self._row
        found = self._finding
        own_id = found.where if found else own_id
        return self.planner.plan.themes.get(own_id) if kind in ("theme", "finding") else None

    def goal_in_focus(self) -> str | None:
        """Return the goal under the cursor, or the first that the finding under it is about."""
        kind, own_id = self._row
        if found := self._finding:
            goals = self.planner.plan.goals
            return found.where if found.where in goals else next(iter(found.goals), None)
        return own_id if kind in ("goal", "open") else None

    @on(RowList.Chosen)
    def open_row(self) -> None:
        """Settle a finding, answer what is open, open a goal, or edit a theme."""
        match self._row:
            case ("finding" | "open", _):
                self.action_mend()
            case ("goal", own_id):
                self.pm.show_goal(own_id)
            case _:
                self.action_edit()

    def action_view(self) -> None:
        """Show the matrix in the room of the themes, or the themes again."""
        self.toggle_class("-matrix")
        name = "matrix" if self.has_class("-matrix") else "themes"
        self.call_after_refresh(self._list(name).focus)

    # ---- settling ----

    @work
    async def action_mend(self) -> None:
        """Settle the finding under the cursor, or answer what the goal under it has left open."""
        from pmgoals.tui import flows_align  # not needed before the first mend

        kind, own_id = self._row
        open_answers = self._look.unanswered if self._look else []
        asked = next((each for each in open_answers if each.goal.id == own_id), None)
        if found := self._finding:
            await self._settle(found)
        elif asked and kind == "open":
            await self.ask(
                flows_align.answers_form(asked.goal, asked),
                lambda values: flows_align.save_answers(self.planner, asked.goal, values),
            )
        elif len(self._told) == 1:
            self._list("findings").highlighted = f"finding:{self._told[0].key}"
            self._list("findings").focus()
            await self._settle(self._told[0])
        elif self._findings or open_answers:
            self._list("findings").focus()
            self.pm.hint("Choose what is to settle, then m again.")
        else:
            self.pm.tell("There is nothing to settle.")

    async def _settle(self, found: Finding) -> None:
        """Let the person choose how, ask what that wants to know, and do it as one step."""
        from pmgoals.tui import flows_align

        align = self.planner.align
        mends = {mend.key: mend for mend in align.mends(found.key)}
        if not mends:
            self.pm.tell(found.mend)
            return
        every = [*mends.values()]
        told = flows_align.mends_told(self.planner, every)
        key = await self.choose(found.message, flows_align.mend_options(every), told=told)
        if key is None:
            return
        if mends[key].ask:

            def settle(values: dict[str, str]) -> str:
                align.mend(found.key, key, values["text"])
                return "Settled. u takes it back."

            await self.ask(flows_align.mend_form(self.planner, found, mends[key]), settle)
        else:
            said = "It is told again." if key == flows_align.AGAIN else "Settled."
            self.attempt(lambda: align.mend(found.key, key), f"{said} u takes it back.")


SCREEN = AlignScreen
