"""Another account for who cannot get in: an invitation that was lost, a second factor that was."""

import pytest

from promenade.base.staff.model.giving import BeyondOwn, ToOneself
from promenade.base.staff.model.member import Member, MemberCame, MemberInvited, MemberRemoved
from promenade.base.staff.service import placing, renewing
from promenade.base.staff.service.placing import Place
from promenade.base.staff.service.ports import Doors
from promenade.base.staff.service.renewing import Renewal
from promenade.base.staff.service.turns import get
from promenade.base.staff.store.staff import DynamoStaffStore
from promenade.contracts.access import ROLES, Permission
from promenade.kit.errors import Conflict, NotFound, Unavailable
from promenade.kit.values import replace
from tests.support.fakes.staff import FakeStaffStore, raising
from tests.support.staff import (
    begin,
    come,
    doors_of,
    give,
    hire,
    invite,
    make_role,
    may,
    pool_of,
    put,
    said,
)


@pytest.fixture(params=[FakeStaffStore, DynamoStaffStore])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    """Olga owns the shop, maria is a marketer, anton was invited."""
    doors = doors_of(request.param())
    begin(doors)
    hire(doors, "maria")
    give(doors, "maria", "marketer")
    invite(doors, "anton")
    pool_of(doors).acts.clear()
    return doors


def renewal(name: str, *, by: str = "olga", request: str = "again") -> Renewal:
    return Renewal(f"staff_{name}", by, said(f"{request} {name}", by))


def again(doors: Doors, name: str, *, by: str = "olga", request: str = "again") -> Member:
    return renewing.invite_again(renewal(name, by=by, request=request), doors)


def reset(doors: Doors, name: str, *, by: str = "olga", request: str = "reset") -> Member:
    return renewing.reset_second_factor(renewal(name, by=by, request=request), doors)


def is_replaced(doors: Doors, subject: str) -> bool:
    authority = doors.store.find_authority(subject)
    assert authority is not None
    return authority.is_replaced


def test_an_invitation_that_was_lost_is_sent_again_with_another_password(doors: Doors) -> None:
    assert again(doors, "anton").version == 2
    assert pool_of(doors).acts == ["forget anton", "admit anton@shop.example"]
    assert get("staff_anton", doors.store).subject == "anton'"
    assert is_replaced(doors, "anton")


def test_who_comes_by_the_second_invitation_has_what_was_granted_before(doors: Doors) -> None:
    give(doors, "anton", "analyst")
    again(doors, "anton")
    place = Place("anton'", "staff_other", "grant_other", "Anton", owns=False)
    placing.take(place, said("come anew", "anton'"), doors)
    assert may(doors, "anton'").keys() == ROLES["analyst"]
    assert may(doors, "anton") == {}


def test_a_call_that_comes_again_writes_to_nobody_twice(doors: Doors) -> None:
    first = again(doors, "anton")
    again(doors, "anton", request="once more")
    acts = [*pool_of(doors).acts]
    assert again(doors, "anton") == first
    assert pool_of(doors).acts == acts
    assert acts.count("admit anton@shop.example") == 2


@pytest.mark.parametrize("name", ["maria", "anton"])
def test_a_call_cut_off_before_the_pool_counts_and_is_made_up_for(doors: Doors, name: str) -> None:
    call = again if name == "anton" else reset
    with raising(pool_of(doors)), pytest.raises(Unavailable):
        call(doors, name)
    assert may(doors, name) == {}
    assert is_replaced(doors, name)
    version = get(f"staff_{name}", doors.store).member.version
    assert call(doors, name).version == version
    assert get(f"staff_{name}", doors.store).subject == f"{name}'"
    assert pool_of(doors).acts == [f"forget {name}", f"admit {name}@shop.example"]


def test_another_request_under_the_key_is_a_conflict(doors: Doors) -> None:
    again(doors, "anton")
    asked = renewal("anton")
    other = replace(asked, stamp=replace(asked.stamp, fingerprint="of another"))
    with pytest.raises(Conflict):
        renewing.invite_again(other, doors)
    assert pool_of(doors).acts == ["forget anton", "admit anton@shop.example"]


def test_who_has_come_is_not_invited_again(doors: Doors) -> None:
    come(doors, "anton")
    for name in ("anton", "maria"):
        with pytest.raises(MemberCame):
            again(doors, name)
    assert pool_of(doors).acts == []


def test_who_lost_a_second_factor_keeps_everything_but_the_account(doors: Doors) -> None:
    assert reset(doors, "maria").state == "active"
    assert may(doors, "maria") == {}
    assert is_replaced(doors, "maria")
    assert may(doors, "maria'").keys() == ROLES["marketer"]
    assert get("staff_maria", doors.store).actor_id == "maria"
    assert pool_of(doors).acts == ["forget maria", "admit maria@shop.example"]


def test_who_lost_it_twice_still_acts_as_at_first(doors: Doors) -> None:
    reset(doors, "maria")
    reset(doors, "maria", request="reset once more")
    authority = doors.store.find_authority("maria''")
    assert authority is not None
    assert authority.actor_id == "maria"
    assert is_replaced(doors, "maria'")


def test_who_is_suspended_stays_shut_out_with_another_account(doors: Doors) -> None:
    put(doors, "maria", "suspended")
    assert reset(doors, "maria").state == "suspended"
    assert pool_of(doors).acts[-1] == "shut out maria'"
    assert may(doors, "maria'") == {}
    put(doors, "maria", "active")
    assert may(doors, "maria'").keys() == ROLES["marketer"]


def test_nobody_resets_their_own(doors: Doors) -> None:
    with pytest.raises(ToOneself):
        reset(doors, "olga")
    assert pool_of(doors).acts == []


def test_nobody_resets_who_holds_more_than_they_do(doors: Doors) -> None:
    make_role(doors, "manager", Permission.STAFF_MANAGE, Permission.STAFF_READ)
    hire(doors, "mia")
    give(doors, "mia", "manager")
    pool_of(doors).acts.clear()
    for name in ("maria", "olga"):
        with pytest.raises(BeyondOwn):
            reset(doors, name, by="mia")
        assert not is_replaced(doors, name)
    assert pool_of(doors).acts == []


def test_who_never_came_or_is_gone_has_no_second_factor_to_reset(doors: Doors) -> None:
    with pytest.raises(MemberInvited):
        reset(doors, "anton")
    with pytest.raises(NotFound):
        reset(doors, "gustav")
    put(doors, "anton", "removed")
    for call in (again, reset):
        with pytest.raises(MemberRemoved):
            call(doors, "anton")


def test_who_is_removed_in_between_has_no_account_in_the_end(doors: Doors) -> None:
    with raising(pool_of(doors)), pytest.raises(Unavailable):
        reset(doors, "maria")
    put(doors, "maria", "removed")
    assert pool_of(doors).acts == ["forget maria"]
    assert "maria@shop.example" not in pool_of(doors).people


def test_the_address_of_who_is_removed_with_a_second_account_remembers_the_first(
    doors: Doors,
) -> None:
    claim = get("staff_maria", doors.store).claim
    assert claim
    reset(doors, "maria")
    put(doors, "maria", "removed")
    assert doors.store.find_former(claim) == "maria"
