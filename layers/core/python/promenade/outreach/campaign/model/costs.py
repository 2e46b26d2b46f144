"""Whom a campaign reaches, and what that costs at most."""

from promenade.kit.currencies import decimals
from promenade.kit.values import Value
from promenade.outreach.campaign.model.faults import Named
from promenade.outreach.campaign.model.terms import OneOff, Recurring, Terms

_WHOLE_BP = 10_000
_MICROS = 10**6


class Estimate(Value, frozen=True):
    """Of one run: `people_count` in the segment when it was last computed (None: it never was),
    `held_out_count` of them left alone. `cost_micros` is with one unit a message."""

    people_count: int | None
    held_out_count: int | None
    reached_count: int | None
    cost_micros: int | None


def estimate(terms: Terms, named: Named) -> Estimate:
    """Of those that go to a segment; how many a trigger concerns nobody knows."""
    plan = terms.plan
    if not isinstance(plan, OneOff | Recurring):
        return Estimate(None, None, None, None)
    segment = named.segments.get(plan.segment_id)
    if segment is None or segment.size is None:
        return Estimate(None, None, None, None)
    held_out = segment.size * terms.holdout_bp // _WHOLE_BP
    reached = segment.size - held_out
    return Estimate(segment.size, held_out, reached, _cost_micros(plan, reached, named))


def exposure_minor(terms: Terms, named: Named) -> int | None:
    """What it costs at worst; None where nothing bounds it."""
    micros = terms.budget_micros
    if micros is None and isinstance(terms.plan, OneOff):
        micros = estimate(terms, named).cost_micros
    return None if micros is None else _in_minor(micros, terms.currency)


def _cost_micros(plan: OneOff | Recurring, count: int, named: Named) -> int | None:
    """By the weights of its variants, rounded up."""
    costs = [
        (choice.weight_bp, named.templates[choice.template_id].unit_cost_micros)
        for choice in plan.choices
        if choice.template_id in named.templates
    ]
    whole = sum(weight for weight, _ in costs)
    if not whole:
        return None
    return -(-count * sum(weight * micros for weight, micros in costs) // whole)


def _in_minor(micros: int, currency: str) -> int:
    """Rounded up."""
    minor_per_major: int = 10 ** decimals(currency)
    return -(-micros * minor_per_major // _MICROS)
