"""What a campaign costs at most."""

from collections.abc import Mapping

from promenade.contracts.messages import PERSON_NAME, MessageTemplate
from promenade.kit.currencies import decimals
from promenade.kit.values import replace
from promenade.outreach.campaign.model.faults import Named
from promenade.outreach.campaign.model.reckoning import Reckoned, most_people
from promenade.outreach.campaign.model.terms import OneOff, Recurring, Terms
from promenade.outreach.campaign.model.wording import LONG_NAME, Wording

_WHOLE_BP = 10_000
_MICROS = 10**6


def exposure_minor(terms: Terms, named: Named, link: str) -> int | None:
    """What it costs at worst; None where nothing bounds it. `link` is as long as those that people
    are sent."""
    micros = terms.budget_micros
    if micros is None and isinstance(terms.plan, OneOff):
        micros = _most_micros(terms, terms.plan, named, link)
    return None if micros is None else _in_minor(micros, terms.currency)


def message_micros(terms: Terms, templates: Mapping[str, MessageTemplate], link: str) -> int | None:
    """What a message of a launch costs at worst, rounded up. None where a budget bounds them all,
    nothing is launched, or a variant has no wording."""
    if terms.budget_micros is not None or not isinstance(terms.plan, OneOff | Recurring):
        return None
    costs = _costs(terms, templates, link)
    if len(costs) < len(terms.plan.choices):
        return None
    return -(-sum(weight * micros for weight, micros in costs) // sum(each for each, _ in costs))


def is_dearer(
    terms: Terms, reckoned: Reckoned | None, templates: Mapping[str, MessageTemplate], link: str
) -> bool:
    """Than it was reckoned with: by a longer wording, or an account's price."""
    if reckoned is None or reckoned.message_micros is None:
        return False
    now = message_micros(terms, templates, link)
    return now is not None and now > reckoned.message_micros


def _most_micros(terms: Terms, plan: OneOff, named: Named, link: str) -> int | None:
    """Of as many as may be in the segment by then and are not held out, rounded up. None where it
    was never computed, or a variant has no wording."""
    segment = named.segments.get(plan.segment_id)
    costs = _costs(terms, named.templates, link)
    if segment is None or segment.size is None or len(costs) < len(plan.choices):
        return None
    people = most_people(segment.size)
    reached = people - people * terms.holdout_bp // _WHOLE_BP
    whole = sum(weight for weight, _ in costs)
    return -(-reached * sum(weight * micros for weight, micros in costs) // whole)


def _costs(
    terms: Terms, templates: Mapping[str, MessageTemplate], link: str
) -> list[tuple[int, int]]:
    """The weight of each variant, and what it costs in its longest wording."""
    (send,) = terms.sends
    called = replace(terms, variables={PERSON_NAME: LONG_NAME} | terms.variables)
    wording = Wording(send, called, templates, link)
    found = ((each.weight_bp, wording.longest(each.variant)) for each in send.choices)
    return [(weight, message.cost_micros) for weight, message in found if message]


def _in_minor(micros: int, currency: str) -> int:
    """Rounded up."""
    minor_per_major: int = 10 ** decimals(currency)
    return -(-micros * minor_per_major // _MICROS)
