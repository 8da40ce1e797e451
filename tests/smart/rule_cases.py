"""For each rule: goals it speaks up about, near neighbours it lets pass, and its own mend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec

from pmgoals import knowledge
from pmgoals.model.amounts import parse_amount
from pmgoals.model.dates import understand_day
from pmgoals.smart.finding import Offer
from pmgoals.smart.reading import parse
from pmgoals.smart.sketch import (
    QUESTIONS,
    MeasureSketch,
    MilestoneSketch,
    Setting,
    Sketch,
    sentence_sketch,
)

TODAY = dt.date(2026, 11, 23)
DUE = dt.date(2027, 6, 30)
THEMES = (
    ("t0000000000001", "Larger customers"),
    ("t0000000000002", "Fewer handovers"),
    ("t0000000000003", "A calm release"),
    ("t0000000000004", "My own growth"),
)
SETTING = Setting(
    today=TODAY,
    fiscal_year_end=dt.date(2026, 12, 31),
    quarter_end=dt.date(2026, 12, 31),
    next_quarter_end=dt.date(2027, 3, 31),
    hours_available=8,
    theme_title="Larger customers",
    theme_choices=THEMES,
)
SENTENCE = "Raise first-week setup from 48 % to 65 % by 30 Jun 2027"


def metric(**fields: Any) -> MeasureSketch:
    usual = {
        "name": "first-week setup rate",
        "definition": "import done within 7 days",
        "baseline": 48.0,
        "target": 65.0,
        "unit": "%",
    }
    return MeasureSketch(**{**usual, **fields})


def guardrail(**fields: Any) -> MeasureSketch:
    return metric(name="tickets", role="guardrail", baseline=None, target=4.0, **fields)


def score(baseline: float | None, target: float | None, name: str = "CSAT") -> MeasureSketch:
    return metric(name=name, baseline=baseline, target=target, unit="points")


def step(day: dt.date, title: str = "Guide agreed") -> MilestoneSketch:
    return MilestoneSketch(title=title, due=day)


def bare(name: str) -> MeasureSketch:
    return metric(name=name, definition="", target=None)


def wants(target: float) -> MilestoneSketch:
    return MilestoneSketch(title="Guide agreed", due=days(60), target=target)


def days(count: int) -> dt.date:
    return TODAY + dt.timedelta(days=count)


EARLY = metric(name="invites sent", role="leading", baseline=None, target=30.0)

STRONG = Sketch(
    title=SENTENCE,
    wording=parse(SENTENCE, TODAY),
    why="New teams give up before they see any value",
    start=TODAY,
    due=DUE,
    next_action="Tuesday 9:00: invite five new admins to a call",
    measures=[metric(), EARLY, guardrail()],
    milestones=[step(dt.date(2026, 12, 31)), step(dt.date(2027, 3, 31)), step(DUE)],
    theme="t0000000000001",
    dependencies={"resources": "nobody but me"},
    hours_week=3,
    ethics="no pressure, and it works by keyboard",
)
"""A goal that no rule has anything to say about."""


def but(**fields: Any) -> Sketch:
    """Return the strong goal with other fields; another title is read as its wording."""
    if fields.get("title"):
        fields.setdefault("wording", parse(fields["title"], TODAY))
    return msgspec.structs.replace(STRONG, **fields)


def without(*names: str) -> Sketch:
    """Return the strong goal with fields left empty."""
    nothing: dict[str, Any] = {"measures": [], "milestones": [], "dependencies": {}}
    return but(**{name: nothing.get(name, "") for name in names})


def line(text: str) -> Sketch:
    """Return a sentence alone."""
    return sentence_sketch(parse(text, TODAY), TODAY)


def reworded(text: str) -> Callable[[Sketch], Sketch]:
    """Return what writes another sentence over the old one."""

    def write(sketch: Sketch) -> Sketch:
        if sketch.alone:
            return line(text)
        return msgspec.structs.replace(sketch, title=text, wording=parse(text, TODAY))

    return write


def around(**fields: Any) -> Setting:
    return msgspec.structs.replace(SETTING, **fields)


def take(sketch: Sketch, offer: Offer) -> Sketch:
    """Return the goal with what the offer writes, as the wizard's fields would be read."""
    rows = [*sketch.measures]
    fields: dict[str, Any] = {}
    for place, text in offer.writes.items():
        if place == "line":
            sketch = reworded(text)(sketch)
            rows = [*sketch.measures]
            continue
        if place.startswith("measures."):
            _, row, key = place.split(".")
            rows += [MeasureSketch(name="")] * (int(row) + 1 - len(rows))
            value = parse_amount(text).value if key in ("baseline", "target") else text
            rows[int(row)] = msgspec.structs.replace(rows[int(row)], **{key: value})
        elif place == "guardrail":
            rows.append(MeasureSketch(name=text, role="guardrail"))
        elif place in ("due", "review_on", "turns_on"):
            fields[place] = understand_day(text, TODAY).day
        elif place in QUESTIONS:
            fields["dependencies"] = {**sketch.dependencies, place: text}
        else:
            fields[place] = text
    return msgspec.structs.replace(sketch, measures=rows, **fields)


