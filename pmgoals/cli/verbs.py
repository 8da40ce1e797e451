"""Every verb in one table: the module that makes it and what it does.

The module's function of the verb's name (`goal_add` for `goal add`) declares the verb's words on
a parser and returns what does it. Only the module of the verb in use is imported.
"""

from __future__ import annotations

SECTIONS: dict[str, dict[str, tuple[str, str]]] = {
    "Every week": {
        "today": ("today", "what needs you, and where your goals stand"),
        "due": ("due", "what is due, in one line; exit code 1 when something is"),
        "checkin": ("checkin", "one week's word on one goal; alone, the whole weekly ritual"),
        "journal show": ("journal", "a week: promises, check-ins, words"),
        "journal add": ("journal", "add to a week's prose"),
        "journal edit": ("journal", "write a week's prose anew, in your editor"),
        "reserve": ("journal", "pass a week over on purpose, on a reserve week"),
        "learn": ("learn", "log a learning activity: learn TITLE [45m]"),
        "learn list": ("learn", "the learning log"),
        "win": ("evidence", "keep a win"),
        "evidence add": ("evidence", "keep evidence of a competency at work"),
        "evidence list": ("evidence", "evidence kept"),
    },
    "Direction": {
        "reflect": ("reflect", "answer the reflection prompts, or list them"),
        "priority list": ("priority", "what matters, in order"),
        "priority add": ("priority", "add a priority"),
        "priority rank": ("priority", "put priorities in order"),
        "notdoing": ("priority", "what is left alone on purpose: list it or add to it"),
        "notdoing list": ("priority", "what is left alone on purpose"),
        "notdoing add": ("priority", "add something to leave alone on purpose"),
        "competency list": ("competency", "all competencies with their latest rating"),
        "competency assess": ("competency", "rate a competency: importance and capability, 1-10"),
        "competency gap": ("competency", "the widest gaps"),
        "ladder show": ("competency", "the rungs from APM to CPO, and where you are"),
        "ladder set": ("competency", "set today's level and the one worked towards"),
    },
    "Goals": {
        "lint": ("lint", "read goal sentences and criticise them, one a line"),
        "goal add": ("goal_add", "commit a goal"),
        "goal list": ("goal", "goals and where they stand"),
        "goal show": ("goal_show", "everything about one goal"),
        "goal chart": ("goal_chart", "a measure over time: actual, expected and forecast"),
        "goal edit": ("goal", "change a goal; wording and dates go to its ledger"),
        "goal ifthen": ("goal_if_then", "plan for a moment: if CUE, then RESPONSE"),
        "goal close": ("goal", "close a goal with a grade"),
        "goal pause": ("goal", "pause a goal"),
        "goal reopen": ("goal", "take up a paused or closed goal again"),
        "goal ledger": ("goal_ledger", "every change of a goal's wording, target or date"),
        "measure list": ("measure", "measures and their latest readings"),
        "measure add": ("measure", "add a measure to a goal"),
        "measure edit": ("measure", "change a measure"),
        "measure read": ("measure", "take a reading: measure read GOAL VALUE"),
        "measure import": ("measure_import", "take readings from a file: measure import GOAL FILE"),
        "measure refresh": (
            "measure_refresh",
            "run the commands that the settings name for measures",
        ),
        "milestone list": ("milestone", "milestones by date"),
        "milestone add": ("milestone", "add a milestone to a goal"),
        "milestone propose": (
            "milestone_propose",
            "break a goal into milestones",
        ),
        "milestone shape": ("milestone_propose", "lay the targets of milestones along a curve"),
        "milestone move": ("milestone", "move a milestone to another day or quarter"),
        "milestone done": ("milestone", "mark a milestone done, or open again"),
        "milestone depends": ("milestone", "say what a milestone needs first"),
    },
    "Plan and review": {
        "plan": ("plan", "the year by quarter"),
        "theme list": ("theme", "themes and how many goals serve them"),
        "theme add": ("theme", "add a theme that goals can serve"),
        "link": ("theme", "say which theme a goal serves, or why none"),
        "align": ("align", "themes against goals, and what does not hold together"),
        "review quarter": ("review", "the quarter goal by goal; --close grades and closes it"),
        "review month": (
            "review_period",
            "the monthly alignment: courses, needs, what to tell",
        ),
        "review year": ("review_period", "the fiscal year in one page"),
        "review show": ("review", "closed reviews"),
        "hindsight": ("hindsight", "what confidence and dates said, against what came"),
    },
    "For other programs": {
        "export ics": ("export", "the plan as a calendar file; importing it again updates"),
    },
    "Safety": {
        "delete": ("trash", "move anything to the trash"),
        "trash list": ("trash", "what lies in the trash"),
        "trash restore": ("trash", "take something out of the trash"),
        "undo": ("history", "take back the last change"),
        "redo": ("history", "do again what was taken back"),
        "history": ("history", "every change, latest first"),
        "backup": ("backup", "keep a backup now"),
        "restore": ("backup", "bring a backup back; alone, lists them"),
        "where": ("where", "where the plan and everything else lives"),
    },
    "The program": {
        "config show": ("config", "every setting, its value and where it came from"),
        "config set": ("config", "change one setting"),
        "config path": ("config", "where the settings file is"),
        "config check": ("config", "check the settings file"),
        "themes": ("config", "colour themes of the app"),
        "keys": ("keys", "every key of the app"),
        "completion": ("completion", "completion for bash, zsh or tcsh"),
        "demo": ("demo", "make a plan to look around in"),
    },
}
"""Verbs by section, in the order of the help."""

VERBS = {verb: entry for section in SECTIONS.values() for verb, entry in section.items()}
"""(module, one-line help) by verb."""

USUAL = {
    "journal": "journal show",
    "evidence": "evidence list",
    "priority": "priority list",
    "competency": "competency list",
    "ladder": "ladder show",
    "goal": "goal list",
    "measure": "measure list",
    "milestone": "milestone list",
    "theme": "theme list",
    "review": "review quarter",
    "trash": "trash list",
    "config": "config show",
}
"""What a noun alone stands for."""
