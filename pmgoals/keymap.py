"""Every command a key can start, declared once.

The app's bindings, its footer, the palette, the help screen, `pmgoals keys` and the README's
table are all made from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

PLACES: dict[str, str] = {
    "everywhere": "Everywhere",
    "list": "In a list",
    "today": "Today",
    "reflect": "Reflect",
    "goals": "Goals",
    "plan": "Plan",
    "journal": "Journal",
    "learn": "Learn",
    "review": "Review",
    "align": "Align",
    "ledger": "Ledger",
    "wizard": "Goal wizard",
    "ritual": "In a ritual",
    "document": "On a document",
    "form": "In a form",
}
"""Where commands live, in the order they are listed."""

SCREENS: tuple[tuple[str, str, str], ...] = (
    ("today", "Today", "t"),
    ("reflect", "Reflect", "r"),
    ("goals", "Goals", "o"),
    ("plan", "Plan", "p"),
    ("journal", "Journal", "j"),
    ("learn", "Learn", "l"),
    ("review", "Review", "v"),
    ("align", "Align", "a"),
)
"""The eight screens: key, name, and the letter after `g`; digits follow their order."""


class Command(msgspec.Struct, frozen=True):
    """One thing a key can do."""

    id: str
    """Binding id, `place.action`; the name to use in `[keys]` of the settings."""
    keys: str
    """Keys that start it, separated by commas, in Textual's spelling."""
    label: str
    """What the footer and the palette call it."""
    help: str
    """One sentence for the help screen and the README."""
    shown: bool = False
    """Whether the footer shows it."""

    @property
    def place(self) -> str:
        """Where it lives, a key of `PLACES`."""
        return self.id.partition(".")[0]

    @property
    def action(self) -> str:
        """Name of the action it starts."""
        return self.id.partition(".")[2]


def _goto() -> tuple[Command, ...]:
    return tuple(
        Command(f"everywhere.show_{key}", str(number), name, f"Show {name}; also g then {letter}.")
        for number, (key, name, letter) in enumerate(SCREENS, 1)
    )


