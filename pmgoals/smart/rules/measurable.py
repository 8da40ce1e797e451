"""M: whether anyone will be able to see that it worked."""

from __future__ import annotations

import datetime as dt
import math

from pmgoals import knowledge
from pmgoals.model.amounts import Amount, converted, say_amount, say_plain
from pmgoals.smart.finding import Offer
from pmgoals.smart.method import learns
from pmgoals.smart.metrics import first_of, vanity_in, wish_in
from pmgoals.smart.reading import Reading, Wording, parse
from pmgoals.smart.rules.notice import (
    MOOT,
    Notice,
    family_of,
    further_measures,
    measure_offer,
    metric_name,
    metric_pieces,
    reworded,
)
from pmgoals.smart.rules.specific import names_impact
from pmgoals.smart.sketch import MeasureSketch, Setting, Sketch

TWO_QUARTERS = dt.timedelta(days=184)
"""Span within which a slow metric shows nothing yet."""
NEAR_A_NUMBER = 3
"""Words behind a number among which the counted thing stands."""


def no_measure(sketch: Sketch, _: Setting) -> Notice | None:
    """M1: nothing tells whether it was reached; milestones of a learning goal do."""
    seen = sketch.wording.reading if sketch.wording else None
    if sketch.measured or (seen is not None and not seen.vague):
        return None  # a number, or an event that anyone can check
    if sketch.method == "learning" and sketch.milestones:
        return None
    main = sketch.main
    if main is None or not main.name:
        return Notice("metric")
    if seen is None or ((main.definition or main.source) and not main.unit):
        return None  # it is said what would be there; yes or no is the least it says
    return Notice("target", {"metric": main.name}, case="target")


def no_baseline(sketch: Sketch, _: Setting) -> Notice | None:
    """M2: a target, or a change, without where the metric stands today."""
    main = sketch.main
    seen = sketch.wording.reading if sketch.wording else None
    change = seen.change_value if seen else None
    if main is None or (main.target is None and change is None):
        return MOOT
    if main.baseline is not None or main.hold:
        return None
    counted = seen is not None and seen.target == main.target and seen.unit == "count"
    if counted and (sketch.alone or (seen is not None and seen.outcome == "output")):
        return None  # things to do and to obtain are counted from zero
    return Notice("baseline", {"metric": metric_name(main)})


def undefined_metric(sketch: Sketch, _: Setting) -> Notice | None:
    """M3: no definition and no source."""
    main = sketch.main
    if main is None or not main.name:
        return MOOT
    if main.definition or main.source:
        return None
    return Notice("definition", {"metric": main.name})


def output_not_outcome(sketch: Sketch, _: Setting) -> Notice | None:
    """M4: a piece of work, and nothing that it would change."""
    if sketch.wording is None:
        return MOOT
    seen, acts = sketch.wording.reading, sketch.wording.acts
    if seen.outcome == "unclear":
        return MOOT
    if seen.outcome != "output" or names_impact(sketch):
        return None
    if sketch.method == "learning" or learns(sketch):
        return None
    main = sketch.main
    if main is not None and main.baseline is not None and main.target is not None:
        return None
    verb = next((v for v in acts if v.does("output")), None)
    if verb is None:
        return Notice("metric", case="unnamed")
    piece = sketch.wording.pieces[verb.index]
    return Notice("metric", {"verb": piece.text}, (piece.start, piece.end))


def activity_count(sketch: Sketch, _: Setting) -> Notice | None:
    """M5: the number counts what is done, not what comes of it; good to steer by."""
    if sketch.wording is None:
        return MOOT
    seen, main = sketch.wording.reading, sketch.main
    span = seen.spans.get("target")
    if main is None or span is None or main.target is None:
        return MOOT
    if main.role != "lagging" or seen.direction == "decrease" or main.target <= 0:
        return None
    if main.name != (seen.metric or ""):
        return None  # the person measures something else by now
    activities = knowledge.smells().activities
    near = [t for t in sketch.wording.pieces if t.start >= span[1]][:NEAR_A_NUMBER]
    counted = next((t for t in near if t.low in activities), None)
    if counted is None or main.unit not in ("", "count"):
        return None
    offers = (measure_offer(sketch.main_row, "keep it as leading", role="leading"),)
    return Notice("role", {"activity": counted.low}, (span[0], counted.end), offers)


