"""What Reflect changes: priorities, the not-doing list, ratings and the place on the ladder."""

from __future__ import annotations

from textual import work

from pmgoals.analytics import ranking
from pmgoals.model.calendar import say_date
from pmgoals.model.reflection import Priority
from pmgoals.services.competencies import Standing
from pmgoals.services.priorities import LEADS_TO, Offered
from pmgoals.tui import flows_growth as flows
from pmgoals.tui.screens.reflect_noticed import NoticedChanges

QUESTION = "Which matters more in the next twelve months?"

LISTED = {"priorities": False, "not_doing": True}
"""The ranked lists: whether a place shows what is not done."""

NOTHING_LISTED = "Nothing stands here yet; a adds the first."


class ReflectChanges(NoticedChanges):
    """The changes of Reflect; the screen says where its cursors are."""

    @property
    def ranked_row(self) -> str:
        """Id of the priority or not-doing item under the cursor, empty for none."""
        raise NotImplementedError

    @property
    def standing_row(self) -> str:
        """The row under the cursor of where I stand, empty when that is not shown."""
        raise NotImplementedError

    def show_place(self, place: str) -> None:
        """Put the cursor of the contents on a place."""
        raise NotImplementedError

    def go_to_last(self) -> None:
        """Put the cursor on the last priority or not-doing item."""
        raise NotImplementedError

    def is_heard(self, action: str) -> bool:
        """Tell whether a key has something to work on at the place that is shown."""
        if action in ("compare", "move_up", "move_down"):
            plan = self.planner.plan
            items = plan.not_doing if self.place == "not_doing" else plan.priorities
            return self.place in LISTED and len(items) > 1
        if action == "draft":
            return bool(self._standing(self.standing_row)) or (
                self.place == "priorities" and bool(self.ranked_row)
            )
        if action == "add":
            return self.list_here() is not None or self.leads_to() is not None
        if action == "edit":
            return self.place not in LISTED or bool(self.ranked_row)
        if action == "delete":
            return bool(self.ranked_row) or self.place.startswith("noticed:")
        return action != "take" or bool(self.offered())

    # ---- priorities and not doing ----

    def _item(self) -> Priority | None:
        """Return the item under the cursor; say so when there is none."""
        item = self.planner.plan.alive(Priority).get(self.ranked_row)
        if item is None:
            self.pm.tell(NOTHING_LISTED)
        return item

    def leads_to(self) -> bool | None:
        """Return the list that is shown or that the question leads to: True for “not doing”.

        None where there is neither.
        """
        kind, _, key = self.place.partition(":")
        return LISTED.get(self.place) if kind != "prompt" else LEADS_TO.get(key)

    def offered(self) -> list[Offered]:
        """Return the lines of answers that can be taken over here."""
        not_doing, prompt = self.leads_to(), self.place.partition(":")[2]
        if not_doing is None:
            return []
        return self.planner.priorities.offered(not_doing=not_doing, prompt=prompt)

    @work
    async def action_take(self) -> None:
        """Take a line of an answer, or all of them, into the list that it leads to."""
        lines, not_doing = self.offered(), bool(self.leads_to())
        if not lines:
            self.pm.tell("No answer here has a line that is not on its list already.")
            return
        options = [(str(at), line.text, say_date(line.on)) for at, line in enumerate(lines)]
        if len(lines) > 1:
            options.append(("all", f"All {len(lines)} of them", ""))
        to = "Not doing" if not_doing else "Priorities"
        key = await self.choose(f"Which line goes to {to}?", options)
        if key is None:
            return
        chosen = lines if key == "all" else [lines[int(key)]]
        titles = [line.text for line in chosen]
        take = self.planner.priorities.take
        if self.attempt(lambda: take(titles, not_doing=not_doing), "Taken over. u takes it back."):
            self.show_place("not_doing" if not_doing else "priorities")
            self.call_after_refresh(self.go_to_last)

    def action_add(self) -> None:
        """Add to the list that is shown or that the question leads to."""
        kind = self.list_here()
        if kind is not None:
            self.add_noticed(kind)
        elif (not_doing := self.leads_to()) is not None:
            self.add_item(not_doing=not_doing)

    @work
    async def add_item(self, *, not_doing: bool) -> None:
        """Add a priority or a not-doing item."""
        added = await self.ask(
            flows.priority_form(not_doing=not_doing),
            lambda values: flows.save_priority(self.planner, values, not_doing=not_doing),
        )
        if added:
            self.show_place("not_doing" if not_doing else "priorities")
            self.call_after_refresh(self.go_to_last)

    @work
    async def edit_item(self) -> None:
        """Edit the item under the cursor."""
        if item := self._item():
            await self.ask(
                flows.priority_form(item, not_doing=item.not_doing),
                lambda values: flows.save_priority(self.planner, values, item),
            )

    def action_move_up(self) -> None:
        """Rank the item higher."""
        if item := self._item():
            self.attempt(lambda: self.planner.priorities.move(item.id, -1))

    def action_move_down(self) -> None:
        """Rank the item lower."""
        if item := self._item():
            self.attempt(lambda: self.planner.priorities.move(item.id, 1))

    @work
    async def action_compare(self) -> None:
        """Rank the list by comparing two at a time."""
        from pmgoals.tui.modals.compare import CompareModal

        plan = self.planner.plan
        items = plan.not_doing if self.place == "not_doing" else plan.priorities
        if len(items) < 2:
            self.pm.tell("Ranking takes two or more; a adds one.")
            return
        before = [item.id for item in items]
        cards = {item.id: (item.title, item.why) for item in items}
        order = await self.pm.shown(CompareModal(QUESTION, ranking.begin(before), cards))
        if order is None:
            return
        if order != before:
            self.attempt(lambda: self.planner.priorities.rank(order), "Ranked. u takes it back.")
        else:
            self.pm.tell("The order stays as it was.")

    def action_delete(self) -> None:
        """Move the entry or the item under the cursor to the trash."""
        if self.place.startswith("noticed:"):
            self.delete_noticed()
        else:
            self.delete_item()

    @work
    async def delete_item(self) -> None:
        """Move the priority or not-doing item under the cursor to the trash."""
        item = self._item()
        if item and await self.sure(f"Move “{item.title}” to the trash?", "Move it to the trash"):
            self.attempt(lambda: self.planner.trash.put(item.id), "In the trash. u takes it back.")

    # ---- where I stand ----

    def _standing(self, row: str) -> Standing | None:
        """Return the competency a row is about, None for another row."""
        key = row.partition(":")[2]
        return next((s for s in self.planner.competencies.standings() if s.key == key), None)

    @work
    async def rate(self, row: str) -> None:
        """Rate the competency of a row, or choose the level of it."""
        standing = self._standing(row)
        if standing is None:
            await self._choose_level(row)
            return
        await self.ask(
            flows.rating_form(self.planner, standing),
            lambda values: flows.save_rating(self.planner, values, standing),
        )

    async def _choose_level(self, field: str) -> None:
        title = "Where you are today" if field == "level" else "What you work towards"
        levels, profile = self.planner.ladders.now.levels, self.planner.plan.profile
        ladder = self.planner.ladders.now
        now, towards = (ladder.like(getattr(profile, f, "")) for f in ("level", "aspired"))
        marks = {level.key: f" ({word})" for level, word in
                 ((towards, "worked towards"), (now, "today")) if level}  # fmt: skip
        options = [(level.key, f"{level.name}{marks.get(level.key, '')}", level.scope)
                   for level in levels]  # fmt: skip
        chosen = (now if field == "level" else towards) or (ladder.above(now.key) if now else None)
        key = await self.choose(title, options, chosen.key if chosen else "")
        if not key:
            return
        self.attempt(lambda: self.planner.competencies.set_levels(**{field: key}))
        profile = self.planner.plan.profile
        if profile and profile.level and profile.level == profile.aspired:
            self.pm.tell("Both are one level: gaps are those to where you are today.")

    # ---- towards a goal ----

    def action_draft(self) -> None:
        """Develop the competency under the cursor, or draft a goal from the priority."""
        if standing := self._standing(self.standing_row):
            self.develop(standing)
            return
        item = self.planner.plan.alive(Priority).get(self.ranked_row)
        if item is None or item.not_doing:
            self.pm.tell("Put the cursor on a priority or a competency first.")
            return
        self.pm.open_draft(line="", why=item.why, priority=item.id)

    @work
    async def develop(self, standing: Standing) -> None:
        """Let the person choose how a competency grows, and begin it."""
        from pmgoals.tui import flows_templates  # not needed before the first choice

        ways = flows_templates.development(self.planner, standing.key)
        way = await self.choose(f"Develop {standing.name}", ways.options, told=ways.told)
        kind, _, key = (way or "").partition(":")
        if kind == "own":
            self.pm.open_draft(competency=standing.key, method="learning")
        elif kind == "template":
            await self.fill_template(key)
        elif kind == "activity":
            told = self.attempt(
                lambda: flows_templates.put_on_list(self.planner, standing.key, int(key))
            )
            if told:
                self.pm.tell(told)