COMMANDS: tuple[Command, ...] = (
    Command("everywhere.new_goal", "n", "new goal", "Start a goal in the wizard.", True),
    Command("everywhere.from_template", "N", "from a template", "Start a goal from a template."),
    Command("everywhere.check_in", "c", "check in", "Check in on the goal in focus.", True),
    Command("everywhere.log_learning", "l", "log learning", "Log a learning activity.", True),
    Command("everywhere.ritual", "w", "weekly", "Go through the week, question by question.", True),
    Command("everywhere.keep_win", "W", "keep a win", "Keep a win or other evidence."),
    Command("everywhere.report", "S", "report", "Write a report: update, self-review, packet."),
    Command("everywhere.share", "P", "share", "Say who may read what is in focus."),
    Command("everywhere.ledger", "H", "ledger", "Show what was changed of all goals, and why."),
    Command("everywhere.undo", "u", "undo", "Take back the last change.", True),
    Command("everywhere.redo", "U", "redo", "Do again what was taken back."),
    Command("everywhere.look_back", "Z", "history", "Show what was changed, and go back in it."),
    Command("everywhere.empty_trash", "B", "trash", "Show the trash; take something out of it."),
    Command("everywhere.help", "question_mark", "help", "Show the keys that work here.", True),
    Command("everywhere.command_palette", "ctrl+p", "commands", "Find any command or goal.", True),
    Command("everywhere.go", "g", "go to", "Go to a screen by its letter."),
    Command("everywhere.change_theme", "T", "theme", "Choose a theme, seen as you move."),
    Command("everywhere.quit", "q", "quit", "Leave; everything is saved.", True),
    *_goto(),
    Command("list.cursor_down", "j,down", "down", "Next row."),
    Command("list.cursor_up", "k,up", "up", "Row before."),
    Command("list.page_down", "pagedown,ctrl+d", "page down", "A screenful down."),
    Command("list.page_up", "pageup,ctrl+u", "page up", "A screenful up."),
    Command("list.first", "home", "first", "First row."),
    Command("list.last", "end,G", "last", "Last row."),
    Command("list.choose", "enter", "open", "Open the row."),
    Command("today.done", "space", "done", "A milestone is done; a person was met today.", True),
    Command("reflect.next", "ctrl+n", "next question", "Keep the answer; the next question.", True),
    Command("reflect.keep", "ctrl+s", "keep", "Keep what was typed as today's answer."),
    Command("reflect.enter", "right", "into the pane", "From the contents into what they show."),
    Command(
        "reflect.leave", "escape,left", "keep, back", "Back to the contents; the text is kept."
    ),
    Command("reflect.add", "a", "add", "Add a priority, a signal, a person, feedback.", True),
    Command("reflect.take", "t", "take lines", "Take lines of an answer into its list.", True),
    Command("reflect.edit", "e", "edit", "Edit the answer, entry, priority or rating.", True),
    Command("reflect.draft", "d", "develop", "Draft from a priority; develop a competency.", True),
    Command("reflect.compare", "r", "rank", "Rank by comparing two at a time.", True),
    Command("reflect.move_up", "K", "move up", "Rank the priority higher.", True),
    Command("reflect.move_down", "J", "move down", "Rank the priority lower."),
    Command("reflect.delete", "D", "delete", "Move the priority or the entry to the trash."),
    Command("goals.filter", "f", "filter", "Show open, closed or all goals.", True),
    Command(
        "goals.edit", "e", "edit", "Open the goal in the wizard; changes go to its ledger.", True
    ),
    Command("goals.add_milestone", "m", "milestone", "Add a milestone to the goal.", True),
    Command("goals.break_down", "b", "break down", "Break the goal into milestones.", True),
    Command("goals.add_measure", "M", "measure", "Add a measure to the goal."),
    Command("goals.if_then", "i", "if-then", "Add an if-then plan to the goal."),
    Command("goals.pause", "p", "pause", "Pause the goal, or take it up again."),
    Command("goals.close", "x", "close", "Close the goal with a grade.", True),
    Command(
        "goals.goal_ledger", "L", "goal's ledger", "Show what was changed of the goal, and why."
    ),
    Command("goals.delete", "D", "delete", "Move the goal to the trash."),
    Command(
        "plan.earlier", "less_than_sign", "earlier", "Move the milestone a quarter back.", True
    ),
    Command("plan.later", "greater_than_sign", "later", "Move the milestone a quarter on.", True),
    Command("plan.week_earlier", "comma", "week earlier", "Move the milestone a week back."),
    Command("plan.week_later", "full_stop", "week later", "Move the milestone a week on."),
    Command("plan.view", "v", "timeline", "Show the timeline, or the board.", True),
    Command("plan.done", "space", "done", "Mark the milestone done, or open again.", True),
    Command("plan.add", "a", "add", "Add a milestone in this quarter.", True),
    Command("plan.break_down", "b", "break down", "Break a goal into milestones."),
    Command("plan.edit", "e", "edit", "Edit the milestone.", True),
    Command("plan.after", "L", "link", "Say what the milestone comes after, or unlink it."),
    Command("plan.delete", "D", "delete", "Move the milestone to the trash."),
    Command("plan.left", "left,h", "to the left", "The quarter, or the milestone, before."),
    Command("plan.right", "right", "to the right", "The next quarter, or milestone."),
    Command("plan.back", "left_square_bracket", "back a quarter", "Show earlier quarters."),
    Command("plan.forward", "right_square_bracket", "on a quarter", "Show later quarters."),
    Command("journal.edit", "e", "write", "Write the answer in focus.", True),
    Command("journal.weeks", "left,h,escape", "weeks", "Go to the list of weeks."),
    Command("journal.week", "right", "the week", "Go into the week."),
    Command("journal.rest", "R", "reserve week", "Pass the week over on purpose, or take it back."),
    Command("journal.earlier", "left_square_bracket", "week before", "Show the week before."),
    Command("journal.later", "right_square_bracket", "week after", "Show the week after."),
    Command("learn.view", "v", "next view", "Log, reading list, evidence or coverage.", True),
    Command("learn.add", "a", "add", "Add to the view: learning, reading, evidence.", True),
    Command("learn.edit", "e", "edit", "Edit what is under the cursor.", True),
    Command("learn.apply", "A", "used it", "Say where it was used; keep it as evidence.", True),
    Command("learn.not_yet", "t", "not yet", "Answer a takeaway that asks: not used yet."),
    Command("learn.let_go", "z", "let go", "Answer a takeaway that asks: it need not ask again."),
    Command("learn.filter", "slash", "filter", "Show only what holds every word typed.", True),
    Command("learn.clear", "escape", "show all", "Take the filter away; go back to Coverage."),
    Command("learn.begin", "space", "begin", "Begin what was planned, or put it back.", True),
    Command("learn.finish", "x", "finish", "Finish what was read; it becomes learning.", True),
    Command("learn.level_up", "right", "higher", "Coverage of the next level up.", True),
    Command("learn.level_down", "left", "lower", "Coverage of the level below.", True),
    Command("learn.packet", "o", "packet", "Open the promotion packet, to keep or copy.", True),
    Command("learn.delete", "D", "delete", "Move what is under the cursor to the trash.", True),
    Command("review.decide", "space", "decide", "Close, keep, change, defer or drop.", True),
    Command("review.finish", "X", "close quarter", "Close the quarter with these verdicts.", True),
    Command("review.grade_up", "plus,equals_sign", "grade up", "Raise the grade by a tenth.", True),
    Command("review.grade_down", "minus", "grade down", "Lower the grade by a tenth.", True),
    Command("review.edit", "e", "note", "Write what happened, or the answer in focus.", True),
    Command("review.go_through", "r", "go through", "Go through it, question by question.", True),
    Command("review.earlier", "left_square_bracket", "earlier", "Show the review before."),
    Command("review.later", "right_square_bracket", "later", "Show the review after."),
    Command("align.mend", "m", "mend", "Settle what is told, or answer what is open.", True),
    Command("align.add", "a", "add theme", "Add a theme.", True),
    Command("align.edit", "e", "edit", "Edit the theme, or the goal in the wizard.", True),
    Command("align.link", "L", "link", "Say what the goal serves, or why nothing.", True),
    Command("align.view", "v", "matrix", "Show the matrix, or the themes.", True),
    Command("align.delete", "D", "delete", "Move the theme to the trash."),
    Command("ledger.filter", "f", "one or all", "Show the changes of this goal, or of all.", True),
    Command("ledger.eased", "e", "eased", "Show only what was made easier, or all.", True),
    Command("ledger.back", "escape", "back", "Go back to the screen before.", True),
    Command("wizard.next", "enter", "next", "Next field, then next step.", True),
    Command("wizard.next_step", "pagedown,ctrl+n", "next step", "Go to the next step.", True),
    Command("wizard.previous_step", "pageup,ctrl+b", "step back", "Go to the step before.", True),
    Command("wizard.commit", "ctrl+s", "commit", "Commit the goal when nothing blocks it.", True),
    Command(
        "wizard.take_first",
        "ctrl+f",
        "take mend",
        "Take the coach's first ready mend; f2, f3, f4 ... take the others.",
        True,
    ),
    Command("wizard.turn_mends", "ctrl+r", "other mend", "Bring the next ready mend to the front."),
    Command(
        "wizard.keep_finding",
        "ctrl+k",
        "keep finding",
        "Keep a finding of the coach, with a reason.",
    ),
    Command("wizard.add_row", "ctrl+o", "one more", "Add another measure or milestone.", True),
    Command("wizard.leave", "escape", "leave", "Leave; the draft is kept.", True),
    Command("wizard.discard", "ctrl+t", "throw away", "Throw the draft away, after asking.", True),
    Command("ritual.next", "enter", "next", "Next question, then next stage.", True),
    Command("ritual.skip", "pagedown,ctrl+n", "next stage", "Go to the next stage.", True),
    Command("ritual.back", "pageup,ctrl+b", "stage before", "Go to the stage before.", True),
    Command("ritual.editor", "ctrl+o", "own editor", "Write freely in your editor.", True),
    Command("ritual.leave", "escape", "leave", "Leave; it goes on where you were.", True),
    Command("document.save", "s", "keep as file", "Keep the page as a file.", True),
    Command("document.copy", "c", "copy", "Copy the page by way of the terminal.", True),
    Command("document.audience", "a", "audience", "Of a report: choose who reads it.", True),
    Command("document.left_out", "l", "left out", "Of a report: what is left out.", True),
    Command("document.editor", "e", "editor", "Of a report: put the last words to it.", True),
    Command("document.leave", "escape,q", "back", "Go back.", True),
    Command("form.save", "ctrl+s", "save", "Save the form.", True),
    Command("form.leave", "escape", "back", "Go back; what was typed is kept for next time.", True),
    Command(
        "form.filter", "slash", "filter", "In a long list of choices: show what holds every word."
    ),
    Command("form.drop", "D,delete", "throw away", "In the list of drafts: throw one away."),
)
"""Every command, in the order they are listed."""

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}
"""Commands by id."""

