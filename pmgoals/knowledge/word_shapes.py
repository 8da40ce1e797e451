"""The shapes of the word lists: what the goal reader and the goal critic know of words."""

from __future__ import annotations

import msgspec


class Acting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By which words a verb is told from a noun. Verbs stand in all their forms."""

    openers: frozenset[str]
    """Words behind which a verb stands: `to`, `we`, `must`."""
    waiting: frozenset[str]
    """Nouns whose infinitive only says which one: `time to hire`."""
    determiners: frozenset[str]
    """Words that begin the object of a verb that no list holds."""
    no_verbs: frozenset[str]
    """Words that open a sentence and are no verb."""
    people: frozenset[str]
    """Who is served by an opening verb: `support customers`."""
    reached: frozenset[str]
    """Nouns behind a subject that are spelled like a verb of reaching: `sales target`."""
    endings: tuple[str, ...]
    """Endings that look like a verb's."""
    means: frozenset[str]
    """Words behind which a verb names the way there, or a purpose."""
    made: frozenset[str]
    """Words behind `make` that show that a thing is made, not changed."""
    more: frozenset[str]
    """Words for a larger number."""
    fewer: frozenset[str]
    """Words for a smaller one."""
    making: frozenset[str]
    """Verbs that improve something before an adjective: `make search fast`."""
    beginning: frozenset[str]
    """Verbs that only lead to another: `start to write`."""
    becoming: frozenset[str]
    """Verbs that improve something before a comparative: `get better at`."""


class Changing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a change is said."""

    sizes: dict[str, float]
    """Verbs, in all their forms, that say by how many per cent: `double`."""
    times: dict[str, float]
    """Words before `as many` that do: `twice`."""
    compared: frozenset[str]
    """Words behind `as` that make it so."""
    wholes: frozenset[str]
    """Words behind `half` that make it a part of a whole."""
    nouns: dict[str, str]
    """Words for a change, and its way."""
    leading_on: frozenset[str]
    """Words behind a number by which the sentence goes on."""
    about: frozenset[str]
    """Words between `by` and a number."""
    periods: frozenset[str]
    """Short ways to say that a rate compares periods: `yoy`."""
    levels: frozenset[str]
    """Words that make a number behind them a level, not a change."""


class Naming(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the name of a metric begins and ends."""

    stops: frozenset[str]
    """Words and signs at which a noun phrase ends."""
    leads: frozenset[str]
    """Words that do not begin a name."""
    tails: frozenset[str]
    """Words that do not end one."""
    levels: frozenset[str]
    """Words behind `to` by which it leads to a level: `to under 5`."""
    up_to: frozenset[str]
    """Words and signs between a name and its number."""
    breaking: frozenset[str]
    """Words that break a phrase that leads right up to its number."""
    parting: frozenset[str]
    """Those of them that part even what stands between a verb and `from 30 %`."""
    particles: frozenset[str]
    """Words that can belong to a verb before them: `handed over`."""
    relative: frozenset[str]
    """Words before a verb inside a name: `users who sign up`."""
    pointing: frozenset[str]
    """Words that say no name: `it`."""
    said_of: frozenset[str]
    """Words behind a name that are no part of it: `target`."""


