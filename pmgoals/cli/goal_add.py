"""`pmgoals goal add`: a draft from options, committed when the critic lets it pass."""

from __future__ import annotations

from argparse import Namespace

import msgspec

from pmgoals.cli.parser import Parser, Run, Usage
from pmgoals.cli.session import Session
from pmgoals.errors import BadInput, PmgoalsError
from pmgoals.model.amounts import shown
from pmgoals.model.calendar import say_weekday
from pmgoals.model.draft import Draft, MeasureDraft
from pmgoals.model.goal import Goal
from pmgoals.model.reflection import Priority
from pmgoals.model.theme import Theme
from pmgoals.services.drafts import Assessed
from pmgoals.services.names import find
from pmgoals.services.planner import Planner
from pmgoals.smart.statement import own_words, read_as

MEASURE_OPTIONS = {
    "name": "metric",
    "definition": "what_counts",
    "source": "source",
    "baseline": "from_",
    "target": "to",
    "unit": "unit",
    "role": "role",
}
"""Options by field of the main measure."""

FIELD_OPTIONS = {
    "why": "why",
    "problem": "problem",
    "people": "people",
    "method": "method",
    "kind": "kind",
    "start": "start",
    "due": "by",
    "review_on": "review_on",
    "turns_on": "turns_on",
    "next_action": "next",
    "hours_week": "hours",
    "resources": "resources",
    "promised_elsewhere": "promised_elsewhere",
    "must_ship_first": "must_ship_first",
    "shared_system": "shared_system",
    "obstacle": "obstacle",
    "cue": "if_",
    "response": "then",
    "no_theme_reason": "no_theme",
    "ethics": "ethics",
}
"""Options by field of the draft, taken as typed."""


def goal_add(parser: Parser) -> Run:
    """Declare `goal add`."""
    parser.add_argument("text", nargs="*", metavar="TEXT|-", help="the goal as one says it")
    measure = parser.add_argument_group("its measure")
    measure.add_argument("--metric", metavar="NAME")
    measure.add_argument("--from", dest="from_", metavar="VALUE", help="where it stands today")
    measure.add_argument("--to", metavar="VALUE", help="where it is to be")
    measure.add_argument("--unit", metavar="UNIT")
    measure.add_argument("--what-counts", metavar="TEXT", help="its definition")
    measure.add_argument("--source", metavar="TEXT", help="where it is read")
    measure.add_argument("--role", metavar="ROLE", help="lagging, leading or proxy")
    measure.add_argument(
        "--guardrail",
        metavar="NAME[=LIMIT]",
        action="append",
        help="what must not suffer, as NAME, NAME=LIMIT or NAME=TODAY..LIMIT; may be repeated",
    )
    time = parser.add_argument_group("its time")
    time.add_argument("--by", metavar="DATE", help="the deadline")
    time.add_argument("--start", metavar="DATE")
    time.add_argument("--review-on", metavar="DATE")
    time.add_argument("--turns-on", metavar="DATE", help="when a learning goal gets a target")
    time.add_argument("--hours", metavar="N", help="hours a week")
    time.add_argument("--next", metavar="TEXT", help="the next action")
    _declare_rest(parser)
    return _add


def _declare_rest(parser: Parser) -> None:
    rest = parser.add_argument_group("the rest")
    rest.add_argument("--method", metavar="M", help="smart, okr or learning")
    rest.add_argument("--kind", metavar="K", help="strategic, tactical or development")
    rest.add_argument("--stretch", action="store_true", help="aspirational: 0.7 is a good result")
    rest.add_argument("--theme", metavar="THEME", help="the theme it serves")
    rest.add_argument("--parent", metavar="GOAL", help="the goal above it")
    rest.add_argument("--no-theme", metavar="REASON", help="why it serves none")
    rest.add_argument("--priority", metavar="P", help="the priority it follows from")
    rest.add_argument("--competency", metavar="C", help="the competency it develops")
    for name in ("why", "problem", "people", "resources", "promised-elsewhere", "must-ship-first",
                 "shared-system", "obstacle", "ethics", "then"):  # fmt: skip
        rest.add_argument(f"--{name}", metavar="TEXT")
    rest.add_argument("--if", dest="if_", metavar="TEXT", help="the cue of an if-then plan")
    rest.add_argument("--privacy", choices=("me", "mentor", "manager", "public"))
    rest.add_argument(
        "--keep", metavar="RULE=REASON", action="append", help="a finding that stands, and why"
    )
    begun = parser.add_argument_group("where it begins")
    begun.add_argument("--draft", metavar="ID", help="go on with one of `draft list`")
    begun.add_argument("--template", metavar="KEY", help="begin with one of `goal templates`")
    begun.add_argument(
        "--blank",
        metavar="NAME=TEXT",
        action="append",
        help="what stands in a blank of the template; may be repeated",
    )


