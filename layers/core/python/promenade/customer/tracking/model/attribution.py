"""Whose an order is: which campaigns brought it, by five models, each to the minor unit.

A model shares out an order's net once and wholly (N4): its shares sum to the net, whoever has
them. What counts is what came before the order, within a window of its own kind."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import get_args

from promenade.contracts.channels import Channel
from promenade.contracts.tracking import Model
from promenade.customer.tracking.model.arms import is_sent_elsewhere
from promenade.customer.tracking.model.sales import (
    Brought,
    Campaign,
    Causes,
    Sale,
    Share,
    UsedCoupon,
    Visit,
)
from promenade.kit.money import allocate

MODELS: tuple[Model, ...] = get_args(Model)
LETTER_WINDOW = timedelta(days=5)
"""For how long a click in an e-mail or SMS counts; who only opens one has not come by it."""
PUSH_WINDOW = timedelta(hours=24)
"""For how long anything else counts: a click or an opening of what is pushed."""
SETTLED_AFTER = timedelta(days=30)
"""From then on an order's money alone moves, and no longer whose it is."""
MOST_VISITS = 8
MOST_COUPONS = 4
UNKNOWN_VARIANT = "all"
"""Of who brings a campaign's coupon and was never told of as sent to, or held out."""

_LETTERS = frozenset({Channel.EMAIL, Channel.SMS})


Place = tuple[str, str]
"""(campaign, variant)."""


def window_of(channel: Channel, *, is_open: bool) -> timedelta:
    if channel in _LETTERS:
        return timedelta(0) if is_open else LETTER_WINDOW
    return PUSH_WINDOW


def visits_before(placed_at: datetime, touches: Iterable[Visit]) -> tuple[Visit, ...]:
    """Those that may have brought an order, in time; of some that follow one another and are one
    campaign's, the last. Where there are very many, the newest."""
    near = [
        each
        for each in touches
        if each.at < placed_at < each.at + window_of(each.channel, is_open=each.is_open)
    ]
    found: list[Visit] = []
    for each in sorted(near, key=lambda one: (one.at, one.campaign, one.variant)):
        if found and _place(found[-1]) == _place(each):
            found.pop()
        found.append(each)
    return tuple(found[-MOST_VISITS:])


def brought(
    sale: Sale, campaigns: Iterable[Campaign], visits: Sequence[Visit], arms: Mapping[str, str]
) -> tuple[Brought, ...]:
    """A template's coupon is one campaign's: of several that hand it out, of the one that the
    customer came by last, else of the one that was launched last. `arms` are the customer's
    variants by campaign. Who came by what was sent elsewhere has the coupon from the campaign all
    the same."""
    last = {each.campaign: each for each in visits if not is_sent_elsewhere(each.variant)}
    savings: dict[str, list[UsedCoupon]] = {}
    for coupon in sale.coupons:
        offers = [
            each
            for each in campaigns
            if each.template_id == coupon.template_id and each.launched_at <= sale.placed_at
        ]
        if offers:
            best = max(offers, key=lambda each: (_at(last.get(each.id)), each.launched_at, each.id))
            savings.setdefault(best.id, []).append(coupon)
    found = [_brought(id_, used, last, arms) for id_, used in savings.items()]
    return tuple(sorted(found, key=lambda each: (-each.saving_minor, each.campaign)))[:MOST_COUPONS]


def _brought(
    id_: str, used: Sequence[UsedCoupon], last: Mapping[str, Visit], arms: Mapping[str, str]
) -> Brought:
    met = last.get(id_)
    variant = met.variant if met else arms.get(id_, UNKNOWN_VARIANT)
    templates = tuple(dict.fromkeys(each.template_id for each in used))
    return Brought(id_, variant, templates, sum(each.saving_minor for each in used))


def _at(visit: Visit | None) -> float:
    return visit.at.timestamp() if visit else 0.0


def shares(sale: Sale, causes: Causes) -> tuple[Share, ...]:
    """By campaign and variant; none where nothing brought the order, or nobody has paid it."""
    if not sale.is_paid:
        return ()
    parts = {model: _parts(model, sale.net_minor, causes) for model in MODELS}
    savings = {(each.campaign, each.variant): each.saving_minor for each in causes.coupons}
    places = sorted({place for each in parts.values() for place in each} | savings.keys())
    return tuple(
        Share(
            *place,
            currency=sale.currency,
            order_count=int(sale.is_bought),
            net_minor={model: each[place] for model, each in parts.items() if place in each},
            saving_minor=savings.get(place, 0) if sale.is_bought else 0,
        )
        for place in places
    )


def _parts(model: Model, net_minor: int, causes: Causes) -> dict[Place, int]:
    weights = _weights(model, causes)
    found = dict[Place, int]()
    amounts = allocate(net_minor, [weight for _, weight in weights]) if weights else []
    for (place, _), amount in zip(weights, amounts, strict=True):
        found[place] = found.get(place, 0) + amount
    return found


def _weights(model: Model, causes: Causes) -> list[tuple[Place, int]]:
    """A coupon of a campaign says more than any link; of several, by what they saved."""
    if model == "coupon_first" and causes.coupons:
        saved = any(each.saving_minor for each in causes.coupons)
        weights = [each.saving_minor if saved else 1 for each in causes.coupons]
        pairs = [(_place(each), w) for each, w in zip(causes.coupons, weights, strict=True)]
    else:
        by = _BY_VISIT[model](len(causes.visits)) if causes.visits else []
        pairs = [(_place(each), w) for each, w in zip(causes.visits, by, strict=True)]
    return [each for each in pairs if each[1]]


def _first(count: int) -> list[int]:
    return [1, *[0] * (count - 1)]


def _last(count: int) -> list[int]:
    return [*[0] * (count - 1), 1]


def _position(count: int) -> list[int]:
    """Two fifths to the first and to the last each, one fifth to those between; alike where there
    are none."""
    between = count - 2
    return [2 * between, *[1] * between, 2 * between] if between > 0 else [1] * count


_BY_VISIT: Mapping[Model, Callable[[int], list[int]]] = {
    "coupon_first": _last,
    "last_touch": _last,
    "first_touch": _first,
    "linear": lambda count: [1] * count,
    "position": _position,
}


def _place(each: Visit | Brought) -> Place:
    return each.campaign, each.variant
