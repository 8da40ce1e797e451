"""What Reflect changes in the lists of what was noticed: the market, people, feedback."""

from __future__ import annotations

from textual import work

from pmgoals.model.reflection import Signal, SignalKind
from pmgoals.tui import flows_signals as flows
from pmgoals.tui.plan_screen import PlanScreen
from pmgoals.tui.screens.reflect_signals import LIST_OF, LISTS


class NoticedChanges(PlanScreen):
    """The changes of what was noticed; the screen says where its cursors are."""

    @property
    def place(self) -> str:
        """What the contents show."""
        raise NotImplementedError

    @property
    def noticed_row(self) -> str:
        """Id of the entry under the cursor, empty when no such list is shown."""
        raise NotImplementedError

    def go_to_noticed(self, signal_id: str) -> None:
        """Put the cursor on an entry, where its list is shown."""
        raise NotImplementedError

    def list_here(self) -> SignalKind | None:
        """Return the list that is shown, or that the question draws on; None for neither."""
        kind, _, key = self.place.partition(":")
        if kind == "noticed":
            return next(known for known in LISTS if known == key)
        return LIST_OF.get(key) if kind == "prompt" else None

    def _signal(self) -> Signal | None:
        """Return the entry under the cursor; say so when there is none."""
        signal = self.planner.plan.alive(Signal).get(self.noticed_row)
        if signal is None:
            self.pm.tell("There is no entry here yet; a adds the first.")
        return signal

    @work
    async def add_noticed(self, kind: SignalKind) -> None:
        """Add an entry to a list."""
        kept: list[Signal] = []

        def save(values: dict[str, str]) -> str:
            kept.append(flows.save_signal(self.planner, values, kind))
            return f"Kept in {LISTS[kind].name}."

        if await self.ask(flows.signal_form(self.planner, kind), save):
            self.go_to_noticed(kept[-1].id)

    @work
    async def edit_noticed(self) -> None:
        """Edit the entry under the cursor."""
        if signal := self._signal():

            def save(values: dict[str, str]) -> str:
                flows.save_signal(self.planner, values, signal.kind, signal)
                return "Saved."

            await self.ask(flows.signal_form(self.planner, signal.kind, signal), save)

    @work
    async def delete_noticed(self) -> None:
        """Move the entry under the cursor to the trash."""
        signal = self._signal()
        question = f"Move “{signal.title}” to the trash?" if signal else ""
        if signal and await self.sure(question, "Move it to the trash"):
            self.attempt(
                lambda: self.planner.trash.put(signal.id), "In the trash. u takes it back."
            )
