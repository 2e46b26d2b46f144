"""An order placed here: its documents are those of any order, whatever happens to it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.customer.order.model import fulfilling, invoicing, paying
from promenade.customer.order.model.adjusting import AdjustmentTooLarge, adjust
from promenade.customer.order.model.annotating import (
    annotate,
    decline_cancellation,
    request_cancellation,
)
from promenade.customer.order.model.attached import CancellationRequest, Invoice, Note
from promenade.customer.order.model.fulfilling import SendParcel
from promenade.customer.order.model.invoicing import Issue, Void
from promenade.customer.order.model.paying import PaymentMismatch
from promenade.customer.order.model.placing import QuoteChanged, placed
from promenade.customer.order.model.rules import faults
from promenade.customer.order.model.shop_order import ShopOrder, StageForbids
from promenade.kit.errors import Conflict, Invalid, NotFound
from tests.support.ordering import BUYER, SHOP, FixedQuoting, at, command, money, taken_off
from tests.support.stamps import NOON

LATER = NOON + timedelta(minutes=5)


def order(qty: int = 3, promotion_id: str | None = "promotion_1") -> ShopOrder:
    asked, stamp = command("order_1", qty), at(NOON, "place")
    priced = FixedQuoting(promotion_id).price(asked.asked, NOON)
    return placed(asked, priced, SHOP, stamp)


def test_what_is_placed_holds_its_units_until_it_is_due() -> None:
    found = order()
    assert (found.held, found.due_at, found.payable_minor) == (
        {"MUG": 3},
        NOON + timedelta(minutes=15),
        2_900,
    )
    assert (found.state, found.stage, found.version, found.placed_by) == (
        "created",
        "pending_payment",
        1,
        BUYER.name,
    )
    assert [(each.promotion_id, each.terms_version) for each in found.uses] == [("promotion_1", 4)]


def test_another_quote_than_was_agreed_to_places_nothing() -> None:
    asked = command("order_1", quote_hash="f" * 64)
    priced = FixedQuoting().price(asked.asked, NOON)
    with pytest.raises(QuoteChanged) as refusal:
        placed(asked, priced, SHOP, at(NOON, "place"))
    assert refusal.value.facts == {"hash": "0" * 64, "payable_minor": 1_000}
    assert bytes(refusal.value.attached["quote"]) == b"{}"


def test_a_payment_counts_by_its_transaction() -> None:
    paid = paying.pay(order(), money(order()), LATER)
    assert (paid.stage, paid.paid_minor, paid.paid_at) == ("paid", 2_900, NOON)
    assert paying.pay(paid, money(order()), LATER) is paid
    twice = paying.pay(paid, money(order(), "T-2"), LATER)
    assert [(each.transaction, each.amount_minor) for each in twice.payouts] == [("T-2", 2_900)]
    assert paying.pay(twice, money(order(), "T-2"), LATER) is twice


@pytest.mark.parametrize("said", [{"amount_minor": 2_899}, {"currency": "EUR"}])
def test_a_transaction_is_of_one_amount(said: dict[str, Any]) -> None:
    for first in (money(order()), money(order(), amount_minor=2_901)):
        with pytest.raises(PaymentMismatch):
            paying.pay(paying.pay(order(), first, LATER), money(order(), **said), LATER)


@given(amount=st.integers(1, 10**12), off=st.integers(1, 2_899))
def test_only_what_is_due_pays_and_all_other_money_goes_back(amount: int, off: int) -> None:
    adjusted = adjust(order(), taken_off(off))
    due = adjusted.payable_minor
    met = paying.pay(adjusted, money(order(), amount_minor=amount), LATER)
    back = {} if amount == due else {"CNY": amount}
    assert (met.paid_minor, met.unmatched_minor) == (0 if back else due, back)
    assert (met.stage, met.late_minor) == ("pending_payment" if back else "paid", {})
    assert [each.due_minor for each in met.payouts] == [due] * len(back)
    assert paying.pay(met, money(order(), amount_minor=amount), LATER) is met
    paid = paying.pay(met, money(adjusted, "T-2"), LATER)
    assert (paid.stage, paid.paid_minor, paid.unmatched_minor) == ("paid", due, back)
    assert faults(paid, LATER) == []


def test_money_for_a_cancelled_order_goes_back_whatever_it_is() -> None:
    ended = paying.cancel(order(), "timeout", LATER)
    late = paying.pay(ended, money(order(), amount_minor=7, currency="EUR"), LATER)
    (payout,) = late.payouts
    assert (payout.amount_minor, payout.currency, payout.sent_at) == (7, "EUR", None)
    assert (late.stage, late.paid_minor, late.refunds) == ("cancelled", 0, ())
    sent = paying.sent(late, payout.id, LATER)
    assert [each.sent_at for each in sent.payouts] == [LATER]


def test_the_gateway_s_clock_dates_a_payment_within_the_order_s_life() -> None:
    for said, expected in (
        (NOON - timedelta(hours=1), NOON),
        (NOON + timedelta(minutes=1), NOON + timedelta(minutes=1)),
        (LATER + timedelta(hours=1), LATER),
    ):
        assert paying.pay(order(), money(order(), paid_at=said), LATER).paid_at == expected


@given(off=st.integers(1, 2_899))
def test_an_adjustment_leaves_a_valid_order_that_costs_so_much_less(off: int) -> None:
    after = adjust(order(), taken_off(off))
    assert (after.payable_minor, faults(after, LATER)) == (2_900 - off, [])
    with pytest.raises(Conflict):
        adjust(after, taken_off(off))


def test_an_adjustment_leaves_something_to_pay() -> None:
    with pytest.raises(AdjustmentTooLarge):
        adjust(order(), taken_off(2_900))


@given(data=st.data())
def test_parcels_hold_each_unit_once(data: st.DataObject) -> None:
    met = paying.pay(order(), money(order()), LATER)
    for number in range(4):
        count = data.draw(st.integers(1, 3))
        left = fulfilling.units_left(met)[1]
        parcel = SendParcel(f"parcel_{number}", "SF", "1", {1: count})
        if not left:
            with pytest.raises(StageForbids):
                fulfilling.ship(met, parcel, LATER)
        elif count > left:
            with pytest.raises(Invalid):
                fulfilling.ship(met, parcel, LATER)
        else:
            met = fulfilling.ship(met, parcel, LATER)
            with pytest.raises(Conflict):
                fulfilling.ship(met, parcel, LATER)
        sent = sum(line.quantity for each in met.parcels for line in each.lines)
        assert sent == 3 - fulfilling.units_left(met)[1]
        assert (met.stage == "shipped") == (sent == 3)
        assert faults(met, LATER) == []


def note(number: int) -> Note:
    return Note(id=f"note_{number}", text="Fragile", by="staff:sven", noted_at=LATER)


def asked(number: int) -> CancellationRequest:
    return CancellationRequest(id=f"request_{number}", reason="other", requested_at=LATER)


def invoice(number: int) -> Invoice:
    id_ = f"invoice_{number}"
    return Invoice(id=id_, details_id=id_, kind="personal", requested_at=LATER)


def issue(number: int) -> Issue:
    return Issue(f"F-{number}", "staff:sven", LATER)


def voiding(number: int) -> Void:
    return Void("Wrong", f"R-{number}" if number % 2 else None, LATER)


STEPS: dict[str, Callable[[ShopOrder, int], ShopOrder]] = {
    "pay": lambda met, n: paying.pay(met, money(met, f"T-{n % 2}"), LATER),
    "pay_nothing": lambda met, _: paying.pay_nothing(met, LATER),
    "user": lambda met, _: paying.cancel(met, "user", LATER),
    "risk": lambda met, _: paying.cancel(met, "risk", LATER),
    "adjust": lambda met, n: adjust(met, taken_off(1 + n)),
    "ship": lambda met, n: fulfilling.ship(met, SendParcel(f"p-{n}", "SF", "1", {1: 1}), LATER),
    "receive": lambda met, _: fulfilling.receive(met, LATER),
    "complete": lambda met, _: fulfilling.complete(met, LATER),
    "note": lambda met, n: annotate(met, note(n)),
    "ask": lambda met, n: request_cancellation(met, asked(n)),
    "decline": lambda met, _: decline_cancellation(met, "No", LATER),
    "invoice": lambda met, n: invoicing.request(met, invoice(n)),
    "issue": lambda met, n: invoicing.issue(met, f"invoice_{n}", issue(n)),
    "void": lambda met, n: invoicing.void(met, f"invoice_{n}", voiding(n)),
    "reissue": lambda met, n: invoicing.reissue(met, f"invoice_{n}", f"invoice_{n + 4}", issue(n)),
}


@given(steps=st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 3)), max_size=12))
def test_whatever_happens_an_order_is_one_that_ingest_would_take(
    steps: list[tuple[str, int]],
) -> None:
    met = order()
    for name, number in steps:
        before = met
        try:
            met = STEPS[name](met, number)
        except (Conflict, Invalid, AdjustmentTooLarge, NotFound, PaymentMismatch):
            assert met is before
        assert met is before or met.version == before.version + 1
        assert faults(met, LATER) == []
        assert met.paid_minor == sum(each.amount_minor for each in met.refunds) or (
            met.stage != "cancelled"
        )
        paid_back = [each.id for each in met.payouts]
        assert len(paid_back) == len(set(paid_back))
        assert sum(each.is_open for each in met.invoices) <= 1
        assert all(each.amount_minor <= met.paid_minor for each in met.invoices)
        issued = [each for each in met.invoices if each.is_open and each.number]
        is_back = met.refunded_minor == met.paid_minor
        assert all(bool(each.refunded_at) is is_back for each in issued)
        request = before.cancellation_request
        assert met is before or name != "ship" or request is None or not request.is_open