def vanity_metric(sketch: Sketch, _: Setting) -> Notice | None:
    """M6: a number that can grow while nobody is better off."""
    main = sketch.main
    if main is None or (main.target is None and not sketch.measured):
        return MOOT
    met = vanity_in(metric_pieces(sketch))
    seen = sketch.wording.reading if sketch.wording else None
    if met is None or "decrease" in (main.direction, seen.direction if seen else ""):
        return None
    where, instead = met
    there = first_of(sketch.wording.pieces, (where.words,)) if sketch.wording else None
    span = (there.start, there.end) if there else None
    offers = (measure_offer(sketch.main_row, instead, name=instead),)
    return Notice("metric", {"metric": where.words}, span, offers)


def one_kind_of_measure(sketch: Sketch, _: Setting) -> Notice | None:
    """M7: only results, or only activity."""
    roles = {m.role for m in sketch.measures if m.role != "guardrail"}
    if not roles:
        return MOOT
    if roles & {"leading", "proxy"} and "lagging" in roles:
        return None
    late = "lagging" in roles
    family = family_of(sketch) if late else None
    names = family.leading if family else _wished(sketch, "leading" if late else "lagging")
    role = "leading" if late else "lagging"
    offers = further_measures(sketch, names, role)
    return Notice("role", offers=offers, case="" if late else "early")


def _wished(sketch: Sketch, role: str) -> tuple[str, ...]:
    """Return the measures of the soft wish in the sentence that have a role."""
    met = wish_in(sketch.wording.pieces) if sketch.wording else None
    return tuple(m.metric for m in met[1].measures if m.role == role) if met else ()


def slow_metric(sketch: Sketch, setting: Setting) -> Notice | None:
    """M8: it shows nothing before the goal is over, and nothing faster stands in."""
    family = family_of(sketch)
    if sketch.main is None or sketch.due is None or family is None:
        return MOOT
    if not family.slow or sketch.due - max(sketch.start, setting.today) > TWO_QUARTERS:
        return None
    if any(m.role in ("proxy", "leading") for m in sketch.measures):
        return None
    offers = further_measures(sketch, family.proxies, "proxy")
    return Notice("role", {"metric": metric_name(sketch.main)}, offers=offers)


def only_yes_or_no(sketch: Sketch, _: Setting) -> Notice | None:
    """M9: no measure has a number."""
    seen = sketch.wording.reading if sketch.wording else None
    named = any(m.role != "guardrail" and m.name for m in sketch.measures)
    if sketch.measured or (seen is not None and seen.has_number):
        return None
    if seen is not None and not seen.vague:
        return Notice("target")
    return Notice("target") if named and not sketch.alone else MOOT


def contradictory_direction(sketch: Sketch, setting: Setting) -> Notice | None:
    """M10: the target is where the metric stands already, or lies the other way than said.

    Numbers that differ from those of the sentence are milder: one of the two is simply out of date.
    """
    seen = sketch.wording.reading if sketch.wording else None
    measures = [m for m in sketch.measures if m.target is not None and m.role != "guardrail"]
    for measure in measures:
        kept = measure.hold or (seen is not None and seen.direction == "maintain")
        if measure.target == measure.baseline and not kept:
            return Notice("target", {"metric": metric_name(measure)})
    said = _against_the_verb(sketch, setting) or _beside_the_sentence(sketch, setting)
    return said or (None if measures else MOOT)


def _against_the_verb(sketch: Sketch, setting: Setting) -> Notice | None:
    """Return what is wrong when the verb says up and the numbers say down, or the reverse."""
    main, wording = sketch.main, sketch.wording
    if wording is None or main is None or main.baseline is None or main.target is None:
        return None
    seen = wording.reading
    span = seen.spans.get("target") if seen.baseline is not None else None
    if span is None and not _same_metric(main.name, seen.metric):
        return None  # numbers of another metric than the sentence's
    end = span[0] if span else len(wording.text)
    verbs = [v for v in wording.acts if wording.pieces[v.index].start < end]
    verb = next((v for v in reversed(verbs) if v.does("increase", "decrease")), None)
    rises = main.target > main.baseline
    if verb is None or verb.does("increase") == rises or main.target == main.baseline:
        return None
    now, then = (say_amount(v, main.unit) for v in (main.baseline, main.target))
    piece = wording.pieces[verb.index]
    words = {"verb": piece.text, "now": now, "then": then}
    offers = (_turned(wording, main, sketch.main_row, setting),)
    return Notice("target", words, (piece.start, piece.end), offers, case="against")


