"""Whose profile is anonymised is erased from what came of campaigns, and the sums stay."""

from datetime import timedelta

import msgspec
import pytest

from promenade.contracts.channels import Channel
from promenade.customer.tracking.holds import DynamoLinks, DynamoSentLinks
from promenade.customer.tracking.model.links import set_key
from promenade.customer.tracking.model.sums import Sums
from promenade.customer.tracking.model.touches import Touch
from promenade.customer.tracking.service import touching
from promenade.customer.tracking.service.crediting import credit
from promenade.customer.tracking.service.following import Erased, FollowDoors, Told, follow
from promenade.customer.tracking.service.links import Marks
from promenade.customer.tracking.service.ports import Seen, Whose
from promenade.customer.tracking.store.links import DynamoLinkStore
from promenade.customer.tracking.store.touches import DynamoTouchStore
from promenade.kit.errors import Unavailable
from tests.support.cloud import dump
from tests.support.effects import (
    SPRING,
    campaign,
    coupon,
    doors,
    handled,
    hours,
    merged,
    refunded,
    sale,
    touched,
)
from tests.support.fakes.tracking import FakeActs, FakeQueue
from tests.support.tracking import BASE, HOME, KEYS, LINKS, SALE, at, sight, stamp, token

NOW = hours(3)
_OF_SPRING = (SPRING, "mail", "a", Channel.EMAIL)
FORGET = Erased("ada")


@pytest.fixture
def found(stores: None) -> FollowDoors:
    """Ada was sent to, came by a link and bought; so did bo, who bought nothing."""
    known = doors()
    tell(known, campaign(), handled(sent="ada bo", held_out="cy"), touched(), touched("bo", "t-2"))
    credit(sale(coupons=(coupon(),)), NOW, known)
    return known


def tell(found: FollowDoors, *told: Told) -> None:
    for each in told:
        follow(each, NOW, found)


def sums(found: FollowDoors) -> Sums:
    return found.effects.sums(SPRING)


def named(customer: str = "ada") -> list[str]:
    """Items that name somebody."""
    items = [each for own in dump().values() for each in own]
    return [repr(each) for each in items if customer in repr(each)]


def unavailable(*_: object) -> int:
    raise Unavailable("The table is busy with other changes.")


def acted(found: FollowDoors) -> set[str]:
    """Of whom it is told what they did."""
    assert isinstance(found.acts, FakeActs)
    return {each.customer for each in found.acts.kept.values()}


def test_nothing_leads_to_who_was_erased_and_sums_stay_to_the_minor_unit(
    found: FollowDoors,
) -> None:
    before = sums(found)
    assert (len(named()), before[SPRING, "a", "CNY"]["net_coupon_first"]) == (4, 10_001)
    assert acted(found) == {"ada", "bo"}
    assert follow(FORGET, NOW, found) == 1
    assert (named(), sums(found), acted(found)) == ([], before, {"bo"})
    (line,) = found.effects.lines(SPRING, 10, None).items
    assert (line.number, len(line.shares)) == ("A-1", 1)


def test_again_it_changes_nothing(found: FollowDoors) -> None:
    follow(FORGET, NOW, found)
    before = dump()
    assert follow(FORGET, NOW, found) == 0
    assert dump() == before


def test_who_does_not_follow_any_campaign_is_erased_as_well(found: FollowDoors) -> None:
    before = sums(found)
    assert follow(Erased("nobody"), NOW, found) == 0
    assert (sums(found), named("nobody")) == (before, [])


@pytest.mark.parametrize("days", [0, 40])
def test_a_refund_is_taken_from_the_campaign_that_brought_it(found: FollowDoors, days: int) -> None:
    follow(FORGET, NOW, found)
    credit(refunded(1, coupons=(coupon(),)), NOW + timedelta(days=days), found)
    told = sums(found)[SPRING, "a", "CNY"]
    assert (told["net_coupon_first"], told["orders_coupon_first"]) == (10_000, 1)
    assert named() == []


def test_what_is_told_late_counts_nothing_and_names_nobody(found: FollowDoors) -> None:
    follow(FORGET, NOW, found)
    before = sums(found)
    tell(found, touched(id_="t-3", at=2.5), handled(sent="ada bo"), merged("ada", "bo", 9))
    credit(sale(number="A-2"), NOW, found)
    assert (sums(found), named()) == (before, [])
    tell(found, handled(sent="ada bo", request="r-2"))
    assert (sums(found)[SPRING, "a", ""]["messages"], named()) == (4, [])


