"""An order of the past under a draft: what would be paid for it with the draft, and without."""

from collections.abc import Mapping
from typing import NamedTuple

from promenade.base.promotion.model.answer import Outcome, Quote
from promenade.base.promotion.model.cart import Buyer, Cart, Line
from promenade.base.promotion.model.comparison import Comparison
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.stages import quote
from promenade.base.promotion.model.tally import Detail, Shift, SoldSku, Tally
from promenade.contracts.catalogue import SkuFacts
from promenade.contracts.orders import OrderDocument, OrderLine
from promenade.kit.values import Value


class Goods(Value, frozen=True):
    """What the shop knows of a SKU now; nothing of one that it does not have any more."""

    facts: SkuFacts | None = None
    floor_minor: int | None = None
    cost_minor: int | None = None


class Pair(NamedTuple):
    """An order priced twice: by the same quote where the draft has no part in it."""

    without: Quote
    with_draft: Quote
    draft: Outcome | None


def left_out(order: OrderDocument, currency: str) -> str | None:
    """Why an order says nothing about the draft; None where it does."""
    reasons = {
        "test": order.is_test,
        order.kind: order.kind != "sale",
        "other_currency": order.currency != currency,
        order.state: order.state in {"cancelled", "refunded"},
        "unpaid": order.paid_at is None,
    }
    return next((name for name, applies in reasons.items() if applies), None)


def replay(
    order: OrderDocument, goods: Mapping[str, Goods], by: Comparison, into: tuple[Tally, Detail]
) -> None:
    """`goods` knows every SKU of the order."""
    tally, detail = into
    pair = _priced(_cart(order, goods, by), by)
    _sum_up(order, pair, tally)
    tally.unknown_sku_count += sum(goods[line.sku].facts is None for line in order.lines)
    is_hit, is_changed = pair.draft is not None and pair.draft.applied, _differ(pair)
    if pair.draft is not None and is_hit:
        _count_hit(pair, pair.draft, tally)
    if is_hit or is_changed:
        _count_lines(pair, goods, tally, detail)
    if is_changed:
        tally.changed_count += 1
        _count_shifts(pair, detail)


def _priced(cart: Cart, by: Comparison) -> Pair:
    after = quote(by.with_draft, cart)
    draft = next((each for each in after.outcomes if each.promotion.id == by.draft.id), None)
    has_part = draft is not None and draft.reason is not Reason.NO_MATCHING_LINE
    if has_part or by.is_replacing:
        return Pair(quote(by.without_draft, cart), after, draft)
    return Pair(after, after, draft)


def _cart(order: OrderDocument, goods: Mapping[str, Goods], by: Comparison) -> Cart:
    had = {each.promotion_id for each in order.promotions} | {by.draft.id}
    codes = [text for id_, text in by.codes.items() if id_ in had]
    if by.draft.code is not None and by.draft.id not in by.codes:
        codes.append(by.draft.code.text)
    return Cart(
        lines=tuple([_line(line, goods[line.sku]) for line in order.lines]),
        currency=order.currency,
        at=order.placed_at,
        codes=tuple(codes),
        buyer=Buyer(id=order.customer),
        channel=order.channel,
        shipping_minor=order.shipping_minor,
        payment_method=order.payment.method if order.payment else None,
    )


def _line(line: OrderLine, goods: Goods) -> Line:
    facts = goods.facts
    own = frozenset([line.category] if line.category else ())
    return Line(
        id=str(line.line),
        sku=line.sku,
        product=facts.product_id if facts else line.sku,
        qty=line.quantity,
        list_minor=line.unit_price_minor,
        floor_minor=goods.floor_minor,
        categories=facts.categories if facts else own,
        brand=facts.brand if facts else None,
        tags=facts.tags if facts else frozenset(),
    )


def _sum_up(order: OrderDocument, pair: Pair, tally: Tally) -> None:
    tally.replayed_count += 1
    tally.list_minor += pair.without.totals.list_minor
    tally.past_minor += order.discount_minor
    tally.without_minor += _off(pair.without)
    tally.with_minor += _off(pair.with_draft)


def _off(answer: Quote) -> int:
    return answer.totals.discount_minor + answer.totals.shipping_discount_minor


def _count_hit(pair: Pair, draft: Outcome, tally: Tally) -> None:
    listed = pair.with_draft.totals.list_minor
    tally.hit_count += 1
    tally.hit_list_minor += listed
    tally.saving_minor += draft.saving_minor
    tally.gift_units += sum(gift.units for gift in draft.gifts)
    tally.count_saving(draft.saving_minor, listed)


def _differ(pair: Pair) -> bool:
    is_twice = pair.without is not pair.with_draft
    return is_twice and _savings(pair.without) != _savings(pair.with_draft)


def _savings(answer: Quote) -> dict[str, int]:
    """What each promotion that applied takes off, by its id."""
    return {each.promotion.id: each.saving_minor for each in answer.outcomes if each.applied}


def _count_lines(pair: Pair, goods: Mapping[str, Goods], tally: Tally, detail: Detail) -> None:
    lines, taken = pair.without.cart_lines, _taken(pair)
    paid = zip(lines, pair.without.paid_minor, pair.with_draft.paid_minor, taken, strict=True)
    for line, was, now, saving in paid:
        cost = goods[line.sku].cost_minor
        units = line.qty if saving else 0
        tally.units += units
        if cost is not None:
            tally.goods_without_minor += was
            tally.goods_with_minor += now
            tally.goods_cost_minor += cost * line.qty
        sold = SoldSku(units, saving, was - now, cost is not None)
        detail.skus.setdefault(line.sku, SoldSku()).add(sold)


def _taken(pair: Pair) -> list[int]:
    """What the draft itself takes off each line."""
    draft = pair.draft
    if draft is None or not draft.applied:
        return [0] * len(pair.without.cart_lines)
    return [was - now for was, now in zip(draft.before, draft.after, strict=True)]


def _count_shifts(pair: Pair, detail: Detail) -> None:
    without, with_draft = _savings(pair.without), _savings(pair.with_draft)
    for id_ in without.keys() | with_draft.keys():
        shift = Shift(1, without.get(id_, 0), with_draft.get(id_, 0))
        if id_ not in without or id_ not in with_draft or shift.without_minor != shift.with_minor:
            detail.shifts.setdefault(id_, Shift()).add(shift)