class Case(msgspec.Struct, kw_only=True):
    """What one rule is tried on; a pair brings a setting of its own."""

    fires: list[Any]
    """Goals it speaks up about, the first of them as loudly as it usually does."""
    near: list[Any]
    """Goals close to those that it lets pass."""
    moot: list[Any] = []
    """Goals with nothing to judge yet; empty for a rule that always judges."""
    mend: Callable[[Sketch], Any]
    """Does what the finding says."""


UNREAD = but(wording=None)
NAMELESS = Sketch(start=TODAY)
LATER = dt.date(2027, 12, 31)
WORDY = "Raise the share of new teams that finish their setup in week one " + "and so on " * 6
EIGHTY = "Raise first-week setup from 48 to 65 % for the new teams of the mid-size market"
BUSY = around(other_goals=5)
FULL = around(hours_promised=6.0)
SOUTH = around(parent_title="Italy and Spain: grow sales", theme_title="")
MID_MARKET = around(parent_title="Grow in the mid-market", theme_title="")
UNLINKED = around(theme_title="")

CASES: dict[str, Case] = {
    "S1": Case(
        fires=[
            line("Improve the trial experience"),
            line("Get better at storytelling"),
            line("Become more strategic"),
            line("Support engineering"),
            but(title="Enhance onboarding", measures=[]),
            but(title="Enhance onboarding", measures=[bare("onboarding")]),
            but(title="Optimise checkout", measures=[guardrail()]),
        ],
        near=[
            line("Improve trial activation to 40 %"),
            line("Improve onboarding by 10 %"),
            line("Increase engagement"),
            line("Deliver great value"),
            line("Become a group product manager"),
            line("Launch the new import"),
            but(title="Enhance onboarding"),
            but(title="Enhance onboarding", measures=[metric(target=None)]),
        ],
        moot=[UNREAD, but(title="")],
        mend=reworded("Raise trial activation from 31 % to 40 % by 30 Jun 2027"),
    ),
    "S2": Case(
        fires=[
            line("Raise NPS to 45 and cut churn to 2 %"),
            line("Raise NPS from 38 to 45; raise CSAT from 4.1 to 4.4 by 31 Dec 2027"),
            but(title="Reach 90 % coverage and reduce bugs to 5 per release"),
            line("Raise activation from 20 % to 30 % and launch the billing page by 31 Dec 2027"),
            line("Raise NPS from 38 to 45 by 31 Dec 2027 and publish the playbook"),
        ],
        near=[
            line("Raise NPS to 45 by launching the survey and writing the guide"),
            line("Launch the billing page and raise activation from 20 % to 30 %"),
            line("Publish 4 posts and launch the newsletter"),
            line("Raise NPS from 38 to 45 while keeping churn under 3 %"),
            line("Raise NPS to 45 by calling 20 users"),
            line("Raise NPS and trust to 50"),
            line("Cut the process and guest checkout from 5 to 3 steps"),
            line("Raise activation from 31 % (EU) to 40 %"),
        ],
        moot=[UNREAD, line("Improve the trial and the import")],
        mend=reworded("Raise NPS from 38 to 45 by 31 Dec 2027"),
    ),
    "S3": Case(
        fires=[
            but(title="x" * 81, named=True),
            but(title="x" * 241),
            line("x" * 241),
            but(title=" ".join("a" * 31)),
            line(" ".join("a" * 31)),
            line(WORDY),
        ],
        near=[
            but(title="x" * 80, named=True),
            but(title=" ".join("a" * 30)),
            but(title=EIGHTY),
            but(title="x" * 240),
            line("x" * 240),
        ],
        moot=[but(title="")],
        mend=reworded("Raise first-week setup"),
    ),
    "S4": Case(
        fires=[
            line("Launch a reporting dashboard"),
            line("Redesign the website"),
            but(title="Build a chatbot", measures=[]),
        ],
        near=[
            line("Launch a dashboard so that leads find their numbers"),
            line("Launch the partner programme"),
            line("Raise dashboard use from 20 % to 45 %"),
            but(title="Build a chatbot"),
        ],
        moot=[UNREAD, line("Improve the app")],
        mend=reworded("Cut the time to a weekly report from 3 hours to 20 minutes"),
    ),
    "S5": Case(
        fires=[
            line("Build trust with sales"),
            line("Increase customer trust"),
            line("Ensure high quality"),
            but(title="Strengthen alignment", measures=[]),
            but(title="Strengthen alignment", measures=[metric(name="alignment", target=None)]),
        ],
        near=[
            line("Raise the trust score from 3.1 to 4"),
            line("Draft a skills matrix"),
            line("Launch the brand campaign"),
            line("Improve checkout"),
            but(title="Build trust with sales"),
            but(title="Build trust with sales", measures=[metric(target=None)]),
        ],
        moot=[UNREAD],
        mend=reworded("Raise the sales survey score from 3.1 to 4.0 by 15 Dec 2027"),
    ),
    "M1": Case(
        fires=[
            line("Improve retention"),
            line("Build trust with sales"),
            but(title="Improve onboarding", measures=[]),
            but(title="Improve onboarding", measures=[guardrail()]),
            but(title="Improve onboarding", measures=[bare("onboarding")]),
            but(title="Improve onboarding", measures=[metric(target=None)]),
            but(title="Improve onboarding", measures=[metric(target=None, definition="")]),
            but(title="Learn to price", measures=[], milestones=[], method="learning"),
            but(wording=None, measures=[]),
            but(wording=None, measures=[], method="okr"),
            but(wording=None, measures=[metric(name="", target=None)]),
        ],
        near=[
            without("measures"),
            line("Pass the security exam"),
            line("Launch the partner portal"),
            line("Raise NPS by 8 points"),
            but(title="Improve onboarding", measures=[metric(name="")]),
            but(title="Improve onboarding", measures=[metric(target=None, unit="")]),
            but(wording=None, measures=[metric(target=None, baseline=None)]),
            but(title="Learn to price", measures=[], method="learning"),
        ],
        mend=lambda s: msgspec.structs.replace(s, measures=[metric()]),
    ),
    "M2": Case(
        fires=[
            but(measures=[metric(baseline=None)]),
            line("Reach 65 % finished setups"),
            line("Raise NPS by 8 points"),
        ],
        near=[
            but(measures=[metric(baseline=0.0)]),
            but(measures=[metric(), EARLY]),
            but(measures=[metric(baseline=None, hold=True)]),
            line("Keep churn under 3 %"),
            line("Write 10 blog posts"),
            line("Win 5 deals"),
        ],
        moot=[
            without("measures"),
            but(measures=[metric(baseline=None, target=None)]),
            line("Improve retention"),
        ],
        mend=lambda s: msgspec.structs.replace(s, measures=[metric(baseline=50.0)]),
    ),
    "M3": Case(
        fires=[but(measures=[metric(definition="")])],
        near=[but(measures=[metric(definition="", source="activation report")])],
        moot=[without("measures"), but(measures=[metric(name="", definition="")])],
        mend=lambda s: but(measures=[metric(definition="import done", source="the report")]),
    ),
    "M4": Case(
        fires=[
            line("Launch the new import"),
            line("Run 12 customer interviews by 31 Mar 2027"),
            line("First deck sent to the board"),
            but(title="Launch the new import", measures=[]),
            but(title="Launch the new import", measures=[metric(baseline=None)]),
        ],
        near=[
            line("Launch the import so that admins finish alone"),
            line("Launch a chatbot to reduce support tickets"),
            line("Raise finished imports from 48 % to 65 %"),
            line("Pass the security exam"),
            line("Find three ways to price by 30 Apr 2027, and set a target after that"),
            but(title="Launch the new import"),
            but(title="Launch the new import", measures=[], method="learning"),
        ],
        moot=[UNREAD, line("Improve the product")],
        mend=reworded("Raise finished imports from 48 % to 65 % by 30 Sep 2027"),
    ),
    "M5": Case(
        fires=[
            line("Hold 12 interviews by 30 Jun 2027"),
            line("Run 12 customer interviews"),
            but(
                title="Write 10 blog posts",
                measures=[metric(name="blog posts", unit="", target=10.0)],
            ),
        ],
        near=[
            line("Win 12 deals"),
            line("Raise NPS to 45 after 12 interviews"),
            line("Reach 300 active users through workshops"),
            but(title="Hold 12 interviews", measures=[metric(unit="count", role="leading")]),
            but(title="Hold 12 interviews", measures=[metric(name="signed pilots", unit="")]),
            line("Cut open tickets from 400 to 250 tickets"),
            line("Zero open tickets"),
        ],
        moot=[UNREAD, line("Improve retention"), without("measures")],
        mend=lambda s: msgspec.structs.replace(
            s, measures=[msgspec.structs.replace(s.measures[0], role="leading")]
        ),
    ),
    "M6": Case(
        fires=[
            line("Reach 50,000 page views by 31 Dec 2027"),
            line("Raise GitHub stars from 400 to 2,000"),
            but(measures=[metric(name="followers", target=None), EARLY]),
            *(but(measures=[metric(name=name, unit="")]) for name in knowledge.smells().vanity),
        ],
        near=[
            line("Raise visitors who start a trial from 900 to 1,400"),
            line("Raise the review score from 3 to 4"),
            but(measures=[metric(name="story completion")]),
        ],
        moot=[without("measures"), line("Get more followers"), line("Increase page views")],
        mend=lambda s: msgspec.structs.replace(s, measures=[metric(name="trials begun")]),
    ),
    "M7": Case(
        fires=[
            but(measures=[metric()]),
            but(measures=[EARLY]),
            but(measures=[metric(role="proxy"), guardrail()]),
        ],
        near=[but(measures=[metric(), EARLY]), but(measures=[metric(role="proxy"), metric()])],
        moot=[without("measures"), but(measures=[guardrail()])],
        mend=lambda s: msgspec.structs.replace(s, measures=[metric(), EARLY]),
    ),
    "M8": Case(
        fires=[
            line("Raise lifetime value from $400 to $480 by 31 Mar 2027"),
            but(measures=[metric(name="annual retention")], due=days(184)),
            but(measures=[metric(name="brand awareness")], start=dt.date(2026, 1, 1), due=days(9)),
        ],
        near=[
            but(measures=[metric(name="annual retention")], due=days(185)),
            but(measures=[metric(name="annual retention"), EARLY], due=days(90)),
            but(measures=[metric(name="ltv"), metric(role="proxy")], due=days(90)),
            but(measures=[metric(name="retention")], due=days(90)),
            line("Raise day-7 retention from 30 % to 36 % by 31 Mar 2027"),
        ],
        moot=[
            without("measures"),
            but(measures=[metric(name="annual retention")], due=None),
            but(measures=[metric(name="lamps lit")], due=days(90)),
        ],
        mend=lambda s: msgspec.structs.replace(
            s, measures=[*s.measures, metric(name="monthly ARPU", role="proxy")]
        ),
    ),
    "M9": Case(
        fires=[
            line("Get the security certificate by 30 Sep 2027"),
            line("Launch the partner portal"),
            but(title="Pass the security exam", measures=[metric(target=None)]),
            but(wording=None, measures=[metric(target=None), guardrail()]),
        ],
        near=[
            but(wording=None, measures=[metric(target=None), EARLY]),
            but(wording=None, measures=[metric(target=0.0)]),
            but(title="Pass the security exam"),
            line("Raise NPS by 8 points"),
            without("measures"),
        ],
        moot=[
            line("Improve retention"),
            but(wording=None, measures=[]),
            but(wording=None, measures=[metric(name="", target=None), guardrail()]),
        ],
        mend=lambda s: msgspec.structs.replace(s, measures=[metric(target=None), EARLY]),
    ),
    "M10": Case(
        fires=[
            but(measures=[metric(target=48.0)]),
            but(measures=[metric(), metric(target=48.0)]),
            but(measures=[metric(target=31.0)]),
            line("Reduce response time from 4 to 9 hours"),
            line("Increase churn from 5 % to 3 %"),
            but(title="Cut review time", measures=[score(2.0, 3.0, "review time")]),
            but(title="Cut review time by 20 %", measures=[score(2.0, 3.0, "review time")]),
            line("Raise NPS from 45 to 45"),
            but(measures=[metric(target=67.0)]),
            but(measures=[metric(baseline=47.0)]),
        ],
        near=[
            but(title="Raise first-week setup", measures=[metric(target=48.1)]),
            but(measures=[metric(name="NPS", target=67.0)]),
            but(title="Hold setup", measures=[metric(target=48.0, hold=True)]),
            but(measures=[metric(baseline=None)]),
            but(measures=[metric(), guardrail(low=4.0)]),
            but(measures=[metric(), metric(role="guardrail", baseline=65.0)]),
            but(wording=None, measures=[metric(target=31.0)]),
            but(title="Cut setup time", measures=[metric(target=31.0)]),
            but(title="Cut review time", measures=[score(2.0, 3.0, "CSAT")]),
            but(title="Cut review time", measures=[score(3.0, 2.0, "review time")]),
            line("Reduce response time from 9 to 4 hours"),
            line("Keep churn under 10 %, now 12 %"),
        ],
        moot=[
            without("measures"),
            but(measures=[metric(target=None)]),
            line("Reduce response time"),
        ],
        mend=lambda s: reworded(SENTENCE)(msgspec.structs.replace(s, measures=[metric()])),
    ),
    "A1": Case(
        fires=[
            but(measures=[metric(baseline=40.0, target=61.0)], due=days(92)),
            line("Double activation within six weeks"),
            (STRONG, around(best_quarter=0.05)),
            line("Raise conversion by 10% by 30 Jun 2027"),
            (but(measures=[score(100, 142)], due=days(92)), around(best_quarter=0.2)),
            but(measures=[metric(baseline=40.0, target=61.0)], due=days(6)),
        ],
        near=[
            but(measures=[metric(baseline=40.0, target=60.0)], due=days(92)),
            but(measures=[metric(baseline=40.0, target=61.0)], due=days(93)),
            but(measures=[metric(target=61.0)], due=days(92), commitment="aspirational"),
            (STRONG, around(best_quarter=0.08)),
            (but(measures=[score(100, 101)]), around(best_quarter=0.001)),
            (but(measures=[score(40, 60)], due=days(92)), around(best_quarter=0.25)),
            but(title="Raise conversion by 5 % points", measures=[metric(target=53.0)]),
            line("Raise conversion from 10 % to 11 % by 30 Jun 2027"),
            line("Raise revenue by 10 % by 30 Jun 2027"),
        ],
        moot=[
            but(due=None),
            but(due=TODAY),
            but(measures=[metric(baseline=0.0)]),
            without("measures"),
            line("Raise conversion by 10 points by 30 Jun 2027"),
        ],
        mend=lambda s: (
            reworded(SENTENCE)(msgspec.structs.replace(s, measures=[metric()], due=DUE)),
            around(best_quarter=0.08),
        ),
    ),
    "A2": Case(
        fires=[
            but(measures=[score(50, 50.5)]),
            but(measures=[score(99.2, 99.9)]),
            but(commitment="aspirational", confidence=10),
            line("Raise NPS from 50 to 50.5"),
            line("Raise revenue by 1 %"),
        ],
        near=[
            but(measures=[score(50, 51)]),
            but(measures=[metric(baseline=99.2, target=99.9)]),
            but(measures=[metric(baseline=75.0, target=75.5)]),
            but(commitment="aspirational", confidence=9),
            but(commitment="committed", confidence=10),
            line("Raise revenue by 2 %"),
        ],
        moot=[
            without("measures"),
            but(measures=[metric(target=48.0)]),
            but(measures=[metric(baseline=None)]),
        ],
        mend=lambda s: msgspec.structs.replace(s, measures=[metric()], confidence=5),
    ),
    "A3": Case(
        fires=[
            line("Grow company revenue by 20 %"),
            line("Raise market share from 12 % to 15 %"),
            but(title="Raise the share price", measures=[metric(name="share price")]),
        ],
        near=[
            line("Grow company revenue by 20 % by launching a partner programme"),
            line("Raise revenue per account from $31 to $36"),
            but(title="Raise the share price"),
            but(title="Raise market share", measures=[metric(), metric(role="proxy")]),
        ],
        moot=[UNREAD, without("measures"), line("Get ahead of competitors")],
        mend=lambda s: msgspec.structs.replace(s, measures=[*s.measures, EARLY]),
    ),
    "A4": Case(
        fires=[
            without("dependencies"),
            but(dependencies={"resources": "", "shared_system": ""}),
            but(title="Launch the import with the data team", dependencies={}),
            but(wording=None, dependencies={}),
        ],
        near=[
            but(dependencies={"resources": "", "shared_system": "the account API"}),
            but(title="Launch the import with the data team"),
        ],
        mend=lambda s: msgspec.structs.replace(s, dependencies={"resources": "nobody but me"}),
    ),
    "A5": Case(
        fires=[
            (but(hours_week=2.5), FULL),
            (but(hours_week=None), BUSY),
            (STRONG, around(other_goals=9, hours_available=0)),
        ],
        near=[
            (but(hours_week=2.0), FULL),
            (but(hours_week=None), around(hours_promised=60.0)),
            (but(hours_week=60.0), around(hours_available=0)),
            (STRONG, around(other_goals=4)),
        ],
        mend=lambda s: (but(hours_week=2.0), around(hours_promised=6.0, other_goals=4)),
    ),
    "A6": Case(
        fires=[
            line("Learn pricing and raise revenue per account by 15 %"),
            line("Build a pricing model from scratch and raise revenue from $31 to $36"),
            but(done_before=False),
            (
                but(competency="pricing_and_packaging"),
                around(capability=3, skill="Pricing and Packaging"),
            ),
        ],
        near=[
            STRONG,
            but(done_before=True),
            but(done_before=False, method="learning"),
            (but(competency="pricing_and_packaging"), around(capability=4)),
            line("Raise revenue per account by 15 %"),
        ],
        moot=[line("Learn pricing"), but(wording=None, measures=[], done_before=False)],
        mend=lambda s: msgspec.structs.replace(s, method="learning"),
    ),
    "R1": Case(
        fires=[but(theme=None)],
        near=[
            but(theme=None, priority="p0000000000001"),
            but(theme=None, parent="g0000000000001"),
            but(theme=None, no_theme_reason="groundwork, agreed with my manager"),
        ],
        mend=lambda s: msgspec.structs.replace(s, no_theme_reason="groundwork"),
    ),
    "R2": Case(
        fires=[
            (but(title="Grow in the mid-market"), MID_MARKET),
            (but(title="In our mid-market: GROW"), MID_MARKET),
            (but(title="Grow sales in Spain, Italy, Malta"), SOUTH),
            but(title="Larger customers"),
        ],
        near=[
            STRONG,
            (but(title="Raise setups by mid-market admins"), MID_MARKET),
            (but(title="Grow sales in Spain, Malta"), SOUTH),
            but(title="Larger customers for the partner portal"),
        ],
        moot=[(STRONG, UNLINKED), (but(title=""), MID_MARKET)],
        mend=lambda s: (reworded("Raise setups by admins from 48 % to 65 %")(s), MID_MARKET),
    ),
    "R3": Case(
        fires=[
            but(measures=[metric(), EARLY]),
            but(measures=[metric(baseline=None)]),
            but(title="Double CSAT", measures=[score(2, 4)]),
            but(title="Grow trials by 20 %", measures=[metric(target=None)]),
            line("Cut lead time from 12 to 6 days"),
            line("Churn from 6 % to 4 %"),
            line("Cut hosting cost by 10 %"),
            line("Raise MRR from $50k to $70k"),
        ],
        near=[
            but(measures=[guardrail(), metric()]),
            but(measures=[metric(hold=True)]),
            but(measures=[score(4.1, 4.4)]),
            but(measures=[metric(name="lamps lit")]),
            line("Cut lead time from 12 to 6 days without more defects"),
            line("Raise NPS from 38 to 45"),
            line("Reduce bugs from 40 to 12"),
            line("Raise team engagement from 60 % to 70 %"),
        ],
        moot=[
            without("measures"),
            but(measures=[metric(target=None)]),
            but(measures=[guardrail()]),
            line("Improve retention"),
        ],
        mend=lambda s: msgspec.structs.replace(s, measures=[*s.measures, guardrail()]),
    ),
    "R4": Case(
        fires=[
            without("ethics"),
            but(ethics="", measures=[metric(name="daily users")]),
        ],
        near=[STRONG],
        moot=[
            without("ethics", "measures"),
            but(ethics="", measures=[score(4.1, 4.4)]),
            but(ethics="", measures=[metric(name="lead time")]),
            but(ethics="", measures=[metric(name="lamps lit")]),
        ],
        mend=lambda s: msgspec.structs.replace(s, ethics="reminders off by default"),
    ),
    "R5": Case(
        fires=[without("why")],
        near=[but(why="Because.")],
        mend=lambda s: msgspec.structs.replace(s, why="New teams give up"),
    ),
    "T1": Case(
        fires=[but(due=None), line("Raise NPS from 38 to 45"), line("Review NPS of 45 quarterly")],
        near=[
            but(due=TODAY),
            but(due=dt.date(2001, 1, 1)),
            line("Raise NPS from 38 to 45 by Q3"),
        ],
        mend=lambda s: msgspec.structs.replace(s, due=DUE),
    ),
    "T2": Case(
        fires=[
            line("Ship the import soon"),
            line("Raise NPS to 45 before the launch"),
            line("Ship the import by Q3"),
            line("Raise NPS to 45 in the next 6 months"),
            but(title="Raise first-week setup by Q2 2027"),
        ],
        near=[
            STRONG,
            line("Ship the import by 30 Jun 2027"),
            line("Ship the import by 1 May"),
            but(title="Ship the import by Q3"),
            but(title="Raise first-week setup soon"),
        ],
        moot=[
            UNREAD,
            line("Raise NPS from 38 to 45"),
            line("Raise NPS to 45 and look at it quarterly"),
            line("Send the Q3 report to 5 leads"),
        ],
        mend=reworded("Ship the import by 30 Jun 2027"),
    ),
    "T3": Case(
        fires=[
            without("milestones"),
            but(milestones=[step(dt.date(2027, 2, 1))]),
            but(due=days(93), milestones=[]),
            but(due=days(93), milestones=[step(days(40))]),
            but(milestones=[step(days(113)), step(DUE)]),
            but(milestones=[step(days(10)), step(days(20))]),
            but(due=days(92), milestones=[step(days(43)), step(days(80))]),
            but(due=days(80), milestones=[step(days(10)), step(days(20))]),
        ],
        near=[
            but(due=days(92), milestones=[]),
            but(due=days(92), milestones=[step(days(1))]),
            but(due=days(92), milestones=[step(days(42)), step(days(80))]),
            but(due=days(93), milestones=[step(days(43)), step(days(80))]),
            but(milestones=[step(days(112)), step(DUE)]),
            but(milestones=[step(days(200)), step(days(100))]),
        ],
        moot=[but(due=None), but(due=TODAY), but(due=TODAY - dt.timedelta(days=200))],
        mend=lambda s: msgspec.structs.replace(
            s, milestones=[step(s.start + (s.due - s.start) * n / 4) for n in (1, 2, 3)]
        ),
    ),
    "T4": Case(
        fires=[
            but(due=days(-1), start=dt.date(2026, 1, 1)),
            but(start=dt.date(2027, 7, 1)),
            (STRONG, around(parent_due=dt.date(2027, 6, 29))),
            line("Raise NPS to 45 by 30 Jun 2019"),
        ],
        near=[
            but(due=TODAY),
            but(start=DUE),
            but(start=dt.date(2020, 1, 1)),
            (STRONG, around(parent_due=DUE)),
            line("Raise NPS to 45 by 30 Jun 2027"),
        ],
        moot=[but(due=None), line("Raise NPS to 45")],
        mend=lambda s: (
            msgspec.structs.replace(s, due=dt.date(2027, 7, 2)),
            around(parent_due=dt.date(2027, 7, 2)),
        ),
    ),
    "T5": Case(
        fires=[
            without("next_action"),
            but(next_action="", due=None),
            but(review_on=DUE + dt.timedelta(days=1)),
        ],
        near=[but(next_action="", review_on=TODAY), but(review_on=None), but(review_on=DUE)],
        mend=lambda s: msgspec.structs.replace(s, next_action="Invite five admins", review_on=None),
    ),
    "T6": Case(
        fires=[
            without("milestones"),
            but(milestones=[step(dt.date(2027, 1, 1))]),
            but(start=dt.date(2026, 12, 10), milestones=[]),
        ],
        near=[
            but(due=dt.date(2026, 12, 31), milestones=[]),
            but(milestones=[step(dt.date(2026, 12, 31))]),
        ],
        moot=[
            but(due=None),
            but(start=dt.date(2027, 1, 1), milestones=[]),
            but(start=dt.date(2026, 12, 11), milestones=[]),
        ],
        mend=lambda s: msgspec.structs.replace(s, milestones=[step(dt.date(2026, 12, 18))]),
    ),
    "T7": Case(
        fires=[
            but(milestones=[step(TODAY), step(DUE + dt.timedelta(days=1), "Slides {x} [/y]")]),
            but(milestones=[wants(66.0)]),
            but(measures=[metric(baseline=70.0)], milestones=[wants(64.9)]),
        ],
        near=[
            but(milestones=[step(DUE)]),
            without("milestones"),
            but(milestones=[wants(65.0)]),
            but(milestones=[wants(40.0)]),
            but(measures=[metric(baseline=None)], milestones=[wants(80.0)]),
        ],
        moot=[but(due=None)],
        mend=lambda s: msgspec.structs.replace(s, milestones=[step(DUE)]),
    ),
    "T8": Case(
        fires=[
            but(method="learning"),
            but(method="learning", due=None),
            but(method="learning", turns_on=DUE + dt.timedelta(days=1)),
        ],
        near=[
            but(method="learning", turns_on=dt.date(2027, 4, 30)),
            but(method="learning", turns_on=DUE),
        ],
        moot=[STRONG, but(method="okr")],
        mend=lambda s: msgspec.structs.replace(s, turns_on=dt.date(2027, 4, 30)),
    ),
}
