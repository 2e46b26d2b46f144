"""Coming to the staff: the first owner by the pool, all others by an invitation."""

import pytest

from promenade.base.staff.model.member import Details, EmailTaken
from promenade.base.staff.service import placing
from promenade.base.staff.service.details import unseal
from promenade.base.staff.service.placing import Invitation, Place
from promenade.base.staff.service.ports import Doors
from promenade.base.staff.service.turns import get
from promenade.base.staff.store.staff import DynamoStaffStore
from promenade.contracts.access import ROLES
from promenade.kit.authority import EVERYWHERE
from promenade.kit.errors import Conflict, Forbidden, Unavailable
from promenade.kit.values import replace
from tests.support.cloud import dump
from tests.support.fakes.staff import FakeStaffStore, raising
from tests.support.staff import begin, come, doors_of, give, invite, may, pool_of, put, said


@pytest.fixture(params=[FakeStaffStore, DynamoStaffStore])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    return doors_of(request.param())


def details(doors: Doors, name: str) -> Details | None:
    return unseal(get(f"staff_{name}", doors.store), doors.safe)


def test_the_first_owner_may_do_everything_everywhere_for_good(doors: Doors) -> None:
    begin(doors)
    assert may(doors, "olga") == dict.fromkeys(ROLES["owner"], (EVERYWHERE,))
    assert details(doors, "olga") == Details("olga@shop.example", "Olga")


def test_after_the_first_owner_the_pool_makes_no_others(doors: Doors) -> None:
    begin(doors)
    doors.pool.admit("oscar@shop.example")
    with pytest.raises(Forbidden, match="Nobody invited you"):
        begin(doors, "oscar")
    assert may(doors, "oscar") == {}


def test_only_whom_the_pool_names_an_owner_is_the_first(doors: Doors) -> None:
    with pytest.raises(Forbidden, match="Nobody invited you"):
        come(doors, "olga")
    assert doors.store.turns() == 0


def test_an_owner_without_a_verified_address_is_told_to_verify_it(doors: Doors) -> None:
    with pytest.raises(Conflict, match="Verify your e-mail address first"):
        begin(doors, "oscar")
    assert doors.store.turns() == 0


def test_nobody_invites_before_there_is_an_owner(doors: Doors) -> None:
    with pytest.raises(Forbidden, match="Take your own place"):
        invite(doors, "maria")
    assert doors.store.turns() == 0
    assert pool_of(doors).acts == []


def test_who_was_invited_may_sign_in_and_do_nothing_until_they_come(doors: Doors) -> None:
    begin(doors)
    assert invite(doors, "maria").state == "invited"
    give(doors, "maria", "analyst")
    assert pool_of(doors).acts == ["admit maria@shop.example"]
    assert may(doors, "maria") == {}
    assert come(doors, "maria").member.state == "active"
    assert may(doors, "maria").keys() == ROLES["analyst"]
    assert details(doors, "maria") == Details("maria@shop.example", "Maria")


def test_who_comes_again_is_there_already(doors: Doors) -> None:
    begin(doors)
    invite(doors, "maria")
    first, turns = come(doors, "maria").member, doors.store.turns()
    assert come(doors, "maria").member == first
    assert doors.store.turns() == turns


def test_somebody_calls_themselves_otherwise(doors: Doors) -> None:
    begin(doors)
    place = Place("olga", "staff_other", "grant_other", "Olga P.", owns=True)
    assert placing.take(place, said("rename"), doors).member.version == 2
    assert details(doors, "olga") == Details("olga@shop.example", "Olga P.")


def test_an_invitation_that_comes_again_answers_as_at_first(doors: Doors) -> None:
    begin(doors)
    first = invite(doors, "maria")
    come(doors, "maria")
    assert invite(doors, "maria") == first
    assert pool_of(doors).acts == ["admit maria@shop.example"]


def test_an_invitation_cut_off_before_the_pool_is_made_up_for(doors: Doors) -> None:
    begin(doors)
    with raising(pool_of(doors)), pytest.raises(Unavailable):
        invite(doors, "maria")
    assert doors.store.find_authority("maria") is None
    invite(doors, "maria")
    assert come(doors, "maria").member.state == "active"


def test_another_invitation_under_its_key_is_a_conflict(doors: Doors) -> None:
    begin(doors)
    invite(doors, "maria")
    other = replace(said("another"), request=said("invite maria").request)
    with pytest.raises(Conflict):
        placing.invite(Invitation("staff_maria", "mia@shop.example", "olga", other), doors)
    assert details(doors, "maria") == Details("maria@shop.example")


def test_an_address_is_one_members_however_it_is_written(doors: Doors) -> None:
    begin(doors)
    invite(doors, "maria")
    asked = Invitation("staff_mia", "Maria@SHOP.example", "olga", said("invite mia"))
    with pytest.raises(EmailTaken):
        placing.invite(asked, doors)
    assert doors.store.find("staff_mia") is None
    assert pool_of(doors).acts == ["admit maria@shop.example"]


def test_the_address_of_who_was_removed_is_anybodys(doors: Doors) -> None:
    begin(doors)
    invite(doors, "maria")
    come(doors, "maria")
    put(doors, "maria", "removed")
    asked = Invitation("staff_mia", "maria@shop.example", "olga", said("invite mia"))
    assert placing.invite(asked, doors).id == "staff_mia"
    authority = doors.store.find_authority("maria'")
    assert authority is not None
    assert authority.staff_id == "staff_mia"


def test_who_comes_back_under_the_same_address_acts_as_who_they_were(doors: Doors) -> None:
    begin(doors)
    invite(doors, "maria")
    come(doors, "maria")
    for time in ("first", "second"):
        put(doors, "maria" if time == "first" else "mia", "removed")
        id_ = "staff_mia" if time == "first" else "staff_mira"
        asked = Invitation(id_, "maria@shop.example", "olga", said(f"invite {id_}"))
        placing.invite(asked, doors)
        assert get(id_, doors.store).actor_id == "maria"
    authority = doors.store.find_authority("maria''")
    assert authority is not None
    assert (authority.staff_id, authority.actor_id) == ("staff_mira", "maria")


def test_who_never_came_and_was_removed_is_nobody_to_come_back(doors: Doors) -> None:
    begin(doors)
    with raising(pool_of(doors)), pytest.raises(Unavailable):
        invite(doors, "maria")
    put(doors, "maria", "removed")
    asked = Invitation("staff_mia", "maria@shop.example", "olga", said("invite mia"))
    placing.invite(asked, doors)
    kept = get("staff_mia", doors.store)
    assert (kept.actor_id, kept.member.actor_id) == ("maria", None)


@pytest.mark.usefixtures("stores")
def test_what_is_stored_shows_no_name_and_no_address() -> None:
    doors = doors_of(DynamoStaffStore())
    begin(doors)
    invite(doors, "maria")
    shown = repr([item | {"sealed": None} for item in dump()["promenade-staff"]])
    assert "STAFF#staff_maria" in shown
    assert "@" not in shown
    assert "Olga" not in shown
