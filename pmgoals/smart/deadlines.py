"""Finds by when a sentence wants its goal done, and how often it repeats."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import msgspec

from pmgoals import knowledge
from pmgoals.errors import BadInput
from pmgoals.model.calendar import FiscalCalendar
from pmgoals.model.dates import Understood, understand_day
from pmgoals.smart.number_names import MONTH_WORDS

_MONTH = rf"(?:{'|'.join(MONTH_WORDS)})\b\.?"
_YEAR = r"(?:19|20|21)[0-9]{2}\b"
_FY = rf"(?:fy ?(?:{_YEAR}|[0-9]{{2}}\b)|{_YEAR})"
_NUMBER = r"(?:[0-9]{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNITS = r"(?:days?|weeks?|months?|quarters?|years?)\b"
_SPAN = r"(?:week|month|quarter|half[ -]year|half|fiscal year|financial year|fy|year)"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_CLOCK = r"t[0-9]{2}:[0-9]{2}(?::[0-9]{2})?z?"
_DAY = (
    rf"(?:(?:{_WEEKDAY},? )?(?:{_MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?\b(?:,? {_YEAR})?"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR})?)"
    rf"|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:{_CLOCK}|\b)"
    r"|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}\b)"
)
_SHORT_DAY = r"[0-9]{1,2}/[0-9]{1,2}(?![0-9/%])"
_CUT = rf"(?:(?:{_FY}[ -]?)?[qh][1-4]\b(?:[ -]?{_FY})?)"
_WEEK = rf"(?:(?:{_YEAR}-?)?w[0-9]{{1,2}}\b)"
_PERIOD = rf"(?:{_CUT}|{_WEEK}|{_FY}|{_MONTH}(?:,? {_YEAR})?|(?:this|next|current) {_SPAN}\b)"
_EDGE = (
    r"(?:(?:the )?(?:very )?(?:end|close|start|beginning|middle|mid)(?: of)?[ -](?:the )?"
    rf"(?:{_PERIOD}|{_SPAN}\b|{_WEEKDAY}|day\b))"
)
_SHORT = (
    rf"(?:eo(?:y|q|m|w|d|fy)\b(?: {_YEAR})?|(?:(?:fiscal )?year|quarter|month)(?:'s)?[ -]end\b)"
)
_LEAD = (
    r"(?:by|before|until|till|due(?: by| on| in)?|no later than|on or before|on|in|during|for"
    r"|through|throughout|over|within|at)"
)
_WHEN = rf"(?:{_DAY}|{_EDGE}|{_SHORT}|{_PERIOD}|(?:(?:this|next) )?{_WEEKDAY}|tomorrow\b|today\b)"
# A deadline with a word that leads to it; then one that needs none.
_LED = (
    rf"\b(?P<lead>{_LEAD}) (?:the )?"
    rf"(?P<when>{_WHEN}|(?:(?<=by )|(?<=before )|(?<=until )){_SHORT_DAY})"
)
_BARE = (
    rf"(?<![\w$€£₹.,-])(?P<bare>{_DAY}|{_EDGE}|{_SHORT}|{_CUT} {_FY}|this {_SPAN}\b"
    rf"|next {_SPAN}\b|tomorrow\b|mid-{_YEAR}|{_MONTH} {_YEAR}"
    rf"|{_CUT}(?= ?(?:[):,;.–—]|$)))"
)
_RANGE = (
    rf"\b(?:from |between )?(?:{_CUT}|{_MONTH})(?: ?(?:-|–|—|to|through|until|and) ?)"
    rf"(?P<until>{_CUT}|{_MONTH}(?: {_YEAR})?)"
)
# Before a period they make it one to compare with, not one to be done by.
_COMPARES = r"\b(?:since|from|than|vs\.?|versus|after|against|to|of|the|starting|with|our) $"
_DURATION = (
    r"\b(?:in|within|over|for|during|throughout)(?: the)?(?P<ahead> next| coming| following)?"
    rf" (?P<count>{_NUMBER} )?(?P<unit>{_UNITS})"
)
# Where a metric stands: "from 30 % to ...".
_VALUE = r"[$€£₹]?[0-9][0-9.,]*\w*(?: ?%| \w+)? ?(?:to\b|→|->)"
_EVENT = (
    r"\b(?:in|within|over|during|for)(?: the| their| its)?(?: first| next)? "
    rf"(?:{_NUMBER} )?{_UNITS}"
    rf" (?:of|after|following|from|since) (?!now\b|today\b|the date\b|{_VALUE})[\w-]+(?: \w+)?"
    rf"|\b(?:in|within|over|during)(?: the| their| its)? first (?:{_NUMBER} )?{_UNITS}"
    rf"|\b(?:in|within) {_NUMBER} {_UNITS} post-\w+"
    r"|\bby (?:the )?(?:end of |start of )?"
    r"(?:week|month|year|sprint|phase|milestone|day) [0-9]{1,2}\b"
    r"|\bbefore (?:i|we|my|our|the) (?!end|start|beginning|close)\w+(?: \w+)?"
)
# A span that says what is measured, right before its value.
_MEASURED = (
    rf"(?:in|within|over|for|during) (?:the (?:first|next) )?(?:{_NUMBER} )?{_UNITS} from {_VALUE}"
)
# A period right before the second value says when the first one was read: "31 % in Q1 to 40 %".
_READ_THEN = r"\)? ?(?:to|→|->) ?[$€£₹]?[0-9]"
# What is promised to customers within a span is a level of service, not a deadline.
_SERVED = (
    r"\b(?:resolved|answered|closed|handled|responded(?: to)?|fixed|acknowledged|delivered|replied"
    r"(?: to)?|triaged|reviewed|onboarded|approved|processed|refunded) $"
)
_CADENCE = {"day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly",
            "year": "yearly", "mo": "monthly", "qtr": "quarterly", "yr": "yearly"}  # fmt: skip
_TIMES = r"(?:[0-9]{1,3}|once|twice|one|two|three|four|five|six|seven)"
_EVERY = r"(?:day|week|wk|month|mo|quarter|qtr|year|yr|sprint)"
_DAYS = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?"
_RECURRING = (
    r"\b(?P<adverb>daily|bi-?weekly|weekly|monthly|quarterly|yearly|annually|fortnightly)\b"
    rf"|\b(?:each|every) (?P<other>other |second )?(?P<unit>{_EVERY}|{_DAYS})\b"
    rf"|\b{_TIMES} ?(?:x|times|days)?(?: ?/ ?| per | a | each | every )(?P<often>{_EVERY})\b"
    rf"|\b(?:per |a |hours? ?/ ?|/ ?)(?P<rate>{_EVERY})\b"
)


class Deadline(msgspec.Struct, frozen=True):
    """By when, in the sentence's words."""

    text: str
    """The words as typed."""
    start: int
    """Offset of the first character."""
    end: int
    """Offset behind the last character."""
    day: date | None
    """The last day; None when it hangs on an event or cannot be read."""
    exact: bool = False
    """Whether the words name the day itself, not a period that ends with it."""


