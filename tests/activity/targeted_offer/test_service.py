"""Granting, inviting and thanking, over stores in memory."""

from collections.abc import Sequence
from typing import Any

import pytest

from promenade.activity.targeted_offer.model.granting import GrantList
from promenade.activity.targeted_offer.model.personal import (
    NoAlternative,
    NotShared,
    ShareClosed,
    Tally,
)
from promenade.activity.targeted_offer.service import choosing, following, granting, sharing
from promenade.activity.targeted_offer.service.choosing import Choice
from promenade.activity.targeted_offer.service.following import ToldCoupon
from promenade.activity.targeted_offer.service.sharing import ShareDoors, Tokens
from promenade.contracts.coupon_gifts import CouponWithheld, GiftTemplate
from promenade.contracts.customers import Claimant
from promenade.kit.digests import Digests
from promenade.kit.errors import NotFound
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.activity.targeted_offer.test_offer import BONUS, HOUR, offer, template, terms
from tests.support.fakes.targeted_offer import (
    FakeGifts,
    FakeListStore,
    FakeOfferStore,
    FakePersonalStore,
    FakeShareStore,
    FakeTable,
)
from tests.support.stamps import NOON, stamp

ALL = [template(f"template_{n}") for n in range(1, 5)]
KEYED = Digests(lambda: b"secret")


class Shop:
    """One offer, of which ada is the first to have it."""

    def __init__(
        self, bonus_on: Any = "used", templates: Sequence[GiftTemplate] = ALL, **left: int
    ) -> None:
        table, bonus = FakeTable(), replace(BONUS, bonus_on=bonus_on)
        self.gifts, self.offers = FakeGifts(templates, **left), FakeOfferStore(table)
        self.doors = granting.Doors(self.offers, FakePersonalStore(table), self.gifts)
        tokens = Tokens(KEYED.pseudonym, KEYED.proof)
        self.links = ShareDoors(FakeShareStore(table), tokens, self.doors)
        self.lists = granting.ListDoors(FakeListStore(table), self.doors)
        made = replace(offer(), terms=terms(share_bonus=bonus))
        self.offers.add(made, stamp("draft"))

    def grant(self, customer: str = "ada", at: int = 0) -> str:
        asked = _at(f"grant {customer}", at)
        return granting.grant("offer_1", customer, asked, self.doors).coupon_id

    def link(self, customer: str = "ada", at: int = 0) -> str:
        found = sharing.share("offer_1", customer, _at(f"share {customer}", at), self.links)
        return self.links.tokens.token_of(found.share.id)

    def accept(self, token: str, customer: str, at: int = 0) -> None:
        sharing.accept(token, Claimant(customer), _at(f"accept {customer}", at), self.links)

    def tell(self, customer: str, at: int, *, is_used: bool = True) -> None:
        coupon = f"template_3-{customer}"
        told = ToldCoupon("offer_1", customer, coupon, NOON + at * HOUR, is_used)
        following.follow(told, _at(f"told {at}", at), self.doors)

    @property
    def tally(self) -> Tally:
        return self.offers.tally("offer_1")


def _at(request: str, hours: int) -> Stamp:
    return replace(stamp(request), at=NOON + hours * HOUR)


def test_a_grant_ends_with_its_hours() -> None:
    shop = Shop()
    assert shop.grant() == "template_1-ada"
    assert [(each.until, each.origin) for each in shop.gifts.given] == [
        (NOON + 5 * HOUR, "offer_1")
    ]
    assert shop.grant("bob", at=46) == "template_1-bob"
    assert shop.gifts.given[-1].until == NOON + 48 * HOUR


def test_without_its_coupon_nobody_has_the_offer() -> None:
    shop = Shop(template_1=1)
    shop.grant()
    with pytest.raises(CouponWithheld):
        shop.grant("bob")
    assert shop.doors.personal.find("bob", "offer_1").mine is None
    assert shop.tally == Tally(granted=1)


@pytest.mark.parametrize(
    "alternative",
    [
        None,
        template("template_2", is_active=False),
        template("template_2", is_for_all=False),
        template("template_2", closes_at=NOON - HOUR),
    ],
)
def test_nobody_has_an_offer_that_leaves_others_without(alternative: GiftTemplate | None) -> None:
    left = [each for each in ALL if each.id != "template_2"]
    shop = Shop(templates=[*left, alternative] if alternative else left)
    for gone in (shop, Shop(template_2=0)):
        with pytest.raises(NoAlternative):
            gone.grant()
        assert gone.tally == Tally()
        assert gone.gifts.given == []


def test_a_link_tells_of_nobody_and_is_made_by_us_alone() -> None:
    tokens = Tokens(KEYED.pseudonym, KEYED.proof)
    token = tokens.token_of(tokens.id_of("offer_1", "ada"))
    assert tokens.read(token) == token[:12]
    assert len({tokens.id_of("offer_1", who) for who in ("ada", "bob")}) == 2
    assert tokens.id_of("offer_2", "ada") != token[:12]
    others = Digests(lambda: b"another secret")
    foreign = Tokens(others.pseudonym, others.proof)
    for forged in ("", token[:-1], f"{token}=", foreign.token_of(token[:12]), token.swapcase()):
        with pytest.raises(NotFound):
            tokens.read(forged)


