"""A code is redeemed or void, whoever comes first; a coupon ends later while it is unused."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest

from promenade.activity.coupon.model.codes import PAGE, CodeBatch, CodeInvalid, MadeBatch
from promenade.activity.coupon.model.coupon import (
    CouponInUse,
    EndNotLater,
    NotExtendable,
    extend,
    void,
)
from promenade.activity.coupon.model.terms import Code
from promenade.activity.coupon.service import coding, voiding
from promenade.activity.coupon.service.giving import Giver
from promenade.activity.coupon.store import voiding as stored
from promenade.activity.coupon.store.codes import DynamoBatchStore
from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.activity.coupon.store.records import CouponRecord
from promenade.activity.coupon.store.voiding import DynamoVoidStore
from tests.support.cloud import cloud, dump
from tests.support.coupons import active, held
from tests.support.stamps import NOON, stamp

TEMPLATE = active(take=Code(), total=3)
BATCH = CodeBatch("batch_1", TEMPLATE.id, 3, "TEA-", 8, NOON, "staff:maria", "request-1")
LATER = NOON + timedelta(days=8)


@pytest.fixture
def texts() -> Iterator[list[str]]:
    with cloud():
        batches = DynamoBatchStore()
        batches.add(BATCH, 3, stamp("batch"))
        coding.run(BATCH.id, stamp("make"), batches)
        yield list(batches.codes(BATCH.id))


def reserved() -> int | None:
    return CouponRecord.get(f"TEMPLATE#{TEMPLATE.id}", "RESERVED").taken


def redeem(text: str, found: Any = None) -> object:
    code = found or DynamoBatchStore().find_code(text)
    giver = Giver(DynamoCouponStore(str), lambda low, _: low)
    return giver.give(TEMPLATE, "ada", "code", stamp(f"redeem {text}"), code)


def before(act: Callable[[], object]) -> Any:
    """`act` comes between what a page of codes read, and what it writes."""
    page = stored._page

    def acting(made: MadeBatch) -> list[str]:
        found = page(made)
        act()
        return found

    return patch.object(stored, "_page", acting)


def test_a_code_that_is_void_before_its_coupon_is_given_gives_none(texts: list[str]) -> None:
    seen = DynamoBatchStore().find_code(texts[0])
    voiding.void_codes([texts[0]], "Leaked", stamp("void"), DynamoVoidStore())
    stands = dump()
    with pytest.raises(CodeInvalid):
        redeem(texts[0], seen)
    assert dump() == stands


def test_a_code_that_is_redeemed_meanwhile_is_kept_and_counted(texts: list[str]) -> None:
    store = DynamoVoidStore()
    voiding.void_batch(BATCH.id, "Leaked", stamp("void"), store)
    with before(lambda: redeem(texts[1])):
        made = voiding.run(BATCH.id, stamp("run"), store)
    assert (made.state, made.checked_count, made.void_count, reserved()) == ("void", 3, 2, 1)
    kept = DynamoBatchStore().find_code(texts[1])
    assert kept is not None
    assert (kept.customer, kept.is_void) == ("ada", False)


def test_two_who_make_a_page_void_give_back_its_coupons_once(texts: list[str]) -> None:
    store, ran = DynamoVoidStore(), list[object]()

    def other() -> None:
        if not ran:
            ran.append(None)
            voiding.run(BATCH.id, stamp("other"), store)

    voiding.void_batch(BATCH.id, "Leaked", stamp("void"), store)
    with before(other):
        made = voiding.run(BATCH.id, stamp("run"), store)
    assert (made.void_count, reserved(), len(texts)) == (3, 0, 3)


def test_a_batch_is_void_while_it_is_made() -> None:
    with cloud():
        batches, store = DynamoBatchStore(), DynamoVoidStore()
        many = CodeBatch("batch_2", TEMPLATE.id, PAGE + 4, "", 8, NOON, "staff:maria", "request-2")
        made = batches.make(batches.add(many, None, stamp("many")), PAGE, stamp("page"))
        voiding.void_batch(many.id, "Leaked", stamp("void"), store)
        assert coding.run(many.id, stamp("make"), batches).made_count == made.made_count == PAGE
        assert voiding.run(many.id, stamp("run"), store).void_count == PAGE
        assert reserved() == 0


@pytest.mark.parametrize("state", ["locked", "used", "void"])
def test_only_what_is_unused_ends_later(state: str) -> None:
    with pytest.raises(NotExtendable):
        extend(held(state, "order-1"), LATER, "Late parcel", NOON)


def test_a_coupon_that_is_extended_twice_tells_its_first_end() -> None:
    once = extend(held(), LATER, "Late parcel", NOON)
    twice = extend(once, LATER + timedelta(days=1), "Later still", NOON)
    assert twice.coupon.first_ends_at == held().coupon.ends_at
    assert twice.as_given() == held()
    with pytest.raises(EndNotLater):
        extend(twice, LATER, "Back", NOON)


def test_a_coupon_that_an_order_keeps_is_not_taken_away() -> None:
    with pytest.raises(CouponInUse):
        void(held("locked", "order-1"), "Fraud")
