"""What every store of offers promises; the fakes and the real ones alike."""

from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from promenade.activity.targeted_offer.model.granting import GrantList
from promenade.activity.targeted_offer.model.personal import (
    AlreadyInOffer,
    OptedOut,
    PersonalOffer,
    Share,
    ShareClosed,
    Tally,
    Targeting,
)
from promenade.activity.targeted_offer.service.ports import (
    ListStore,
    OfferStore,
    PersonalStore,
    ShareStore,
    Turn,
)
from promenade.activity.targeted_offer.store.lists import DynamoListStore
from promenade.activity.targeted_offer.store.offers import DynamoOfferStore
from promenade.activity.targeted_offer.store.personal import DynamoPersonalStore
from promenade.activity.targeted_offer.store.shares import DynamoShareStore
from promenade.contracts.targeted_offers import TargetedOfferEnded, TargetedOfferPaused
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.patience import Contended, patiently
from promenade.kit.values import replace
from tests.activity.targeted_offer.test_offer import BONUS, HOUR, offer
from tests.support.cloud import dump
from tests.support.fakes.targeted_offer import (
    NOTHING,
    FakeListStore,
    FakeOfferStore,
    FakePersonalStore,
    FakeShareStore,
    FakeTable,
)
from tests.support.stamps import NOON, stamp


class Stores(NamedTuple):
    offers: OfferStore
    personal: PersonalStore
    shares: ShareStore
    lists: ListStore


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> Stores:
    if request.param == "dynamo":
        people, links = DynamoPersonalStore(), DynamoShareStore()
        return Stores(DynamoOfferStore(), people, links, DynamoListStore())
    table = FakeTable()
    fakes = FakePersonalStore(table), FakeShareStore(table), FakeListStore(table)
    return Stores(FakeOfferStore(table), *fakes)


def mine(customer: str = "ada", **other: Any) -> PersonalOffer:
    given: dict[str, Any] = {
        "via": "grant",
        "coupon_id": f"coupon-{customer}",
        "given_at": NOON,
        "ends_at": NOON + 5 * HOUR,
        "request": "request-1",
    }
    return PersonalOffer("offer_1", customer, **given | other)


def invited(customer: str, **other: Any) -> PersonalOffer:
    link = {"via": "share", "share_id": "share-ada", "inviter": "ada", "bonus": "pending"}
    return mine(customer, **link | other)


def link(store: Stores, inviter: str = "ada") -> Share:
    share = Share(f"share-{inviter}", "offer_1", inviter, NOON, NOON + 5 * HOUR)
    store.shares.add(share, stamp(f"share {inviter}"))
    return share


def accept(store: Stores, customer: str, **other: Any) -> None:
    bonus = other.pop("terms", BONUS)
    at = replace(stamp(f"accept {customer}"), at=other.pop("at", NOON))
    asked = invited(customer, **other)
    patiently(lambda: store.shares.accept(asked, bonus, [NOTHING], at), Contended)


def test_an_offer_is_drafted_once_and_changes_over_the_version_before_it(store: Stores) -> None:
    drafted = offer()
    for _ in range(2):
        assert store.offers.add(drafted, stamp("1")) == drafted
    paused = replace(drafted, version=2, paused_at=NOON)
    for _ in range(2):
        assert store.offers.save(paused, TargetedOfferPaused, stamp("2")) == paused
    before = dump()
    with pytest.raises(Conflict):
        store.offers.add(drafted, stamp("3"))
    with pytest.raises(Stale):
        store.offers.save(paused, TargetedOfferEnded, stamp("3"))
    with pytest.raises(NotFound):
        store.offers.save(replace(paused, id="offer_2"), TargetedOfferEnded, stamp("3"))
    with pytest.raises(Stale):
        store.offers.drop(drafted)
    assert dump() == before
    store.offers.drop(paused)
    assert store.offers.find("offer_1") is None


def test_offers_are_listed_the_latest_first(store: Stores) -> None:
    made = [
        replace(offer(), id=f"offer_{n}", created_at=NOON + timedelta(hours=n)) for n in range(3)
    ]
    for each in made:
        store.offers.add(each, stamp(each.id))
    page = store.offers.list_latest(2, None)
    assert [each.id for each in page.items] == ["offer_2", "offer_1"]
    assert store.offers.list_latest(2, page.next).items == (made[0],)
    assert store.offers.find_many(["offer_0", "offer_9"]) == {"offer_0": made[0]}


def test_a_customer_has_an_offer_once(store: Stores) -> None:
    store.personal.grant(mine(), NOTHING, stamp("1"))
    before = dump()
    with pytest.raises(AlreadyInOffer):
        store.personal.grant(mine(), NOTHING, stamp("2"))
    link(store)
    with pytest.raises(AlreadyInOffer):
        store.shares.accept(invited("ada"), BONUS, [NOTHING], stamp("3"))
    assert store.personal.find("ada", "offer_1").mine == mine()
    assert store.personal.list_of("ada", 9, None).items == (mine(),)
    assert store.offers.tally("offer_1") == Tally(granted=1, shared=1)
    assert store.personal.find("bob", "offer_1").mine is None
    assert len(dump()) == len(before)