def _turned(wording: Wording, main: MeasureSketch, row: int, setting: Setting) -> Offer:
    """Return the offer that turns the numbers round, in the sentence too when they stand there."""
    seen, label = wording.reading, "turn the numbers round"
    assert main.baseline is not None and main.target is not None
    turned = {"baseline": say_plain(main.target), "target": say_plain(main.baseline)}
    fields = measure_offer(row, label, **turned)
    if not {"baseline", "target"} <= seen.spans.keys():
        return fields
    now, then = (wording.text[slice(*seen.spans[key])] for key in ("baseline", "target"))
    same = (main.baseline, main.target) == (seen.baseline, seen.target)
    if not same:
        unit = main.unit or seen.unit or ""
        now, then = _as_said(main.baseline, unit), _as_said(main.target, unit)
    anew = reworded(wording, {"baseline": then, "target": now})
    numbers = {"baseline": main.target, "target": main.baseline}
    if not _reads_as(anew, wording, setting, **numbers):
        return fields
    return Offer(label, {"line": anew, **({} if same else fields.writes)})


def _beside_the_sentence(sketch: Sketch, setting: Setting) -> Notice | None:
    """Return where a number of the main measure is not the one that the sentence says of it."""
    main, wording = sketch.main, sketch.wording
    if main is None or wording is None or not _same_metric(main.name, wording.reading.metric):
        return None
    for key in ("target", "baseline"):
        said, kept = _said_in_unit(wording.reading, key, main.unit), getattr(main, key)
        span = wording.reading.spans.get(key)
        if said is None or kept is None or span is None or _alike(said, kept):
            continue
        unit = main.unit or (wording.reading.unit or "")
        words = {"said": wording.text[slice(*span)], "kept": say_amount(kept, main.unit)}
        offers = [measure_offer(sketch.main_row, f"take {words['said']}", **{key: say_plain(said)})]
        anew = reworded(wording, {key: _as_said(kept, unit)})
        if _reads_as(anew, wording, setting, **{key: kept}):
            offers.append(Offer(f"write {words['kept']} in the sentence", {"line": anew}))
        case = "beside" if key == "target" else "beside_now"
        return Notice("target", words, span, tuple(offers), case=case, severity="warn")
    return None


def _said_in_unit(seen: Reading, key: str, unit: str) -> float | None:
    """Return a number of the sentence in the unit of the measure; None where it has none."""
    value = getattr(seen, key)
    own = None if seen.unit in ("count", "ratio", "x") else seen.unit
    return None if value is None else converted(Amount(value, own), unit)


def _alike(one: float, other: float) -> bool:
    """Tell whether two numbers differ by no more than a rounding: 2/3 and 0.667."""
    return math.isclose(one, other, rel_tol=1e-3, abs_tol=1e-9)


def _reads_as(anew: str, wording: Wording, setting: Setting, **numbers: float) -> bool:
    """Tell whether a sentence said anew differs from the old one in these numbers alone."""
    before, after = wording.reading, parse(anew, setting.today).reading
    kept = all(getattr(before, key) == getattr(after, key) for key in ("metric", "unit", "bound"))
    there = {key: getattr(before, key) for key in ("baseline", "target")} | numbers
    return kept and all(
        (value is None) == (getattr(after, key) is None)
        and (value is None or _alike(value, getattr(after, key)))
        for key, value in there.items()
    )


def _same_metric(name: str, said: str | None) -> bool:
    """Tell whether a measure's name is that of the sentence, perhaps with a word more."""
    if not name or not said:
        return False
    here, there = name.casefold(), said.casefold()
    return here in there or there in here


def _as_said(value: float, unit: str) -> str:
    """Return a value as one writes it in a sentence."""
    if unit in ("", "count", "points", "ratio", "x"):
        return say_plain(value)
    return say_amount(value, unit).replace(" %", "%")