_SAID = {
    "question_mark": "?",
    "slash": "/",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "equals_sign": "=",
    "plus": "+",
    "comma": ",",
    "full_stop": ".",
    "minus": "-",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
}


def of(place: str) -> list[Command]:
    """Return the commands of a place, in order."""
    return [command for command in COMMANDS if command.place == place]


def say_keys(keys: str) -> str:
    """Return keys as a person reads them: `?` for `question_mark`, `^p` for `ctrl+p`."""
    return " ".join(_say(key) for key in keys.split(","))


def _say(key: str) -> str:
    key = _SAID.get(key, key)
    return f"^{key[5:]}" if key.startswith("ctrl+") else key


def heard_while_typing(command: Command) -> Command:
    """Return a command with those of its keys that type nothing into a field; none may be left."""
    keys = [key for key in command.keys.split(",") if not _types(key)]
    return msgspec.structs.replace(command, keys=",".join(keys))


MOVES = ("left", "right", "up", "down", "home", "end", "backspace", "delete", "tab")
"""Keys that a field takes for itself, though they type nothing."""


def _types(key: str) -> bool:
    """Tell whether a field takes a key for itself."""
    named = key not in ("escape", "pagedown", "pageup") and key in _SAID
    return len(key) == 1 or named or key == "space" or key in MOVES


