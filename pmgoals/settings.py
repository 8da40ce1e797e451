"""The person's settings: what there is to set, what each takes, and what it is by default."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from pmgoals.errors import BadInput
from pmgoals.model.amounts import shown
from pmgoals.model.calendar import WEEKDAYS, FiscalCalendar, WeekStart
from pmgoals.model.workdays import Workdays, parse_off
from pmgoals.toml_text import shown_value

if TYPE_CHECKING:
    from pmgoals.analytics.grading import Grading

Level = Literal["off", "info", "warn", "block"]
"""What a rule of the goal critic does when it finds something."""

_YES = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_DAYS_OFF = {
    "leave": 'days or ranges of days, such as "2026-12-24..2027-01-02"',
    "holidays": 'days of one year or of every year, such as "2027-03-26" or "12-25"',
}
_TIME = 'a time of day from "00:00" to "23:59"'
_SAFE = "Nothing was changed."


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All settings; each field's description is its help, shown by `pmgoals config show`."""

    fiscal_year_start: Annotated[
        int, Meta(ge=1, le=12, description="The month in which the fiscal year starts.")
    ] = 1
    fiscal_label: Annotated[
        Literal["end", "start"],
        Meta(description="Whether a fiscal year is named by the year in which it ends or starts."),
    ] = "end"
    week_start: Annotated[
        WeekStart,
        Meta(description="The first day of a week as it is shown; weeks are numbered as in ISO."),
    ] = "mon"
    weekly_hours: Annotated[
        float, Meta(ge=0, le=168, description="Hours a week there are for all goals together.")
    ] = 8.0
    learning_minutes: Annotated[
        int, Meta(ge=0, le=10080, description="Minutes of learning a week to aim for.")
    ] = 90
    checkin_day: Annotated[
        Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        Meta(description="The day on which the week's check-in is due."),
    ] = "fri"
    checkin_time: Annotated[
        str,
        # The pattern ends in \Z, because $ lets a line end through.
        Meta(
            pattern=r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]\Z",
            description="The time of day at which calendars remind you of the check-in.",
        ),
    ] = "15:00"
    leave: Annotated[
        list[str], Meta(description="Days off; their weeks count neither as missed nor as work.")
    ] = []
    holidays: Annotated[
        list[str], Meta(description="Public holidays: no hours are promised on them.")
    ] = []
    reserve_weeks: Annotated[
        int, Meta(ge=0, le=13, description="Weeks a quarter that may be skipped on purpose.")
    ] = 2
    grading: Annotated[
        Literal["standard", "0.8", "own"],
        Meta(
            description="The grade that counts as reached: standard is 1.0 for committed goals "
            "and 0.7 for aspirational ones; 0.8 is one line for both; own takes the two below."
        ),
    ] = "standard"
    grade_committed: Annotated[
        float, Meta(ge=0, le=1, description="With grading own: the line of committed goals.")
    ] = 1.0
    grade_aspirational: Annotated[
        float, Meta(ge=0, le=1, description="With grading own: the line of aspirational goals.")
    ] = 0.7
    guardrail_veto: Annotated[
        bool,
        Meta(
            description="Whether a guardrail outside its limits keeps a hit just below its line "
            "when a grade is proposed."
        ),
    ] = True
    cooling_off_days: Annotated[
        int,
        Meta(
            ge=0,
            le=60,
            description="Days to sleep over it before an easier target or a later deadline of a "
            "goal can be made; 0 for none.",
        ),
    ] = 0
    rollup: Annotated[
        Literal["weighted", "average", "weakest"],
        Meta(
            description="How the measures of a goal, or the goals below it, are put together: by "
            "weight, each alike, or the least of them."
        ),
    ] = "weighted"
    critic: Annotated[
        Literal["gentle", "standard", "strict"],
        Meta(description="How much the goal critic says."),
    ] = "standard"
    rules: Annotated[
        dict[str, Level], Meta(description="What single rules of the critic do, by rule id.")
    ] = {}
    theme: Annotated[
        str, Meta(min_length=1, description="The theme's name; `pmgoals themes` lists them.")
    ] = "pmgoals-dark"
    ascii: Annotated[bool, Meta(description="Draw with ASCII characters only.")] = False
    plain: Annotated[
        bool, Meta(description="No colour and no drawing: words that a screen reader reads well.")
    ] = False
    editor: Annotated[
        str, Meta(description="The editor for long text; when empty, $VISUAL or $EDITOR is used.")
    ] = ""
    passphrase_command: Annotated[
        str,
        Meta(
            description="A command whose first line is the passphrase of an encrypted plan, such "
            "as one of a password manager; it has a minute, and no shell."
        ),
    ] = ""
    keys: Annotated[
        dict[str, str],
        Meta(description="Own keys, by binding id; `pmgoals keys` lists the ids."),
    ] = {}
    metrics: Annotated[
        dict[str, str],
        Meta(
            description="Commands that print a measure's value, by the measure's id or name; only "
            "`pmgoals measure refresh` runs them."
        ),
    ] = {}
    prompts: Annotated[
        dict[str, str], Meta(description="Own wording of prompts, by prompt id.")
    ] = {}

    @property
    def calendar(self) -> FiscalCalendar:
        """The person's fiscal calendar."""
        return FiscalCalendar(start_month=self.fiscal_year_start, label=self.fiscal_label)

    @property
    def workdays(self) -> Workdays:
        """Which days the person works."""
        off = [parse_off(text) for text in self.leave]
        off += [parse_off(text, yearly=True) for text in self.holidays]
        return Workdays(tuple(sorted(off)))

    @property
    def checkin_weekday(self) -> int:
        """The day of the week on which the check-in is due, 0 for Monday."""
        return [name[:3].lower() for name in WEEKDAYS].index(self.checkin_day)

    @property
    def lines(self) -> Grading:
        """The grades that count as reached."""
        from pmgoals.analytics.grading import ONE_LINE, Grading  # only where something is graded

        if self.grading == "0.8":
            return Grading(ONE_LINE, ONE_LINE, None)
        if self.grading == "own":
            return Grading(self.grade_committed, self.grade_aspirational, None)
        return Grading()

    @property
    def checkin_at(self) -> dt.time:
        """The local time of the check-in; ValueError for what is no time of day."""
        return dt.time.fromisoformat(self.checkin_time)


