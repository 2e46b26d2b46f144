"""Staff look customers through: by their last purchase, their stage of life, and what is said."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.contracts.profiles import Figures, Stage
from promenade.customer.profile.model.listing import Wanted, bought_of, stretches_of
from promenade.customer.profile.model.person import Profile, Tag, changed
from promenade.customer.profile.model.scoring import Rule, stage_of
from promenade.customer.profile.service import listing, merging, people, tagging
from promenade.customer.profile.service.ports import Doors
from promenade.customer.profile.store.listing import DynamoPeopleList
from promenade.customer.profile.store.people import DynamoProfileStore
from promenade.kit.paging import Position
from promenade.kit.values import replace
from tests.support.capacity import capacity
from tests.support.cloud import dump
from tests.support.digests import DIGESTS
from tests.support.fakes.order import FakeVault
from tests.support.profiles import DAY, EMAIL, PAID_AT, PHONE, add, order, tell
from tests.support.stamps import NOON, stamp

RULE = Rule()
STAGES: tuple[Stage, ...] = ("new", "active", "at_risk", "dormant", "churned")
HOUR = timedelta(hours=1)


@pytest.fixture
def doors(stores: None) -> Doors:
    return Doors(DynamoProfileStore(), FakeVault(), DIGESTS)


def page_of(
    limit: int = 100,
    after: Position | None = None,
    now: datetime = NOON,
    stage: Stage | None = None,
    tag: str | None = None,
) -> tuple[list[str], Position | None]:
    lists = listing.Doors(DynamoPeopleList(), DynamoProfileStore())
    page = listing.list_people(Wanted(stage, tag), limit, after, listing.At(now, RULE), lists)
    return [each.profile.id for each in page.items], page.next


def pages_of(limit: int, tag: str | None = None, stage: Stage | None = None) -> Iterator[list[str]]:
    after: Position | None = None
    while True:
        found, after = page_of(limit, after, tag=tag, stage=stage)
        yield found
        if after is None:
            return


def buy(doors: Doors, customer: str, at: datetime, number: str = "1") -> None:
    tell(doors, order(f"{customer}-{number}", customer=customer, placed_at=at, paid_at=at))


def say(doors: Doors, tag: str, *customers: str, at: datetime = NOON, **other: object) -> None:
    said = replace(Tag(tag, "", "manual", at), **other)
    tagging.tag(customers, said, replace(stamp(tag), at=at), doors.store)


@given(
    zone=st.sampled_from(["UTC", "Asia/Shanghai", "Pacific/Kiritimati", "America/Los_Angeles"]),
    last=st.one_of(
        st.none(),
        st.integers(0, 1_200 * 24).map(lambda hours: NOON - hours * HOUR),
    ),
    paid_count=st.integers(1, 3),
)
def test_everybody_of_a_stage_is_where_it_is_looked_for(
    zone: str, last: datetime | None, paid_count: int
) -> None:
    figures = Figures(paid_count if last else 0, {}, last, last, zone)
    stage = stage_of(figures, RULE.repurchase_days, NOON)
    within = [
        each
        for each in stretches_of(stage, RULE, NOON)
        if each.bought == bought_of(figures)
        and (each.since is None or (last and each.since <= last))
        and (each.until is None or (last and last < each.until))
    ]
    assert len(within) == 1


def test_who_bought_last_comes_first_and_who_never_did_comes_last(doors: Doors) -> None:
    for number, customer in enumerate(("ada", "bob", "cyd")):
        buy(doors, customer, PAID_AT + number * HOUR)
    add(doors, "dan")
    assert page_of() == (["cyd", "bob", "ada", "dan"], None)
    buy(doors, "ada", PAID_AT + DAY, "2")
    assert page_of() == (["ada", "cyd", "bob", "dan"], None)


def test_nobody_is_shown_twice_or_left_out_because_others_buy_meanwhile(doors: Doors) -> None:
    for number in range(6):
        buy(doors, f"c{number}", PAID_AT + number * HOUR)
    first, after = page_of(limit=2)
    for customer in ("c5", "new"):
        buy(doors, customer, PAID_AT + DAY, "2")
    second, after = page_of(limit=2, after=after)
    third, after = page_of(limit=2, after=after)
    assert (first, second, third) == (["c5", "c4"], ["c3", "c2"], ["c1", "c0"])
    assert page_of(limit=2, after=after) == ([], None)
    assert page_of(limit=2)[0] == ["new", "c5"]


def test_a_stage_is_of_the_time_of_asking(doors: Doors) -> None:
    """Sixty days usually pass; nothing is written while they do."""
    buy(doors, "ada", PAID_AT)
    buy(doors, "bob", PAID_AT)
    buy(doors, "bob", PAID_AT + HOUR, "2")
    add(doors, "dan")
    before = dump()
    found = {
        days: {stage: page_of(now=PAID_AT + days * DAY, stage=stage)[0] for stage in STAGES}
        for days in (60, 61, 120, 121, 240, 241)
    }
    nobody: dict[str, list[str]] = {stage: [] for stage in STAGES} | {"new": ["dan"]}
    both = ["bob", "ada"]
    assert found[60] == nobody | {"new": ["ada", "dan"], "active": ["bob"]}
    assert found[61] == found[120] == nobody | {"at_risk": both}
    assert found[121] == found[240] == nobody | {"dormant": both}
    assert found[241] == nobody | {"churned": both}
    assert dump() == before


def test_a_refund_takes_a_purchase_off_the_list(doors: Doors) -> None:
    buy(doors, "ada", PAID_AT)
    buy(doors, "bob", PAID_AT + HOUR)
    gone = order("bob-1", version=2, customer="bob", state="cancelled")
    tell(doors, gone)
    assert page_of()[0] == ["ada", "bob"]
    assert page_of(stage="at_risk", now=PAID_AT + 90 * DAY)[0] == ["ada"]


def test_a_tag_lists_of_whom_it_was_said_last_first(doors: Doors) -> None:
    for customer in ("ada", "bob", "cyd"):
        add(doors, customer)
    say(doors, "vip", "ada", "bob")
    say(doors, "vip-2", "cyd")
    assert page_of(tag="vip") == (["bob", "ada"], None)
    say(doors, "vip", "ada", at=NOON + HOUR, value="gold")
    assert [*pages_of(1, tag="vip")] == [["ada"], ["bob"], []]
    tagging.untag(["ada"], "vip", "manual", stamp("untag"), doors.store)
    assert page_of(tag="vip") == (["bob"], None)


def test_a_tag_that_has_expired_counts_no_longer(doors: Doors) -> None:
    add(doors, "ada")
    say(doors, "vip", "ada", expires_at=NOON + DAY)
    assert page_of(tag="vip", now=NOON + DAY - HOUR)[0] == ["ada"]
    before = dump()
    assert page_of(tag="vip", now=NOON + DAY) == ([], None)
    assert dump() == before
    (kept,) = [
        each for own in before.values() for each in own if each.get("sk") == {"S": "TAG#vip"}
    ]
    assert kept["expires_at"] == {"N": str(int((NOON + DAY).timestamp()))}


def test_a_tag_and_a_stage_are_asked_for_together(doors: Doors) -> None:
    for number in range(4):
        buy(doors, f"c{number}", NOON - number * 100 * DAY)
    say(doors, "vip", "c0", "c1", "c2")
    assert [page_of(tag="vip", stage=stage)[0] for stage in STAGES] == [
        ["c0"],
        [],
        ["c1"],
        ["c2"],
        [],
    ]


def test_a_page_looks_at_so_many_and_leaves_the_rest_to_the_next(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST_AT_ONCE", 2)
    for number in range(9):
        add(doors, f"c{number}")
    say(doors, "vip", *(f"c{number}" for number in range(9)))
    buy(doors, "c0", NOON - 100 * DAY)
    with capacity() as found:
        shown, after = page_of(limit=1, tag="vip", stage="at_risk")
    assert (shown, after) == ([], {"place": "2026-03-01T12:00:00.000000Z#c2"})
    assert found.calls == {"Query": 4 * 8, "BatchGetItem": 4}
    assert page_of(limit=1, after=after, tag="vip", stage="at_risk")[0] == ["c0"]


def test_who_was_merged_is_not_listed_until_he_is_another_again(doors: Doors) -> None:
    buy(doors, "ada", PAID_AT)
    buy(doors, "bob", PAID_AT + HOUR)
    say(doors, "vip", "bob")
    merging.merge("bob", "ada", stamp(), doors.store)
    assert (page_of()[0], page_of(tag="vip")[0]) == (["ada"], ["ada"])
    merging.unmerge("bob", stamp(), doors.store)
    assert (page_of()[0], page_of(tag="vip")[0]) == (["bob", "ada"], ["bob"])


def test_who_is_forgotten_is_in_no_list(doors: Doors) -> None:
    add(doors, "ada", EMAIL)
    add(doors, "bob", PHONE)
    for customer in ("ada", "bob"):
        say(doors, f"tea-{customer}", customer)
    merging.merge("bob", "ada", stamp(), doors.store)
    people.anonymise("ada", stamp("forget"), doors.store)
    assert page_of() == page_of(tag="tea-ada") == page_of(tag="tea-bob") == ([], None)
    assert not [each for each in ("TAG#", "BOUGHT#") if each in repr(dump())]


def test_as_many_tags_and_addresses_as_may_be_are_forgotten_at_once(doors: Doors) -> None:
    """Six people, of whom one absorbed the others."""
    contacts = [[replace(EMAIL, value=f"{c}{n}@a.cn") for n in range(10)] for c in "abcdef"]
    for number, own in enumerate(contacts):
        add(doors, f"c{number}", *own)
        full = doors.store.find(f"c{number}")
        assert full
        tags = tuple(Tag(f"t{number}-{n:02}", "", "manual", NOON) for n in range(50))
        after = changed(full.profile, tags=tags)
        doors.store.change([people.moved(full, after, stamp())], stamp())
        if number:
            merging.merge(f"c{number}", "c0", stamp(), doors.store)
    gone: Profile = people.anonymise("c0", stamp("forget"), doors.store)
    assert (gone.state, gone.tags) == ("anonymised", ())
    assert not [each for each in ("TAG#", "IDENTITY#") if each in repr(dump())]


def test_a_purchase_costs_no_more_calls_and_a_tag_one_write(doors: Doors) -> None:
    """The index has keys alone: a purchase moves its one entry there, tags move none."""
    buy(doors, "ada", PAID_AT)
    say(doors, "vip", "ada")
    with capacity() as bought:
        buy(doors, "ada", PAID_AT + DAY, "2")
    with capacity() as said:
        say(doors, "tea", "ada")
    assert (bought.calls, bought.write_units) == ({"GetItem": 2, "TransactWriteItems": 1}, 18)
    assert (said.calls, said.write_units) == ({"GetItem": 1, "TransactWriteItems": 1}, 4)