def with_own(own: Mapping[str, str]) -> list[Command]:
    """Return all commands with a person's own keys in place of the usual ones."""
    changed = []
    for command in COMMANDS:
        keys = own.get(command.id)
        changed.append(msgspec.structs.replace(command, keys=keys) if keys else command)
    return changed


def faults(own: Mapping[str, str]) -> list[str]:
    """Return what is wrong with a person's keys, in words: unknown ids, and clashes."""
    found = [
        f"[keys] {name}: there is no command of this name; `pmgoals keys` lists them."
        for name in own
        if name not in BY_ID
    ]
    taken: dict[tuple[str, str], str] = {}
    for command in with_own(own):
        for place in _reach(command):
            for key in command.keys.split(","):
                other = taken.setdefault((place, key.strip()), command.id)
                mine = command.id in own or other in own
                if other != command.id and mine:
                    found.append(f"[keys] {say_keys(key)} is used by {other} and {command.id}.")
    return list(dict.fromkeys(found))


OWN_KEYS = ("wizard", "ritual", "document", "form", "list")
"""Places in which the keys of everywhere are not heard."""


def _reach(command: Command) -> Iterable[str]:
    """Return the places where a command's key is heard."""
    if command.place == "everywhere":
        return [place for place in PLACES if place not in OWN_KEYS]
    return [command.place]


def markdown() -> str:
    """Return the usual keys as the README's table, grouped by place."""
    lines = ["| where | key | does |", "|---|---|---|"]
    for place, name in PLACES.items():
        for at, command in enumerate(of(place)):
            keys = " ".join(f"`{key}`" for key in say_keys(command.keys).split(" "))
            lines.append(f"| {'' if at else name} | {keys} | {command.help} |")
    return "\n".join(lines)