class Cadence(msgspec.Struct, frozen=True):
    """How often something repeats."""

    every: str
    """`daily`, `weekly`, `biweekly`, `monthly`, `quarterly` or `yearly`."""
    start: int
    """Offset of the first character."""
    end: int
    """Offset behind the last character."""
    is_rate: bool = False
    """Whether it says `per month`, which is a rate of a metric as often as a rhythm."""


def deadlines(text: str, today: date, calendar: FiscalCalendar) -> list[Deadline]:
    """Return the phrases that say by when, in order, none inside another."""
    flat = _flat(text)
    found = [_at(text, match, None) for match in _pattern(_EVENT).finditer(flat)]
    found += [
        _at(text, match, _day(match["until"], today, calendar))
        for match in _pattern(_RANGE).finditer(flat)
    ]
    found += [
        _at(text, match, Understood(day.day, day.text, exact=False))
        for match in _pattern(_DURATION).finditer(flat)
        if (day := _after(match, today, calendar)) and not _is_condition(flat, match)
    ]
    found += [
        _at(text, match, _day(match["when"] or match["bare"], today, calendar))
        for match in _pattern(f"{_LED}|{_BARE}").finditer(flat)
        if _is_deadline(flat, match)
    ]
    return _without_spans_of_metrics(flat, _apart(found))