@cache
def _hints() -> dict[str, Any]:
    """Return the annotated type of every field."""
    return get_type_hints(Settings, include_extras=True)


@cache
def defaults() -> Settings:
    """Return the settings of a person who has set nothing."""
    return Settings()


def known() -> tuple[str, ...]:
    """Return every key, in the order of the fields."""
    return Settings.__struct_fields__


def is_table(key: str) -> bool:
    """Tell whether a key holds names of its own, written `KEY.NAME`."""
    return get_origin(_bare(key)) is dict


def explain(key: str) -> str:
    """Return the help text of a key."""
    meta: Meta = get_args(_hints()[key])[1]
    return meta.description or ""


def takes(key: str) -> str:
    """Return what a key, or each name of a table, takes: `a number from 0 to 168`."""
    kind, meta = _bare(key), get_args(_hints()[key])[1]
    kind = get_args(kind)[1] if get_origin(kind) is dict else kind
    if get_origin(kind) is Literal:
        return f"one of {', '.join(get_args(kind))}"
    if kind in (int, float):
        noun = "a whole number" if kind is int else "a number"
        return f"{noun} from {meta.ge} to {meta.le}"
    if key == "checkin_time":
        return _TIME
    return _DAYS_OFF.get(key) or ("true or false" if kind is bool else "text")


def checked(key: str, value: object, name: str = "") -> Any:
    """Return a known key's value as its field keeps it; raises BadInput that says what it takes.

    With `name` the value is that of one name in a table.
    """
    kind = _hints()[key]
    if is_table(key):
        if not name:
            raise BadInput(f"{key} takes a table of names, not {shown_value(value)}.", _SAFE)
        kind = get_args(_bare(key))[1]
        if key == "rules" and not re.fullmatch(r"[A-Z][0-9]{1,2}", name):
            raise BadInput(f"{shown(name)} is not a rule; rules are named like M2.", _SAFE)
    try:
        kept = msgspec.convert(_mended(key, value, kind), kind)
        if key in _DAYS_OFF:
            _check_off(key, kept)
    except ValueError as error:  # msgspec's ValidationError is one
        what = f"{key}.{shown(name)}" if name else key
        said = error.args[0] if isinstance(error, _NotOff) else shown_value(value)
        raise BadInput(f"{what} takes {takes(key)}, not {said}.", _SAFE) from None
    return kept


def typed(key: str, text: str) -> object:
    """Return what a person typed as the kind of value its key takes, for `checked` to judge."""
    kind, bare = _bare(key), text.strip()
    if kind is bool:
        return _YES.get(bare.lower(), text)
    if kind in (int, float) and re.fullmatch(r"[+-]?[0-9]{1,6}(\.[0-9]{1,6})?", bare):
        return int(bare) if kind is int and "." not in bare else float(bare)
    if kind == list[str]:
        parts = bare.removeprefix("[").removesuffix("]").split(",")
        return [part.strip(" \t\n\"'") for part in parts if part.strip()]
    kind = get_args(kind)[1] if get_origin(kind) is dict else kind
    return bare.lower() if get_origin(kind) is Literal else text


class _NotOff(ValueError):
    """Words that are no day and no range of days."""


def _check_off(key: str, texts: list[str]) -> None:
    """Raise _NotOff, with the words in quotes, for the first that is no day off."""
    for text in texts:
        try:
            parse_off(text, yearly=key == "holidays")
        except ValueError:
            raise _NotOff(shown_value(text)) from None


def _bare(key: str) -> Any:
    """Return the type of a key's field without its bounds."""
    return get_args(_hints()[key])[0]


def _mended(key: str, value: object, kind: Any) -> object:
    """Return a value that is plainly meant as the kind its key takes, as that kind."""
    kind = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    if kind == list[str] and isinstance(value, list):
        return [item.isoformat() if isinstance(item, dt.date) else item for item in value]
    if get_origin(kind) is Literal and isinstance(value, float):
        return str(value)
    if key == "checkin_time" and isinstance(value, dt.time):
        return value.isoformat().removesuffix(":00")
    return value
