"""What the eight screens share: the frame, loading, and asking before changing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from pmgoals.errors import PmgoalsError
from pmgoals.tui.asking import Asking
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.widgets.frame import KeyBar, TopBar
from pmgoals.tui.widgets.lines import RowList

if TYPE_CHECKING:
    from pmgoals.model.goal import Goal
    from pmgoals.model.record import Record
    from pmgoals.services.rituals.staged import Staged


class PlanScreen(Asking, Screen[None]):
    """A screen over the plan. Subclasses give `KEY`, `compose_body` and `load`."""

    KEY: ClassVar[str] = ""
    """The screen's key in `keymap.SCREENS`, and the place of its own commands."""

    ABOUT: ClassVar[str] = ""
    """What `?` says of the screen."""

    AUTO_FOCUS = "RowList"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("everywhere")
    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (76, "-normal"),
        (116, "-wide"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None

    # ---- the frame ----

    def compose(self) -> ComposeResult:
        """Put the screen's own body between the bars."""
        planner = self.planner
        yield TopBar(self.KEY, planner.quarter, planner.week, planner.today)
        yield from self.compose_body()
        yield KeyBar(self.KEY, "everywhere")

    def compose_body(self) -> ComposeResult:
        """Yield what stands between the bars."""
        raise NotImplementedError

    # ---- loading ----

    def load(self) -> None:
        """Fill the screen from the plan."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Fill the screen for the first time."""
        self.reload()

    def on_screen_resume(self) -> None:
        """Fill it again when the plan changed while another screen was shown."""
        self.reload(only_if_changed=True)

    def reload(self, *, only_if_changed: bool = False) -> None:
        """Fill the screen from the plan as it stands now; an unsound plan is told, not shown."""
        if not self.query(TopBar):  # left before it was laid out
            return
        try:
            planner = self.planner
            state = (planner.plan.generation, planner.today, planner.copies)
            if only_if_changed and self._shown in (None, state):
                return  # nothing new, or the screen is not yet composed
            self._shown = state
            self.load()
            if self.is_mounted:
                self.query_one(TopBar).tell(planner.quarter, planner.week, planner.today)
        except PmgoalsError as error:
            self.pm.tell_error(error)

    # ---- what every screen can start ----

    def goal_in_focus(self) -> str | None:
        """Return the id of the goal the cursor is on, None when it is on none."""
        return None

    def goal_to_serve(self) -> Goal | None:
        """Return the goal under the cursor on a screen about goals: what is new is for it."""
        known = self.planner.plan.goals
        return known.get(self.goal_in_focus() or "") if self.KEY in ("goals", "plan") else None

    @work
    async def _pick_goal(self, title: str, then: Callable[[Goal], object]) -> None:
        """Use the goal in focus, else let the person choose an active one."""
        plan = self.planner.plan
        goal = plan.goals.get(self.goal_in_focus() or "")
        if goal is None or goal.state == "closed":
            options = [(g.id, g.title, "") for g in plan.active_goals]
            if not options:
                self.pm.tell("There is no active goal yet; n starts one.")
                return
            key = options[0][0] if len(options) == 1 else await self.choose(title, options)
            goal = plan.goals.get(key or "")
        if goal is not None:
            then(goal)

    def action_check_in(self) -> None:
        """Check in on the goal in focus."""
        self._pick_goal("Check in on", self.check_in)

    @work
    async def check_in(self, goal: Goal) -> None:
        """Ask the week's word on a goal."""
        from pmgoals.tui import flows  # forms are not needed before the first key

        await self.ask(
            flows.checkin_form(self.planner, goal),
            lambda values: flows.save_checkin(self.planner, goal, values),
        )

    @work
    async def action_log_learning(self) -> None:
        """Log a learning activity."""
        from pmgoals.tui import flows_learning  # forms are not needed before the first key

        await self.ask(
            flows_learning.learning_form(self.planner, goal=self.goal_to_serve()),
            lambda values: flows_learning.save_learning(self.planner, values),
        )

    def action_ritual(self) -> None:
        """Go through the week."""
        self.go_through(self.planner.rituals.weekly())

    def go_through(self, ritual: Staged) -> None:
        """Go through a ritual, stage by stage."""
        from pmgoals.tui.screens.ritual import RitualScreen  # not needed before the first Friday

        self.app.push_screen(RitualScreen(ritual))

    @work
    async def action_keep_win(self) -> None:
        """Keep a win or other evidence."""
        from pmgoals.tui import flows_learning  # forms are not needed before the first key

        await self.ask(
            flows_learning.evidence_form(self.planner, goal=self.goal_to_serve()),
            lambda values: flows_learning.save_evidence(self.planner, values),
        )

    @work
    async def action_new_goal(self) -> None:
        """Start a goal; drafts that wait are offered first."""
        if not self.planner.draft_shelf.all():
            self.pm.open_draft()
            return
        from pmgoals.tui import flows_drafts  # not needed before the first draft that waits

        await flows_drafts.go_on(self)

    @work
    async def action_from_template(self) -> None:
        """Start a goal from one of the templates."""
        from pmgoals.tui import flows_templates  # not needed before the first template

        every = flows_templates.templates(self.planner)
        title = "Start a goal from a template"
        key = await self.choose(title, every.options, told=every.told)
        if key is not None:
            await self.fill_template(key)

    async def fill_template(self, key: str) -> None:
        """Ask the blanks of a template and open the wizard on it. For workers."""
        from pmgoals.tui import flows_templates

        template, drafts = self.planner.templates.named(key), []

        def fill(values: dict[str, str]) -> str:
            filled = flows_templates.filled(self.planner, template, values)
            drafts.append(self.planner.drafts.save(filled))  # what was typed is not to be lost
            return "Filled in and kept as a draft; every field can still be changed."

        if await self.ask(flows_templates.template_form(self.planner, template), fill):
            self.pm.open_filled(drafts[-1])

    @work
    async def action_report(self) -> None:
        """Choose a report, and show it as its reader will read it."""
        from pmgoals.tui import flows_sharing  # reports are not needed before the first one

        goal = self.goal_in_focus() or ""
        options = flows_sharing.report_options(self.planner, goal)
        key = await self.choose("Write for others", options)
        if key is not None:
            from pmgoals.tui.screens.report import ReportScreen

            self.app.push_screen(ReportScreen(key, goal if key == "goal" else ""))

    NOTHING_TO_SHARE = "Put the cursor on a goal, evidence or learning first."
    """What is said where nothing in focus can be shared."""

    def record_in_focus(self) -> Record | None:
        """Return the record the cursor is on, None when it is on none that can be shared."""
        return self.planner.plan.goals.get(self.goal_in_focus() or "")

    @work
    async def action_share(self) -> None:
        """Say who may read what is in focus."""
        from pmgoals.tui.flows_sharing import share_record  # not needed before the first time

        record = self.record_in_focus()
        if record is None:
            self.pm.tell(self.NOTHING_TO_SHARE)
            return
        await share_record(self, record.id)

    def action_ledger(self) -> None:
        """Show what was changed of all goals."""
        self.pm.show_ledger()

    def action_undo(self) -> None:
        """Take back the last change."""
        if label := self.attempt(self.planner.undo):
            self.pm.tell(f"Undone: {label}. U does it again.")

    def action_redo(self) -> None:
        """Do again what was taken back."""
        if label := self.attempt(self.planner.redo):
            self.pm.tell(f"Done again: {label}.")

    @work
    async def action_look_back(self) -> None:
        """Show what was changed, and go back in it."""
        from pmgoals.tui.flows_past import look_back  # not needed before the first time

        await look_back(self)

    @work
    async def action_empty_trash(self) -> None:
        """Show the trash; take something out of it."""
        from pmgoals.tui.flows_past import empty_trash  # not needed before the first time

        await empty_trash(self)

    def action_help(self) -> None:
        """Show the keys that work here."""
        about = getattr(self.focused, "help_text", "") or self.ABOUT
        self.pm.show_help([self.KEY, "everywhere", "list"], about)

    @work
    async def action_go(self) -> None:
        """Wait for a letter and go there."""
        from pmgoals.tui.modals.go import GoModal

        key = await self.pm.shown(GoModal())
        if key == "first":
            if isinstance(self.focused, RowList):
                self.focused.action_first()
        elif key:
            self.app.switch_mode(key)

    def action_change_theme(self) -> None:
        """Choose a theme."""
        self.pm.choose_theme()