def _without_spans_of_metrics(flat: str, found: list[Deadline]) -> list[Deadline]:
    """Return the phrases without those that belong to a value, when a later day is named.

    A span before `from 30 % to` is part of the metric: `complaints answered within a day from 30 %
    to 60 %`; a period before the second value says when the first was read.
    """
    last = max((at for at, d in enumerate(found) if d.day), default=0)
    span, read = _pattern(_MEASURED), _pattern(_READ_THEN)
    return [
        d
        for at, d in enumerate(found)
        if at >= last or not (span.match(flat, d.start) or read.match(flat, d.end))
    ]


def the_deadline(found: list[Deadline]) -> Deadline | None:
    """Return the one that counts: the first with a day, else the first."""
    return next((d for d in found if d.day), found[0] if found else None)


def cadence(text: str, *, works: bool = False) -> Cadence | None:
    """Return how often the sentence repeats something; names of metrics say nothing of it.

    Where it says that something is done (`works`), `monthly sales calls` are no metric.
    """
    flat = _flat(text)
    metrics = knowledge.words().better
    for match in _pattern(_RECURRING).finditer(flat):
        if match["adverb"]:
            following = re.findall(r"[a-z]+", flat[match.end() : match.end() + 40])[:2]
            named = any(word in metrics or word == "active" for word in following)
            if named and not works:
                continue
        is_rate = bool(match["rate"])
        return Cadence(_rhythm(match), match.start(), match.end(), is_rate)
    return None


def _rhythm(match: re.Match[str]) -> str:
    """Return the rhythm that the words name."""
    if match["adverb"]:
        word = match["adverb"].replace("-", "")
        return {"annually": "yearly", "fortnightly": "biweekly"}.get(word, word)
    unit = match["unit"] or match["often"] or match["rate"]
    if unit == "sprint" or (match["other"] and unit == "week"):
        return "biweekly"
    return _CADENCE.get(unit, "weekly")


def _flat(text: str) -> str:
    """Return the text in lower case with every white space as one space, offsets unchanged."""
    low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return re.sub(r"\s", " ", low)


def _at(text: str, match: re.Match[str], found: Understood | None) -> Deadline:
    return Deadline(
        text[match.start() : match.end()],
        match.start(),
        match.end(),
        found.day if found else None,
        bool(found and found.exact),
    )


def _day(words: str, today: date, calendar: FiscalCalendar) -> Understood | None:
    """Return the last day the words name; `EOY 2026` is the end of that year."""
    shortened = re.sub(
        r"^eo(?:y|fy) (?=[0-9])", "", words.replace("close", "end", 1).replace("'s", "")
    )
    shortened = re.sub(rf"(?<=[0-9]){_CLOCK}$", "", shortened)
    try:
        return understand_day(shortened, today, calendar)
    except BadInput:
        return None


def _after(match: re.Match[str], today: date, calendar: FiscalCalendar) -> Understood | None:
    """Return the day a span from today ends; a bare unit needs `next` before it."""
    count = (match["count"] or "").strip()
    if not count and not match["ahead"]:
        return None
    if not count and match["unit"] == "quarter":
        return _day("next quarter", today, calendar)
    return _day(f"in {count or 'one'} {match['unit']}", today, calendar)


def _is_deadline(flat: str, match: re.Match[str]) -> bool:
    """Return whether the words stand for themselves and do not name a thing: `the Q3 report`."""
    lead = match["lead"]
    if not lead and _pattern(_COMPARES).search(flat[max(0, match.start() - 12) : match.start()]):
        return False
    if lead in ("by", "before", "until", "till", "due", "due by", "no later than"):
        return not (" the " in match[0] and _names(flat, match))
    return not _names(flat, match)


def _names(flat: str, match: re.Match[str]) -> bool:
    """Return whether a noun follows, so that the period only describes it."""
    following = re.match(r" ([a-z]+)", flat[match.end() : match.end() + 30])
    return following is not None and following[1] not in knowledge.words().behind_deadline


def _is_condition(flat: str, match: re.Match[str]) -> bool:
    """Return whether a span is part of what is wanted: `answered in two days`."""
    after = flat[match.end() : match.end() + 12]
    if after.startswith((" of ", " without ")):
        return True
    before = flat[max(0, match.start() - 40) : match.start()]
    return bool(_pattern(_SERVED).search(before)) and "%" in flat[: match.start()]


def _apart(found: list[Deadline]) -> list[Deadline]:
    """Return the spans in order; of two that overlap the one that begins first stays."""
    kept: list[Deadline] = []
    for one in sorted(found, key=lambda d: (d.start, -d.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)