def _add(args: Namespace, session: Session) -> None:
    planner = session.planner
    draft = _filled(_begun(args, session), args, planner)
    found = planner.drafts.assess(draft)
    try:
        goal = planner.drafts.commit(draft)
    except PmgoalsError:
        _keep_draft(draft, found, session)
        raise
    session.out.say(goal.id)
    session.out.tell(f"Committed “{own_words(found.sketch)}”.")
    if read := read_as(found.sketch):
        session.out.tell(f"Read as: {read}.")
    if goal.due:
        session.out.tell(f"It is due on {say_weekday(goal.due)}.")
    for step in planner.plan.milestones_of(goal.id):
        session.out.tell(f"  {say_weekday(step.due)}  {step.title}")
    for finding in found.judgement.findings:
        if finding.severity == "warn":
            session.out.tell(f"{finding.rule} {finding.message} {finding.mend}")


def _begun(args: Namespace, session: Session) -> Draft:
    """Return the draft to fill: a new one, one of a template, or the saved one that was named."""
    drafts = session.planner.drafts
    if args.draft and args.template:
        raise Usage("goal add begins with --draft or with --template.", "Give one of them.")
    if args.blank and not args.template:
        raise Usage(
            "goal add: --blank goes with --template.", "`pmgoals goal templates` lists them."
        )
    text = " ".join(session.text(args.text).split()) if args.text else ""
    if not (args.draft or args.template):
        return drafts.begin(text)
    begun = _of_template(args, session, text) if args.template else drafts.named(args.draft)
    if not text:
        return begun
    fields = {key: value for key, value in begun.fields.items() if key != "title"}
    return msgspec.structs.replace(begun, line=text, fields=fields)


def _of_template(args: Namespace, session: Session, line: str) -> Draft:
    """Return a new draft of the template that was named, its blanks filled."""
    from pmgoals.cli.goal_templates import filled_blanks  # most goals begin with a sentence

    planner = session.planner
    template = planner.templates.named(args.template)
    blanks = filled_blanks(args.blank or [], template, planner)
    return planner.templates.fill(template, blanks, line, due=args.by or "")


def _filled(draft: Draft, args: Namespace, planner: Planner) -> Draft:
    """Return a draft with what the options say."""
    fields = dict(draft.fields)
    for field, option in FIELD_OPTIONS.items():
        if getattr(args, option) is not None:
            fields[field] = getattr(args, option)
    if args.stretch:
        fields["stretch"] = "aspirational"
    if args.theme:
        fields["theme"] = find(planner.plan, Theme, args.theme).id
    if args.parent:
        fields["parent"] = find(planner.plan, Goal, args.parent).id
    if args.priority:
        fields["priority"] = find(planner.plan, Priority, args.priority).id
    if args.competency:
        fields["competency"] = planner.competencies.named(args.competency).key
    return msgspec.structs.replace(
        draft,
        fields=fields,
        measures=_measures(draft, args),
        overrides=draft.overrides | _kept(args.keep or []),
        privacy=args.privacy or draft.privacy,
    )


def _measures(draft: Draft, args: Namespace) -> list[MeasureDraft]:
    given = {
        field: getattr(args, option)
        for field, option in MEASURE_OPTIONS.items()
        if getattr(args, option) is not None
    }
    measures = list(draft.measures)
    if measures:
        measures[0] = msgspec.structs.replace(measures[0], **given)
    elif given or args.guardrail:
        measures = [MeasureDraft(**given)]  # empty before guardrails: the sentence fills it
    for text in args.guardrail or []:
        name, _, limits = text.rpartition("=") if "=" in text else (text, "", "")
        baseline, dots, target = limits.partition("..")
        if not dots:
            baseline, target = "", limits
        name, sign = name.rstrip(" <>≤≥"), name[len(name.rstrip(" <>≤≥")) :]
        if ">" in sign or "≥" in sign:
            raise BadInput(
                f"“{shown(text)}” needs today's value to be a lower limit.",
                f"Write it as: --guardrail '{shown(name)}=TODAY..{shown(limits)}'",
            )
        measures.append(MeasureDraft(name=name, baseline=baseline, target=target, role="guardrail"))
    return measures


def _kept(texts: list[str]) -> dict[str, str]:
    """Return reasons by rule id."""
    kept = {}
    for text in texts:
        rule, _, reason = text.partition("=")
        if not reason.strip():
            raise BadInput("A finding stands only with a reason.", "Write: --keep M3=REASON")
        kept[rule.strip().upper()] = reason.strip()
    return kept


def _keep_draft(draft: Draft, found: Assessed, session: Session) -> None:
    """Save what was typed, and tell what else stands in the way of the commit."""
    for finding in found.judgement.blocks[1:]:
        session.out.tell(f"{finding.rule}: {finding.message} {finding.mend}")
    try:
        session.planner.drafts.save(draft)
    except PmgoalsError as error:
        session.out.tell(f"What was typed could not be kept as a draft. {error}")
        return
    session.out.tell(
        f"What was typed is kept as draft {draft.id}; "
        f"go on with: pmgoals goal add --draft {draft.id[:6]}"
    )