def test_what_comes_at_the_same_time_is_erased_by_who_brought_it(
    found: FollowDoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mark is set between the two looks of who brings it."""
    asked: list[object] = []
    is_erased = found.journal.erased

    def meanwhile(customers: frozenset[str]) -> frozenset[str]:
        told = is_erased(customers)
        if not asked:
            found.journal.mark_erased("ada")
        asked.append(told)
        return told

    monkeypatch.setattr(found.journal, "erased", meanwhile)
    tell(found, touched(id_="t-3", at=2.5))
    assert (asked, named()) == ([frozenset(), frozenset({"ada"})], [])
    assert acted(found) == {"bo"}


def test_what_broke_off_before_they_were_erased_is_erased_when_it_comes_again(
    found: FollowDoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = touched(id_="t-3", at=2.5)
    follow(FORGET, NOW, found)
    with monkeypatch.context() as patched:
        patched.setattr(found.journal, "erased", lambda _: frozenset())
        patched.setattr(found.journal, "visit", unavailable)
        with pytest.raises(Unavailable):
            follow(late, NOW, found)
    assert acted(found) == {"ada", "bo"}
    tell(found, late)
    assert (acted(found), named()) == ({"bo"}, [])


def test_what_breaks_off_goes_on(found: FollowDoors, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sums(found)

    with monkeypatch.context() as patched:
        patched.setattr(found.journal, "drop", unavailable)
        with pytest.raises(Unavailable):
            follow(FORGET, NOW, found)
    assert named() != []
    assert follow(FORGET, NOW, found) == 0
    assert (named(), sums(found)) == ([], before)


def test_two_who_were_one_are_both_erased(found: FollowDoors) -> None:
    tell(found, merged("ada", "bo", 2))
    credit(sale(number="A-2", customer="bo"), NOW, found)
    before = sums(found)
    tell(found, FORGET, Erased("bo"))
    assert (named(), named("'bo'"), named("#bo"), sums(found)) == ([], [], [], before)


def test_an_order_that_turned_out_to_be_anothers_stays_the_others(found: FollowDoors) -> None:
    credit(sale(version=2, customer="dan"), NOW, found)
    before = sums(found)
    assert follow(FORGET, NOW, found) == 0
    assert (named(), len(named("dan")), sums(found)) == ([], 2, before)


def test_links_lead_on_and_credit_nobody(found: FollowDoors) -> None:
    """Ada had followed one before, and follows another one afterwards."""
    links, touches, queue = DynamoLinkStore(), DynamoTouchStore(), FakeQueue()
    links.place(LINKS, stamp())
    address = DynamoLinks(Marks(KEYS), BASE, lambda: at(0), links).made(LINKS)
    site = touching.Doors(Marks(KEYS), links, touches, queue)

    def follow_link(target: str, seconds: float, customer: str = "ada") -> str:
        seen = sight(seconds)
        led = touching.led_to(token(address(customer, target)), seen, site, is_open=False)
        return touching.touch(led, seen, stamp(seconds), site)

    follow_link(HOME, 60)
    whose = msgspec.json.decode(queue.bodies[0], type=Whose)
    judge_doors = touching.JudgeDoors(links, touches)
    assert touching.judge(whose, stamp(90), judge_doors) == 1
    before = sums(found)
    follow(FORGET, NOW, found)
    assert (follow_link(SALE, 120), len(queue.bodies)) == (SALE, 1)
    assert (named(), sums(found)) == ([], before)
    assert follow_link(SALE, 120, "bo") == SALE
    assert len(queue.bodies) == 2
    touches.see(Seen(whose, "late", Touch("ada", *_OF_SPRING, at(121), HOME)), stamp())
    assert (len(named()), touching.judge(whose, stamp(140), judge_doors)) == (1, 0)
    assert named() == []


def test_who_sends_links_disowns_them_by_their_sets(stores: None) -> None:
    links, touches = DynamoLinkStore(), DynamoTouchStore()
    kept = links.keep(LINKS, stamp())
    ada, bo = (Whose(set_key(LINKS.id), person) for person in (0, 1))
    for whose, customer in ((ada, "ada"), (bo, "bo")):
        touches.see(Seen(whose, "early", Touch(customer, *_OF_SPRING, at(60), HOME)), stamp())
    DynamoSentLinks().disown("ada", [LINKS.id, "a set that was never made"])
    after = links.find_set(set_key(LINKS.id))
    assert after == kept.without(0)
    assert (touches.touches(ada), len(touches.touches(bo)), named()) == ([], 1, [])
    before = dump()
    DynamoSentLinks().disown("ada", [LINKS.id])
    assert dump() == before