def test_who_refuses_is_granted_nothing(store: Stores) -> None:
    refused = Targeting("ada", is_allowed=False, version=1, changed_at=NOON)
    store.personal.choose(refused, stamp("1"))
    before = dump()
    with pytest.raises(OptedOut):
        store.personal.grant(mine(), NOTHING, stamp("2"))
    with pytest.raises(Contended):
        store.personal.choose(refused, stamp("3"))
    assert dump() == before
    assert store.personal.find("ada", "offer_1").targeting == refused
    store.personal.choose(replace(refused, is_allowed=True, version=2), stamp("4"))
    store.personal.grant(mine(), NOTHING, stamp("5"))
    store.personal.choose(replace(refused, version=3), stamp("6"))
    assert store.personal.targeting("ada").is_allowed is False


def test_a_link_is_made_once_and_keeps_the_cap_of_one(store: Stores) -> None:
    share = link(store)
    assert store.shares.add(share, stamp("again")).share == share
    for customer in ("bob", "cy", "dan"):
        accept(store, customer)
    before = dump()
    with pytest.raises(ShareClosed) as closed:
        accept(store, "eve")
    assert closed.value.facts == {"reason": "cap_reached"}
    with pytest.raises(AlreadyInOffer):
        store.shares.accept(invited("bob"), BONUS, [NOTHING], stamp("other"))
    assert dump() == before
    found = store.shares.find("share-ada")
    assert found is not None
    assert (found.accepted_count, found.bonus_count) == (3, 0)
    assert store.offers.tally("offer_1") == Tally(shared=1, accepted=3)


def test_the_cap_of_all_holds_over_links_and_an_end_is_an_end(store: Stores) -> None:
    two = replace(BONUS, most_in_all=2)
    for inviter in ("ada", "zoe"):
        link(store, inviter)
    accept(store, "bob", terms=two, bonus="given")
    accept(store, "cy", terms=two, share_id="share-zoe", inviter="zoe")
    before = dump()
    for customer, other, reason in (
        ("dan", {"terms": two}, "all_gone"),
        ("eve", {"at": NOON + 5 * HOUR}, "over"),
    ):
        with pytest.raises(ShareClosed) as closed:
            accept(store, customer, **other)
        assert closed.value.facts == {"reason": reason}
    assert dump() == before
    assert store.offers.tally("offer_1") == Tally(shared=2, accepted=2, bonuses=1)


def test_what_becomes_of_a_coupon_is_counted_with_it(store: Stores) -> None:
    link(store)
    accept(store, "bob")
    before = invited("bob")
    due = replace(before.turned(NOON, is_used=True), bonus="withheld", bonus_reason="all_gone")
    given = replace(due, version=3, bonus="given", bonus_reason="")
    store.personal.turn(Turn(before, due), stamp("used"))
    assert store.offers.tally("offer_1") == Tally(shared=1, accepted=1, used=1, withheld=1)
    store.personal.turn(Turn(due, given), stamp("given"))
    with pytest.raises(Contended):
        store.personal.turn(Turn(due, given), stamp("late"))
    back = given.turned(NOON + HOUR, is_used=False)
    store.personal.turn(Turn(given, back), stamp("back"))
    assert store.offers.tally("offer_1") == Tally(shared=1, accepted=1, bonuses=1)
    found = store.shares.find("share-ada")
    assert found is not None
    assert (found.bonus_count, found.withheld_count) == (1, 0)


def test_a_list_is_asked_for_once_and_finished_once(store: Stores) -> None:
    asked = GrantList("grants_1", "offer_1", 3, NOON, "staff:maria", "request-1")
    for _ in range(2):
        assert store.lists.add(asked, ["ada", "bob", "cy"], stamp()) == asked
    with pytest.raises(Conflict):
        store.lists.add(replace(asked, request="2"), ["eve"], stamp("2"))
    assert store.lists.customers(asked) == ["ada", "bob", "cy"]
    done = asked.done(1, {"opted_out": 1, "all_gone": 1})
    for _ in range(2):
        store.lists.finish(done, stamp("run"))
    assert store.lists.find("grants_1") == done
    assert store.lists.add(asked, ["ada", "bob", "cy"], stamp()) == asked
    assert store.offers.tally("offer_1") == Tally(opted_out=1, skipped=1)
    assert store.lists.find("grants_2") is None


def test_what_a_call_gave_first_is_told_it_again(store: Stores) -> None:
    key = replace(stamp("1"), request="request_1")
    store.personal.grant(mine(), NOTHING, key)
    before = dump()
    with pytest.raises(Conflict):
        store.personal.grant(mine("bob"), NOTHING, replace(key, fingerprint="2"))
    with pytest.raises(Conflict):
        store.personal.made(replace(key, fingerprint="2"))
    assert dump() == before
    assert store.personal.made(key) == mine()
    assert store.personal.made(stamp("3")) is None