class Aiming(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What tells a result from a piece of work. Verbs stand in all their forms."""

    having: frozenset[str]
    """Verbs of what is to be there: `have`, `average`."""
    keeping: frozenset[str]
    """Those of them that can hold one thing: `have a checklist`."""
    assuring: frozenset[str]
    """Verbs that promise a state of things: `ensure`."""
    whole: frozenset[str]
    """Words that make such a state one that anyone can check: `all`."""
    mending: frozenset[str]
    """Verbs of work that need more than a thing to be checked: `fix onboarding`."""
    giving: frozenset[str]
    """Verbs of work that give what is never used up: `spend time`."""
    given: frozenset[str]
    """What they give: `time`, `more`."""
    trying: frozenset[str]
    """Verbs of learning that are counted as work: `practise`."""
    states: frozenset[str]
    """Words before a participle that make it a state: `is signed`."""
    one: frozenset[str]
    """Words that begin one thing: `a checklist`."""
    sharing: frozenset[str]
    """Words between two verbs with one object: `study for and pass`."""
    parts: frozenset[str]
    """Words and signs between the parts of an object."""
    about: frozenset[str]
    """Words behind which an object is described."""
    rhythms: frozenset[str]
    """Words by which work repeats."""
    behind_done: frozenset[str]
    """Words and signs behind a participle that ends a deliverable."""


class Joining(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How goals are joined."""

    joiners: frozenset[str]
    """Words and signs between two goals."""
    limiting: frozenset[str]
    """Words behind which a number says more about the same goal: `in 3 markets`."""
    guarding: frozenset[str]
    """Words that lead to what must not suffer."""
    within: frozenset[str]
    """Words behind which a number is a detail of its own verb: `hire within 3 weeks`."""
    ways: frozenset[str]
    """Words that lead to how it is done: `by calling`."""


class Moving(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which number is where it stands, and which where it goes."""

    now: frozenset[str]
    """Words right before a baseline."""
    today: frozenset[str]
    """Those that need not stand right before it."""
    behind: frozenset[str]
    """Words right behind a baseline."""
    stands: frozenset[str]
    """Words before `at` and a baseline."""
    describing: frozenset[str]
    """Words behind which a number only describes."""
    aims: frozenset[str]
    """Words behind which a number is aimed at."""


class Counting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which numbers say no amount."""

    past: frozenset[str]
    """Words before a span that make it a window: `first 30 days`."""
    spans: frozenset[str]
    """Its units beside those of time."""
    behind_one: frozenset[str]
    """Words behind a `one` that counts nothing: `one another`."""
    before_one: frozenset[str]
    """Words before such a `one`: `day one`."""
    issues: frozenset[str]
    """Words that make a decimal before them a name: `2.1 release`."""
    scaled: frozenset[str]
    """What makes a number behind capitals a value: `NPS 50 %`."""
    days: frozenset[str]
    """Words between a number and its unit of time: `working days`."""


class Opening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said before a goal and is no part of it."""

    who: frozenset[str]
    """Who wants it."""
    wishing: tuple[str, ...]
    """How they say so, behind them: `want to`; `'d like to` is glued to them."""
    able: frozenset[str]
    """Words behind either that add nothing: `be able to`."""
    whose: frozenset[str]
    """Words before `goal`."""
    goals: frozenset[str]
    """Words for a goal that is named as one: `my aim is to`."""
    spans: frozenset[str]
    """Words behind them that say for when: `my goal for Q3 is`."""
    longest: int
    """Words that such a span has at most."""
    then: frozenset[str]
    """Words behind `is` that are no part of the goal either."""


class Reasoning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the reason for a goal is said behind it."""

    leads: tuple[str, ...]
    """Words that lead to a reason: `so that`."""
    so: frozenset[str]
    """Words behind a bare `so` that make it lead to one: `so we can sleep`."""
    can: frozenset[str]
    """Words a little further behind a bare `so` that do: `so support can keep up`."""
    rates: frozenset[str]
    """Words that begin a rate: `from 2 to 4 a week`."""
    periods: frozenset[str]
    """Words that end one."""
    no_acts: frozenset[str]
    """Words behind `to` that are no verb of a purpose: `to the team`, `to below 4 %`."""


class Grammar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that hold a sentence together, by what they tell the reader."""

    opening: Opening
    """What is said before a goal and is no part of it."""
    reasoning: Reasoning
    """How the reason for a goal is said behind it."""
    acting: Acting
    """By which words a verb is told from a noun."""
    changing: Changing
    """How a change is said."""
    naming: Naming
    """Where the name of a metric begins and ends."""
    aiming: Aiming
    """What tells a result from a piece of work."""
    joining: Joining
    """How goals are joined."""
    moving: Moving
    """Which number is where it stands, and which where it goes."""
    counting: Counting
    """Which numbers say no amount."""


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words the goal reader knows, all in lower case."""

    grammar: Grammar
    """Words that hold a sentence together, by what they tell the reader."""
    negations: frozenset[str]
    """Words that turn a limit round: `must not fall below`."""
    numbers: dict[str, float]
    """What number words come to."""
    scales: dict[str, float]
    """What words behind a number multiply it by: `million`."""
    letters: dict[str, float]
    """What letters glued to a number multiply it by: `k`."""
    money: dict[str, str]
    """Words before a number that name a currency, with its code."""
    shares: frozenset[str]
    """Letters for points of a hundred: `pp`."""
    weights: frozenset[str]
    """Units of weight."""
    units: dict[str, str]
    """Spellings of units with their normal form."""
    better: dict[str, str]
    """Words for metrics, and the direction that is better: `increase` or `decrease`."""
    verbs: dict[str, tuple[str, ...]]
    """Every form of a verb with its classes: `increase`, `maintain`, `output` ..."""
    nuisances: frozenset[str]
    """What a neutral word beside it makes a metric that is better low."""
    neutral: frozenset[str]
    """Words for measures that take their side from what they count."""
    scored: frozenset[str]
    """Metrics counted in points."""
    soft: frozenset[str]
    """Objects nobody can check without a measure."""
    attained: frozenset[str]
    """Words, and phrases of two, whose attainment anyone can check."""
    irregular: dict[str, tuple[str, ...]]
    """Irregular forms of verbs, by base form."""
    named: frozenset[str]
    """Words that make the number behind them a name: `phase 2`."""
    comparatives: frozenset[str]
    """Adjectives that compare without saying by how much."""
    noun_verbs: frozenset[str]
    """Nouns spelled like verbs, when a metric follows: `support tickets`."""
    participles: frozenset[str]
    """Irregular participles that end a deliverable: `deck sent`."""
    deliverables: frozenset[str]
    """Nouns for work that is delivered: `alpha release of the app`."""
    figureheads: frozenset[str]
    """What one becomes without anyone being able to check it: `a leader`."""
    distances: frozenset[str]
    """Numbers that name how far one runs: `5k`."""
    moving: frozenset[str]
    """Words beside which they do."""
    weighing: frozenset[str]
    """Words that make pounds a weight."""
    races: frozenset[str]
    """Words that make the number before them a distance: `5K race`."""
    year_leads: frozenset[str]
    """Words that make a four-digit number behind them a year."""
    behind_deadline: frozenset[str]
    """Words that can follow a deadline without being described by it."""
    floors: tuple[str, ...]
    """Ways to say that a number is the least."""
    ceilings: tuple[str, ...]
    """Ways to say that a number is the most."""


class Smells(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words by which the critic notices a smell, all in lower case."""

    vague_verbs: frozenset[str]
    """Verbs that promise nothing without a number, in all their forms."""
    needs_quality: frozenset[str]
    """Those of them that only do so before a quality: `become better`."""
    qualities: frozenset[str]
    """Such qualities."""
    solutions: frozenset[str]
    """Things that are built: a solution, not a problem."""
    activities: frozenset[str]
    """Things one does often: to steer by, not to aim at."""
    outside: frozenset[str]
    """What nobody moves alone."""
    teams: frozenset[str]
    """Other teams."""
    hazy: frozenset[str]
    """Times that name no day."""
    unmeasured: frozenset[str]
    """Qualities that everyone reads in their own way, beside those that a wish names."""
    removing: frozenset[str]
    """Verbs that take something away, in all their forms."""
    ways: frozenset[str]
    """What a learning goal counts: ways to do something new."""
    learning: frozenset[str]
    """Verbs of learning, in all their forms."""
    novice: frozenset[str]
    """Signs that the skill is new."""
    pushing: frozenset[str]
    """Verbs that push hard, in all their forms."""
    keeps: frozenset[str]
    """Words that name what must not suffer."""
    purposes: frozenset[str]
    """Words that lead from the work to what it is for."""
    vanity: dict[str, str]
    """Vanity metrics, each with what to count instead."""
    shares: frozenset[str]
    """Metrics that are shares of a whole, of which `by 10 %` can mean two things."""
    small: frozenset[str]
    """Words that carry no title."""
    nobody: frozenset[str]
    """Words of an answer that names no shared resource."""
    common: frozenset[str]
    """Resources that nearly every goal has."""
    measuring: frozenset[str]
    """Words of how much of a resource is needed."""
    cuts: frozenset[str]
    """Words behind which the name of a resource has ended."""
