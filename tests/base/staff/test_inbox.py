"""One inbox of many rooms: what comes first, where it goes on, and who may approve what."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.base.staff.service.inbox import Entry, Rooms, list_waiting
from promenade.base.staff.wire import approvals as wire
from promenade.contracts.approvals import APPROVED_BY, ApprovalKind, Waiting
from promenade.contracts.reviews import Approval, Review
from promenade.kit.differences import Difference
from promenade.kit.http.auth import Principal
from promenade.kit.messages import say
from promenade.kit.paging import Page, Position
from promenade.kit.values import Value, replace
from tests.support.stamps import NOON


class Room(Value, frozen=True):
    """What waits in it, in order; a page of it has `most` at most, like one of large items."""

    waiting: Sequence[Waiting]
    most: int = 100

    def longest(self, limit: int, after: Position | None) -> Page[Waiting]:
        later = [each for each in self.waiting if after is None or each.since > after["since"]]
        told = later[: min(limit, self.most)]
        more = len(later) > len(told)
        return Page(tuple(told), {"since": told[-1].since} if more else None)


def waiting(since: int, kind: ApprovalKind = ApprovalKind.PROMOTION) -> Waiting:
    return Waiting(
        kind=kind,
        id=f"promotion_{since}",
        title="10 off",
        path=f"/promotions/promotion_{since}",
        version=2,
        since=f"{since:04}",
        review=Review("staff:maria", NOON, 2),
        authors=("staff:maria",),
    )


def who(name: str, *permissions: str) -> Principal:
    return Principal("staff", name, frozenset(permissions))


ALL = who("olga", "one", "two", *APPROVED_BY.values())


def walked(rooms: Rooms, limit: int) -> list[str]:
    found, after = list[Entry](), None
    while True:
        page = list_waiting(rooms, ALL, NOON, limit, after)
        assert len(page.items) <= limit
        found += page.items
        if (after := page.next) is None:
            return [entry.waiting.since for entry in found]


@given(
    st.lists(st.integers(0, 40), unique=True),
    st.integers(1, 50),
    st.integers(1, 4),
    st.integers(1, 4),
)
def test_every_page_size_tells_each_once_and_in_order(
    places: list[int], split: int, most: int, limit: int
) -> None:
    one = [waiting(each) for each in sorted(places) if each % 3 and each < split]
    two = [waiting(each) for each in sorted(places) if not (each % 3 and each < split)]
    rooms = {"one": Room(one, most), "two": Room(two)}
    assert walked(rooms, limit) == [f"{each:04}" for each in sorted(places)]


def test_a_room_that_the_caller_may_not_read_is_not_asked() -> None:
    rooms = {"one": Room([waiting(1)]), "two": Room([waiting(2)])}
    page = list_waiting(rooms, who("anton", "two"), NOON, 9, None)
    assert [entry.waiting.since for entry in page.items] == ["0002"]
    assert list_waiting(rooms, who("nils"), NOON, 9, None) == Page((), None)


@pytest.mark.parametrize("kind", ApprovalKind)
def test_who_may_approve_is_told_by_the_rule_that_approves(kind: ApprovalKind) -> None:
    asked = waiting(1, kind)
    approval = Approval("staff:otto", NOON, 2)
    asked = replace(asked, review=replace(asked.review, approvals=(approval,)))
    may = ("one", APPROVED_BY[kind])
    found = {
        caller.id: list_waiting({"one": Room([asked])}, caller, NOON, 9, None).items[0].hindrance
        for caller in (who("olga", *may), who("maria", *may), who("otto", *may), who("nils", "one"))
    }
    told = {name: refusal and refusal.code for name, refusal in found.items()}
    assert told == {
        "olga": None,
        "maria": "self_approval",
        "otto": "approved_before",
        "nils": "forbidden",
    }


@pytest.mark.parametrize("is_change", [False, True])
@pytest.mark.parametrize("kind", ApprovalKind)
def test_what_each_is_about_is_told_in_both_languages(kind: ApprovalKind, is_change: bool) -> None:
    page = Page((Entry(replace(waiting(1, kind), is_change=is_change), None),), None)
    english, chinese = (wire.show_page(page, None, each).items[0].summary for each in ("en", "zh"))
    assert english != chinese == say(english, {}, "zh")


def test_changes_beyond_twenty_are_counted_and_long_values_cut() -> None:
    many = tuple(Difference(path=f"/{n}", before=None, after=[n] * 300) for n in range(23))
    entry = Entry(replace(waiting(1), changes=many), None)
    (shown,) = wire.show_page(Page((entry,), None), None, "en").items
    assert (len(shown.changes), shown.more_change_count) == (20, 3)
    assert shown.changes[0].after == f"[{'0,' * 99}0…"


def test_where_nobody_noted_who_submitted_it_nobody_is_told() -> None:
    entry = Entry(replace(waiting(1), review=Review("", NOON, 1)), None)
    assert wire.show_page(Page((entry,), None), None, "en").items[0].submitted_by is None
