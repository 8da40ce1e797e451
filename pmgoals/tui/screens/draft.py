"""The goal wizard: one line, eight steps, and a coach that answers while you type."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from pmgoals import knowledge
from pmgoals.errors import PmgoalsError
from pmgoals.tui.bindings import bindings_of
from pmgoals.tui.leaving import leave
from pmgoals.tui.screens.draft_coach import LINE, MEND_KEYS
from pmgoals.tui.screens.draft_marks import states, wants_an_answer
from pmgoals.tui.screens.draft_steps import step_of, widget_id
from pmgoals.tui.screens.draft_view import DraftView
from pmgoals.tui.settled import settled
from pmgoals.tui.widgets.field import LineInput

if TYPE_CHECKING:
    from pmgoals.smart.finding import Offer


class DraftScreen(DraftView):
    """A goal being written, or a committed one being changed; nothing typed is ever lost."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(
            "wizard",
            priority=(
                "next", "next_step", "previous_step", "commit", "add_row", "leave", "discard",
                "take_first", "turn_mends", "keep_finding",
            ),
        ),
        *(
            Binding(key, f"take({n})", "take a mend", show=False, priority=True)
            for n, key in enumerate(MEND_KEYS[1:], 2)
        ),
    ]  # fmt: skip

    # ---- moving ----

    def _keys(self) -> list[str]:
        return [step.key for step in knowledge.wizard_steps()]

    async def action_next(self) -> None:
        """Go to the next field, behind the last one to the next step that is not satisfied.

        It is a key of the screen, not of a field: keys typed ahead find the field they are for.
        """
        if self.here() != LINE and self.form.go_on():
            return
        await settled(self)
        keys = self._keys()
        if self.here() == LINE:
            await self._open_unsatisfied(keys)
        elif self.step == "commit":
            await self.action_commit()
        else:
            await self._open_unsatisfied(keys[keys.index(self.step) + 1 :])

    async def _open_unsatisfied(self, keys: list[str]) -> None:
        """Open the first of the steps that is not satisfied, else one that blocks or the last."""
        assert self.assessed is not None
        found = states(self.assessed)
        open_here = (key for key in keys if wants_an_answer(self.assessed, key))
        blocking = (key for key in self._keys() if found[key] == "trouble")
        await self.open_step(next(open_here, None) or next(blocking, "commit"))

    async def action_next_step(self) -> None:
        """Go to the next step."""
        await settled(self)
        keys = self._keys()
        at = keys.index(self.step)
        if at + 1 < len(keys):
            await self.open_step(keys[at + 1])

    async def action_previous_step(self) -> None:
        """Go to the step before."""
        await settled(self)
        keys = self._keys()
        at = keys.index(self.step)
        if at > 0:
            await self.open_step(keys[at - 1])

    async def action_go_step(self, step: str) -> None:
        """Go to a step by its key."""
        await settled(self)
        await self.open_step(step)

    async def action_add_row(self) -> None:
        """Add another measure, or another milestone."""
        await settled(self)
        place = self.desk.add_row(self.step)
        if place:
            await self.open_step(self.step, focus=False)
            self.set_focus(self.query_one(f"#{widget_id(place)}"))  # at once: keys may wait
            self.changed()

    # ---- the coach's mends ----

    async def action_take(self, number: int) -> None:
        """Take a ready mend, and go to where it was written; numbers want to be filled in.

        The others keep their keys while their step is looked at.
        """
        await settled(self)
        said_here = self.advice()
        if said_here is None or number > len(said_here.offers):
            return
        mends, here = said_here.offers, self.here()
        offer = mends[number - 1]
        if offer is None:
            self.pm.tell("That mend is taken, or gone; the others keep their keys.")
            return
        on_line = LINE in offer.writes
        self.desk.take(offer)
        self.changed()
        if on_line:
            with self.line.prevent(LineInput.Changed):
                self.line.value = self.draft.line
        step = _step_written(offer, self.step)
        if self.here() == LINE and step != "measurable":
            await self.open_step(self.step, focus=False)  # there is more to say about the line
        else:
            await self.open_step(step)
        if self.here() == here:
            self.hold_mends(mends)

    async def action_take_first(self) -> None:
        """Take the first ready mend."""
        await self.action_take(1)

    def action_turn_mends(self) -> None:
        """Bring the next ready mend to the front."""
        self.turn_to(self.turn + 1)
        self.show_coach()

    @work
    async def action_keep_finding(self) -> None:
        """Keep a finding as it is, with a reason that is stored with the goal."""
        from pmgoals.tui.modals.form import FormModal
        from pmgoals.tui.screens.draft_keep import keep_form

        if self.assessed is None or not self.assessed.judgement.findings:
            self.pm.tell("There is no finding to keep.")
            return
        said_here = self.advice()
        near = said_here.full if said_here else []
        findings = [*near, *(f for f in self.assessed.judgement.findings if f not in near)]
        form = keep_form(findings)
        answer = await self.pm.shown(FormModal(form))
        while answer and answer.saved and not answer.values["reason"].strip():
            form = form.refused(answer, "A finding stands only with a reason.", "reason")
            answer = await self.pm.shown(FormModal(form))
        if answer and answer.saved:
            rule = answer.values["rule"]
            self.desk.keep_finding(rule, answer.values["reason"])
            self.changed()
            self.pm.tell(f"{rule} stands, with your reason.")

    # ---- ending ----

    async def action_commit(self) -> None:
        """Commit the goal when nothing blocks it; else go to what does."""
        await settled(self)
        self.keep_now()
        if not (self.assessed and self.assessed.ready):
            self._go_to_trouble()
            return
        try:
            goal = self.desk.commit()
        except PmgoalsError as error:
            self.pm.tell_error(error)
            self._go_to_commit()
            return
        revised = self.desk.is_revision
        self.app.clear_notifications()  # what they asked for has been answered
        leave(self)
        self.pm.plan_changed()
        self.pm.show_goal(goal.id)
        done = "Changed" if revised else "Committed"
        self.pm.tell(f"{done}: {goal.title}. {'u' if revised else 'c checks in, u'} takes it back.")

    @work
    async def _go_to_trouble(self) -> None:
        """Go to the step that holds what is in the way, and say so."""
        await self._open_commit()
        self.pm.tell("Something is still missing; it stands on this page.")

    @work
    async def _go_to_commit(self) -> None:
        """Go to the step where a reason can be given."""
        await self._open_commit()

    async def _open_commit(self) -> None:
        if self.step != "commit":
            await self.open_step("commit")

    async def action_leave(self) -> None:
        """Leave; the draft is kept."""
        await settled(self)
        self.keep_now()
        leave(self)
        self.pm.plan_changed()
        if self.desk.is_kept and self.desk.says_something:
            key = "e" if self.desk.is_revision else "n"
            away = "" if self.desk.is_revision else ", or throws it away"
            self.pm.tell(f"The draft is kept; {key} goes on with it{away}.")

    @work
    async def action_discard(self) -> None:
        """Throw the draft away, after asking."""
        from pmgoals.tui.modals.choose import ChooseModal

        options = [("no", "Keep it", ""), ("yes", "Throw it away", "this cannot be undone")]
        if await self.pm.shown(ChooseModal("Throw the draft away?", options)) == "yes":
            if self.waiting is not None:
                self.waiting.stop()
            self.desk.discard()
            leave(self)
            self.pm.plan_changed()


def _step_written(offer: Offer, step: str) -> str:
    """Return the step that asks what an offer writes."""
    place = next(iter(offer.writes))
    if place == LINE:
        return step
    table = place.partition(".")[0]
    return {"measures": "measurable", "milestones": "milestones"}.get(table) or step_of(place)
