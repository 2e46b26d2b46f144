"""Two who change the staff at once: the second decides anew, by what the first one left."""

from collections.abc import Callable

import pytest

from promenade.base.staff.model.giving import BeyondOwn
from promenade.base.staff.model.member import LastOwner
from promenade.base.staff.service.ports import Doors
from promenade.base.staff.store.staff import DynamoStaffStore
from promenade.contracts.access import Permission
from promenade.kit.authority import Authority
from promenade.kit.values import replace
from tests.support.staff import begin, doors_of, edit_role, give, hire, make_role, may, put, take

Act = Callable[[], object]


def interrupted(doors: Doors, act: Act) -> Doors:
    """Others act once this one has looked who calls, and before it writes."""
    acts = [act]

    class Interrupted(DynamoStaffStore):
        def find_authority(self, subject: str) -> Authority | None:
            found = super().find_authority(subject)
            if acts:
                acts.pop()()
            return found

    return replace(doors, store=Interrupted())


@pytest.fixture
def doors(stores: None) -> Doors:
    """Two owners, and mia who manages prices."""
    doors = doors_of(DynamoStaffStore())
    begin(doors)
    hire(doors, "oscar", "mia", "anton")
    give(doors, "oscar", "owner")
    make_role(doors, "pricing", Permission.PRICE_READ)
    give(doors, "mia", "pricing")
    return doors


def test_of_two_owners_who_suspend_each_other_one_stays(doors: Doors) -> None:
    meanwhile = interrupted(doors, lambda: put(doors, "olga", "suspended", by="oscar"))
    with pytest.raises((LastOwner, BeyondOwn)):
        put(meanwhile, "oscar", "suspended", by="olga")
    assert may(doors, "olga") == {}
    assert Permission.STAFF_MANAGE in may(doors, "oscar")


def test_of_two_owners_who_both_give_up_one_stays(doors: Doors) -> None:
    own, other = "staff_olga-owner", "grant of give owner to oscar"
    meanwhile = interrupted(doors, lambda: take(doors, "olga", own))
    with pytest.raises(LastOwner):
        take(meanwhile, "oscar", other, by="oscar")
    assert Permission.STAFF_MANAGE in may(doors, "oscar")


def test_who_is_suspended_meanwhile_gives_nothing_any_more(doors: Doors) -> None:
    meanwhile = interrupted(doors, lambda: put(doors, "mia", "suspended"))
    with pytest.raises(BeyondOwn):
        give(meanwhile, "anton", "pricing", by="mia")
    assert may(doors, "anton") == {}


def test_who_is_granted_a_role_meanwhile_has_it_as_it_was_edited(doors: Doors) -> None:
    meanwhile = interrupted(doors, lambda: give(doors, "anton", "pricing"))
    edit_role(meanwhile, "pricing", [Permission.PRICE_WRITE])
    assert may(doors, "anton").keys() == {Permission.PRICE_WRITE}


def test_a_role_grows_meanwhile_beyond_what_its_giver_holds(doors: Doors) -> None:
    make_role(doors, "growing", Permission.PRICE_READ)
    grown = [Permission.PRICE_READ, Permission.PRICE_WRITE]
    meanwhile = interrupted(doors, lambda: edit_role(doors, "growing", grown))
    with pytest.raises(BeyondOwn):
        give(meanwhile, "anton", "growing", by="mia")
    assert may(doors, "anton") == {}