def test_who_has_no_running_grant_invites_nobody() -> None:
    shop = Shop()
    shop.grant()
    shop.accept(shop.link(), "bob")
    with pytest.raises(NotShared):
        shop.link("bob")
    with pytest.raises(NotShared):
        shop.link(at=5)
    with pytest.raises(NotFound):
        shop.link("cy")
    assert shop.tally == Tally(granted=1, shared=1, accepted=1)


def test_what_the_invited_one_uses_thanks_who_invited_until_it_comes_back() -> None:
    shop = Shop()
    shop.grant()
    shop.accept(shop.link(), "bob")
    for at, is_used in ((1, True), (1, True), (3, False), (2, True), (4, True)):
        shop.tell("bob", at, is_used=is_used)
    thanks = [each for each in shop.gifts.given if each.template_id == "template_4"]
    told = [("ada", NOON + 6 * HOUR), ("ada", NOON + 9 * HOUR)]
    assert [(each.customer, each.until) for each in thanks] == told
    assert shop.gifts.revoked == ["template_4-ada"]
    assert shop.tally == Tally(granted=1, shared=1, accepted=1, used=1, bonuses=1)


def test_thanks_that_cannot_be_given_wait_until_they_can() -> None:
    shop = Shop(template_4=0)
    shop.grant()
    shop.accept(shop.link(), "bob")
    shop.tell("bob", 1)
    waiting = Tally(granted=1, shared=1, accepted=1, used=1, withheld=1)
    assert shop.tally == waiting
    with pytest.raises(CouponWithheld):
        following.give_bonus("offer_1", "bob", stamp("retry"), shop.doors)
    assert shop.tally == waiting
    shop.gifts.left["template_4"] = 1
    for _ in range(2):
        given = following.give_bonus("offer_1", "bob", stamp("retry"), shop.doors)
        assert (given.bonus, given.bonus_coupon_id) == ("given", "template_4-ada")
    assert shop.tally == replace(waiting, withheld=0, bonuses=1)


def test_thanks_that_were_due_are_not_after_a_refund_in_full() -> None:
    shop = Shop(template_4=0)
    shop.grant()
    shop.accept(shop.link(), "bob")
    shop.tell("bob", 1)
    shop.tell("bob", 2, is_used=False)
    shop.gifts.left["template_4"] = 1
    given = following.give_bonus("offer_1", "bob", stamp("retry"), shop.doors)
    assert (given.bonus, given.bonus_reason) == ("pending", "")
    assert shop.tally == Tally(granted=1, shared=1, accepted=1)


def test_what_was_given_for_accepting_stays_whatever_is_bought() -> None:
    shop = Shop("accepted")
    shop.grant()
    shop.accept(shop.link(), "bob")
    shop.tell("bob", 1)
    shop.tell("bob", 2, is_used=False)
    assert shop.gifts.revoked == []
    assert shop.tally == Tally(granted=1, shared=1, accepted=1, bonuses=1)


def test_where_both_get_theirs_at_once_neither_gets_it_alone() -> None:
    shop = Shop("accepted", template_4=1)
    shop.grant()
    token = shop.link()
    shop.accept(token, "bob")
    with pytest.raises(ShareClosed) as closed:
        shop.accept(token, "cy")
    assert closed.value.facts == {"reason": "all_gone"}
    assert shop.doors.personal.find("cy", "offer_1").mine is None
    assert shop.tally == Tally(granted=1, shared=1, accepted=1, bonuses=1)


def test_a_list_counts_each_reason() -> None:
    shop = Shop(template_1=2)
    shop.grant()
    refused = Choice("bob", is_allowed=False)
    choosing.choose(refused, stamp("no"), shop.doors.personal)
    asked = GrantList("grants_1", "offer_1", 4, NOON, "staff:maria", "request-1")
    granting.request(asked, ["ada", "bob", "cy", "dan"], stamp(), shop.lists)
    for _ in range(2):
        done = granting.run("grants_1", stamp("run"), shop.lists)
    assert (done.state, done.granted_count) == ("done", 1)
    assert done.skipped == {"already_in_offer": 1, "opted_out": 1, "all_gone": 1}
    assert shop.tally == Tally(granted=2, opted_out=1, skipped=2)


def test_everybody_is_shown_what_they_can_have_instead() -> None:
    shop = Shop()
    shop.grant()
    found = choosing.alternatives(9, None, NOON, shop.doors).items
    assert [(each.offer_id, each.template.id) for each in found] == [("offer_1", "template_2")]
    assert choosing.alternatives(9, None, NOON + 48 * HOUR, shop.doors).items == ()
    (mine,) = choosing.list_mine("ada", 9, None, NOON, shop.doors).mine
    assert mine.alternative == template("template_2")
    with pytest.raises(NotFound):
        choosing.get_mine("bob", "offer_1", NOON, shop.doors)
