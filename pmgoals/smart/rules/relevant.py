"""R: whether it serves something, and at what price."""

from __future__ import annotations

from pmgoals import knowledge
from pmgoals.smart.finding import Offer
from pmgoals.smart.rules.notice import (
    MOOT,
    Notice,
    family_of,
    metric_name,
    says,
    writes,
)
from pmgoals.smart.sketch import Setting, Sketch
from pmgoals.smart.tokens import tokens

COSTLY = ("growth", "engagement", "speed", "cost", "money")
"""Natures of metrics that hurt something else when pushed hard."""
ASKED = ("growth", "engagement")
"""Natures of metrics that want an ethics check."""
SAME = 0.8
"""Share of common words from which one title is a copy of another."""
MOST_THEMES = 3
"""Themes that are offered at once."""


def serves_nothing(sketch: Sketch, setting: Setting) -> Notice | None:
    """R1: no theme, priority, parent or reason."""
    if sketch.theme or sketch.priority or sketch.parent or sketch.no_theme_reason:
        return None
    offers = tuple(Offer(title, {"theme": id}) for id, title in setting.theme_choices[:MOST_THEMES])
    return Notice("theme", offers=offers)


def copy_of_parent(sketch: Sketch, setting: Setting) -> Notice | None:
    """R2: the words of the goal above, or of its theme, said again."""
    above = [title for title in (setting.parent_title, setting.theme_title) if title]
    if not sketch.title or not above:
        return MOOT
    for title in above:
        if says_the_same(sketch.title, title):
            return Notice("line", {"parent": title})
    return None


def says_the_same(one: str, other: str) -> bool:
    """Tell whether two titles have nearly the same words that carry them."""
    mine, theirs = content(one), content(other)
    return bool(mine and theirs) and len(mine & theirs) >= SAME * len(mine | theirs)


def content(title: str) -> frozenset[str]:
    """Return the words of a title that carry it, in lower case."""
    words = (t.low for t in tokens(title[:400]) if t.kind in ("word", "glued"))
    return frozenset(words) - knowledge.smells().small


def no_guardrail(sketch: Sketch, _: Setting) -> Notice | None:
    """R3: a metric is pushed and nothing watches what it may cost."""
    main = sketch.main
    seen = sketch.wording.reading if sketch.wording else None
    if main is None or (main.target is None and not (seen and seen.change_value)):
        return MOOT
    if seen is not None and seen.outcome == "output":
        return MOOT  # a count of work pushes nothing
    if any(m.role == "guardrail" for m in sketch.measures) or main.hold:
        return None
    family = family_of(sketch)
    pushed = sketch.wording and any(
        v.low in knowledge.smells().pushing for v in sketch.wording.acts
    )
    way = main.direction if main.direction in ("increase", "decrease") else seen and seen.direction
    against = family is not None and way == ("increase" if family.lower_is_better else "decrease")
    if not pushed and (family is None or family.nature not in COSTLY or against):
        return None
    if says(sketch, knowledge.smells().keeps):
        return None
    offers = writes("guardrail", *(family.guardrails if family else ()))
    return Notice(
        "guardrail",
        {"metric": metric_name(main)},
        offers=offers,
        case=family.nature if family and family.nature in COSTLY else "",
        severity="info" if sketch.alone else None,
    )


def ethics_unanswered(sketch: Sketch, _: Setting) -> Notice | None:
    """R4: a growth or engagement goal, and nothing says what it asks of people."""
    family = family_of(sketch)
    if family is None or family.nature not in ASKED or sketch.main is None:
        return MOOT
    return None if sketch.ethics else Notice("ethics", {"nature": family.nature})


def no_why(sketch: Sketch, _: Setting) -> Notice | None:
    """R5: no reason of one's own."""
    return None if sketch.why else Notice("why")
