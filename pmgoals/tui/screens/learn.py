"""Learn: what was learned and used, what is to be read, and what shows it at work."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.widgets import Static

from pmgoals.analytics.coverage import Cover
from pmgoals.model.journal import Evidence
from pmgoals.model.learning import LearningActivity, ReadingItem
from pmgoals.model.record import Record
from pmgoals.services import coverage, study
from pmgoals.services.competencies import step_of
from pmgoals.services.index import Index, evidence_index, learning_index
from pmgoals.services.recall import Recall, call_of, recalls
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.screens import (
    learn_coverage,
    learn_evidence,
    learn_reading,
    learn_rows,
    learn_weeks,
)
from pmgoals.tui.screens.learn_changes import LearnChanges, Shown
from pmgoals.tui.screens.learn_pane import LearnPane
from pmgoals.tui.screens.learn_words import TABS, Words, hours, tabs, words_of
from pmgoals.tui.spans import Span
from pmgoals.tui.widgets.field import LineInput
from pmgoals.tui.widgets.frame import KeyBar
from pmgoals.tui.widgets.lines import Build, Lines, Row, RowList

HELP = {
    "log": "Everything logged, latest first; ✓ marks what was used in the work. a logs, e or Enter "
    "edits, A says where it was used, / filters, D moves it to the trash. A takeaway that asks "
    "stands on top: A, t or z answers.",
    "reading": "What you mean to learn from. a adds, e or Enter edits, space begins it or puts it "
    "back, x finishes it, D moves it to the trash.",
    "evidence": "What shows your competencies at work, latest first. a keeps a piece, e or Enter "
    "edits, / filters, D moves it to the trash.",
    "coverage": "What the level you work towards expects, and what shows it: ● twice and of late, "
    "◐ thin, ◌ stale, ○ nothing yet. a keeps evidence for it, Enter shows its evidence, o opens "
    "the promotion packet.",
}
"""What `?` says of each view."""

HEARD: dict[str, tuple[str, ...]] = {
    "apply": ("log",),
    "not_yet": ("log",),
    "let_go": ("log",),
    "filter": ("log", "evidence"),
    "begin": ("reading",),
    "finish": ("reading",),
    "packet": ("coverage",),
    "level_up": ("coverage",),
    "level_down": ("coverage",),
    "edit": ("log", "reading", "evidence"),
    "delete": ("log", "reading", "evidence"),
}
"""The views in which a key is heard, where that is not all of them."""

ANSWERS = ("learn.apply", "learn.not_yet", "learn.let_go")
"""Commands that answer a takeaway that asks."""


class LearnScreen(LearnChanges):
    """The learning log, the reading list, evidence, and what the next level expects."""

    KEY = "learn"
    ABOUT = "What you learned and used, what you mean to read, and what shows your work."
    CSS_PATH = "learn.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("learn", priority=("filter",))

    def __init__(self) -> None:
        super().__init__()
        self._words = Words({}, {}, {}, {}, {})
        self._records: dict[str, dict[str, Shown]] = {}
        self._made: dict[str, Row] = {}
        self._recalls: list[Recall] = []
        self._matrix: coverage.Matrix | None = None
        self._filters = {"log": "", "evidence": ""}
        self._filtering = False
        self._index: Index[LearningActivity] | Index[Evidence] | None = None

    def compose_body(self) -> ComposeResult:
        """The views' names, the weeks, and below them a list and one of its rows in full."""
        yield Lines(id="tabs")
        yield Lines(id="weeks", classes="pane")
        with Container(id="study"):
            with Vertical(id="log-pane", classes="pane"):
                with Horizontal(id="filter"):
                    yield Static("/", id="filter-sign")
                    yield LineInput(placeholder="each word must occur", id="filter-text")
                    yield Lines(id="found")
                for place in TABS:
                    yield RowList(id=place, help_text=HELP[place])
            with Vertical(id="detail-pane", classes="pane"):
                yield LearnPane(id="detail")

    # ---- what is shown ----

    @property
    def rows(self) -> RowList:
        """The list of the view that is shown."""
        return self.query_one(f"#{self._place}", RowList)

    @property
    def record(self) -> Shown | None:
        """What the row under the cursor stands for."""
        at = self.rows.highlighted
        if at == learn_rows.ASKS:
            return self._recalls[0].activity if self._recalls else None
        return self._records.get(self._place, {}).get(at)

    def goal_in_focus(self) -> str | None:
        """Return the goal that the row under the cursor serves."""
        found = self.record
        return None if found is None or isinstance(found, Cover) else found.goal

    def record_in_focus(self) -> Record | None:
        """Return the learning or the evidence under the cursor."""
        found = self.record
        return found if isinstance(found, LearningActivity | Evidence) else None

    def load(self) -> None:
        """Show the view; the cursor goes to a record that is new since the last look."""
        self._words, self._index = words_of(self.planner), None
        self._dress()
        {
            "log": self._load_log,
            "reading": self._load_reading,
            "evidence": self._load_evidence,
            "coverage": self._load_coverage,
        }[self._place]()
        self.show_detail()

    def _dress(self) -> None:
        """Show what belongs to the view, and nothing else."""
        ascii_only, place = self.planner.settings.ascii, self._place
        self.query_one("#tabs", Lines).show(lambda width: [tabs(place, width, ascii_only)])
        for name in TABS:
            self.query_one(f"#{name}").display = name == place
        self.query_one("#weeks").display = place == "log"
        self.set_class(place != "log", "-roomy")
        self.query_one(KeyBar).refresh()

    def _load_log(self) -> None:
        planner, ascii_only = self.planner, self.planner.settings.ascii
        self._recalls = recalls(planner)
        self.query_one("#weeks", Lines).show(
            learn_weeks.weeks(study.look(planner), study.by_quarter(planner), ascii_only)
        )
        learning = planner.plan.learning
        self._made = learn_rows.rows(learning, self._words, ascii_only)
        self._take({activity.id: activity for activity in learning})

    def _load_reading(self) -> None:
        items = self.planner.reading.items()
        rows = learn_reading.rows(items, self._words, self.planner.settings.ascii)
        self.rows.set_rows(rows, keep=self._new({item.id: item for item in items}))

    def _load_evidence(self) -> None:
        evidence = self.planner.plan.evidence
        self._made = learn_evidence.rows(evidence, self._words)
        self._take({piece.id: piece for piece in evidence})

    def _load_coverage(self) -> None:
        self._matrix = coverage.look(self.planner, self.level)
        self._records["coverage"] = {c.competency.key: c for c in self._matrix.covers}
        self.rows.set_rows(learn_coverage.rows(self._matrix, self.planner.settings.ascii))

    def _new(self, records: dict[str, Shown]) -> str | None:
        """Keep a view's records; return the id of the one that is new since the last look."""
        before = self._records.get(self._place)
        new = [key for key in records if key not in before] if before else []
        self._records[self._place] = records
        return new[0] if len(new) == 1 else None

    def _take(self, records: dict[str, Shown]) -> None:
        """Show a view's records as far as the filter lets them through, a new one always."""
        new = self._new(records)
        if new and new not in {found.id for found in self._found()}:
            self._filters[self._place] = ""
        self._show_filter()
        self._fill(new)

    @on(RowList.Highlighted)
    def show_detail(self) -> None:
        """Show what is under the cursor in full."""
        self.query_one(LearnPane).tell(self.rows.highlighted, self._detail())

    def _detail(self) -> Build:
        found, plan = self.record, self.planner.plan
        if isinstance(found, LearningActivity):
            today = self.planner.today
            on_top = self.rows.highlighted == learn_rows.ASKS  # the row says it already
            asks = call_of(found, today) is not None and not on_top
            return learn_rows.detail(found, self._words, today if asks else None)
        if isinstance(found, ReadingItem):
            learned = next((a for a in plan.learning if a.id == found.activity), None)
            return learn_reading.detail(found, self._words, learned)
        if isinstance(found, Evidence):
            return learn_evidence.detail(found, self._words)
        if isinstance(found, Cover) and self._matrix and self._matrix.level:
            rated = plan.assessments_of(found.competency.key)
            step = step_of(rated[-1].capability) if rated else None
            return learn_coverage.detail(found, self._matrix.level, step)
        return lambda _width: []

    # ---- the filter ----

    def _found(self) -> list[LearningActivity] | list[Evidence]:
        """Return the records that the filter of the view lets through."""
        planner = self.planner
        if self._index is None:
            self._index = (
                learning_index(planner) if self._place == "log" else evidence_index(planner)
            )
        return self._index.find(self._filters[self._place])

    def _fill(self, keep: str | None = None) -> None:
        """Show the rows that the filter lets through."""
        log = self._place == "log"
        head = [learn_rows.heading() if log else learn_evidence.heading()]
        if self._filters[self._place].strip():
            found = self._found()
            shown = [self._made[record.id] for record in found]
            total = sum(getattr(record, "minutes", 0) for record in found)
            words = f"{len(found)} found{f' · {hours(total)}' if log else ''}"
            none = learn_rows.NOTHING
        else:
            shown, words = list(self._made.values()), ""
            none = learn_rows.EMPTY if log else learn_evidence.EMPTY
            if log and self._recalls:
                used, not_yet, let_go = (self.pm.key_of(name) for name in ANSWERS)
                keys = (used, not_yet, let_go)
                head.insert(0, learn_rows.asking(self._recalls, self.planner.today, keys))
        self.query_one("#found", Lines).show(lambda _width: [[Span(words, "muted")]])
        self.rows.set_rows([*head, *shown] if shown else [learn_rows.empty(none)], keep=keep)

    def _show_filter(self) -> None:
        """Show the line of the filter where there is something in it, or it is typed in."""
        text = self._filters.get(self._place, "")
        line = self.query_one("#filter-text", LineInput)
        if line.value != text:
            with self.prevent(LineInput.Changed):
                line.value = text
        self.query_one("#filter").display = self._filtering or bool(text)

    def action_filter(self) -> None:
        """Open the line in which the filter is typed."""
        self._filtering = True
        self._show_filter()
        self.set_focus(self.query_one("#filter-text"))  # at once: letters may wait
        self._found()  # the index is made before the first letter comes

    @on(LineInput.Changed, "#filter-text")
    def filter(self, event: LineInput.Changed) -> None:
        """Show only what holds every word typed."""
        if self._place in self._filters and event.value != self._filters[self._place]:
            self._filters[self._place] = event.value
            self._fill()

    @on(LineInput.Submitted, "#filter-text")
    def leave_filter(self) -> None:
        """Go to what was found."""
        self._filtering = False
        self.rows.focus()
        self._show_filter()

    def action_clear(self) -> None:
        """Take the filter away; from the detail go back to the list."""
        was_in_detail = self.query_one(LearnPane).has_focus
        self.rows.focus()
        if self._place in self._filters and not was_in_detail:
            had, self._filters[self._place] = self._filters[self._place], ""
            self._filtering = False
            self._show_filter()
            if had:
                self._fill()

    def show_evidence_of(self, competency: str) -> None:
        """Show the evidence of a competency."""
        self._filters["evidence"] = competency
        self.action_view("evidence")

    # ---- the views ----

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether a key is heard in the view that is shown; in the filter `/` is a letter."""
        if action == "filter" and isinstance(self.focused, LineInput):
            return False
        return action not in HEARD or self._place in HEARD[action]

    def action_view(self, name: str = "") -> None:
        """Show the next view, or the one that is named."""
        places = list(TABS)
        self._place = name or places[(places.index(self._place) + 1) % len(places)]
        self._filtering = self.query_one("#filter").display = False
        self.load()
        self.rows.focus()


SCREEN = LearnScreen
