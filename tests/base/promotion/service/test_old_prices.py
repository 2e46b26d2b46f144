"""Which old prices a promotion's are shown beside, and how they are judged."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.base.promotion.model import Audience, Limits, Window
from promenade.base.promotion.model.effects import Percent, Price, UnitOff
from promenade.base.promotion.model.promotion import CouponCode, Delivery
from promenade.base.promotion.model.scope import Scope, Selector
from promenade.base.promotion.service import old_prices
from promenade.base.promotion.service.old_prices import OldPrices, false_claims, unjudged_claims
from promenade.contracts.claims import ClaimFalse
from tests.support.fakes.catalogue_reader import FakeCatalogueReader
from tests.support.fakes.claims import FakeClaimReader
from tests.support.managed_promotions import facts, half_price, managed, published, ten_off
from tests.support.stamps import NOON

MUG = facts(
    "MUG", list_price_minor=6_000, sale_price_minor=5_000, categories=frozenset({"cups", "home"})
)
CUP = facts(
    "CUP",
    list_price_minor=900,
    sale_price_minor=900,
    categories=frozenset({"cups"}),
    tags=frozenset({"new"}),
    brand="Kiln",
)
GOODS = {"MUG": MUG, "CUP": CUP}


def skus(*names: str) -> Scope:
    return Scope((Selector(skus=names),))


def asked(promotion: Any, now: Any = NOON) -> dict[str, tuple[int, Any]]:
    """By SKU, what is claimed that it cost, and before when."""
    claims = FakeClaimReader()
    OldPrices(FakeCatalogueReader(GOODS), claims).judge(promotion, now)
    return {each.question.sku: (each.was_minor, each.question.at) for each in claims.asked}


def claimed(**terms: Any) -> dict[str, int]:
    found = asked(managed(half_price(**terms)))
    return {sku: was_minor for sku, (was_minor, _) in found.items()}


def test_a_unit_price_is_shown_beside_the_list_price() -> None:
    assert claimed() == {"MUG": 6_000, "CUP": 900}


def test_an_orders_discount_says_nothing_of_what_a_sku_has_cost() -> None:
    assert asked(managed(ten_off())) == {}


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        (Selector(skus=("MUG", "NONE")), {"MUG"}),
        (Selector(categories=("home",)), {"MUG"}),
        (Selector(tags=("new",)), {"CUP"}),
        (Selector(brands=("Kiln",)), {"CUP"}),
        (Selector(categories=("home",), brands=("Kiln",)), set()),
    ],
)
def test_it_is_about_what_its_scope_covers(selector: Selector, found: set[str]) -> None:
    assert claimed(scope=Scope((selector,))).keys() == found
    effects = (UnitOff(Percent(5_000), scope=Scope((selector,))),)
    assert claimed(effects=effects).keys() == found
    without = Scope((selector,), (Selector(skus=("MUG",)),))
    assert claimed(scope=without).keys() == found - {"MUG"}


def test_what_it_does_not_reduce_it_claims_nothing_of() -> None:
    assert claimed(effects=(UnitOff(Price(900)),), currency="CNY") == {"MUG": 6_000}
    assert claimed(currency="EUR") == {}


@pytest.mark.parametrize(
    "terms",
    [
        {"audience": Audience(groups=("member",))},
        {"window": Window(start=NOON + timedelta(days=2))},
        {"limits": Limits(total=0)},
        {"code": CouponCode("LESS")},
        {"payment_methods": ("alipay",)},
        {"delivery": Delivery(carriers=("sf",))},
        {"without": Scope((Selector(skus=("MUG",)),))},
        {"effects": (UnitOff(Percent(5_000), channels=("app",)),)},
        {"paused": True},
    ],
)
def test_whom_it_is_meant_for_and_when_is_of_no_account(terms: dict[str, Any]) -> None:
    assert claimed(**terms) == {"MUG": 6_000, "CUP": 900}


def test_what_comes_is_compared_with_what_was_before_it_starts() -> None:
    start = NOON + timedelta(days=2)
    coming = managed(half_price(window=Window(start=start)))
    assert asked(coming)["MUG"] == (6_000, start)
    begun = managed(half_price(window=Window(start=NOON - timedelta(days=2))))
    assert asked(begun)["MUG"] == (6_000, NOON)


def test_an_edit_of_what_runs_is_compared_with_what_was_before_it_began() -> None:
    """But for SKUs that it did not reduce so far."""
    running = half_price(scope=skus("MUG"))
    edit = published(running, proposed=half_price(), published_at=NOON)
    later = NOON + timedelta(days=9)
    assert asked(edit, later) == {"MUG": (6_000, NOON), "CUP": (900, later)}
    coming = published(half_price(window=Window(start=later)), published_at=NOON)
    assert asked(coming, NOON + timedelta(days=1))["MUG"] == (6_000, later)


def test_a_false_claim_is_refused_and_told_what_is_unproven_is_not() -> None:
    known = OldPrices(FakeCatalogueReader(GOODS), FakeClaimReader({"MUG": 5_999}))
    with pytest.raises(ClaimFalse) as refused:
        known.refuse_false(managed(half_price()), NOON)
    assert refused.value.facts["sku"] == "MUG"
    (told,) = false_claims(known.judge(managed(half_price()), NOON))
    assert told.code == "claim_false"
    assert told.said("en") == refused.value.detail
    assert told.said("en").startswith(
        "MUG is said to have cost ¥60.00; ¥59.99 can be proved: order "
    )
    OldPrices(FakeCatalogueReader(GOODS), FakeClaimReader({"MUG": 6_000})).refuse_false(
        managed(half_price()), NOON
    )


def test_of_more_skus_than_can_be_judged_the_first_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_prices, "MOST", 1)
    reader = OldPrices(FakeCatalogueReader(GOODS), FakeClaimReader())
    judged = reader.judge(managed(half_price()), NOON)
    assert [each.claim.question.sku for each in judged.verdicts] == ["MUG"]
    assert [each.code for each in unjudged_claims(judged)] == ["claims_unjudged"]
    twice = half_price(scope=Scope((Selector(skus=("MUG",)), Selector(skus=("MUG",)))))
    assert reader.judge(managed(twice), NOON).is_complete
