"""Staff may do what is on record at the very call, whatever their tokens say."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from promenade.kit.authority import EVERYWHERE, Authority, Directory, Holding, Reach, Scope, State
from promenade.kit.errors import Forbidden, NotInvited, StaffSuspended, Unauthenticated
from promenade.kit.http.auth import Access, Authenticator, Held, Principal, require
from tests.kit.http.test_auth import ISSUERS, NOW, believed, fetch
from tests.support.fakes.directory import FakeDirectory

ACCESS = Access(
    roles={"owner": frozenset({"a", "b"}), "clerk": frozenset({"a"})},
    shopper=frozenset({"s"}),
    scopes=frozenset({"a"}),
    staff=frozenset({"own"}),
)
OWNS = {"cognito:groups": ["owner"], "client_id": "staff-app"}
ANYWHERE: Held = "anywhere"
WITHIN: Held = "within"
PARIS, TEA = Scope(stores=("paris",)), Scope(categories=("tea",))


def caller(directory: Directory, issuer: str = "https://pool", **claims: Any) -> Principal:
    by = Authenticator(ISSUERS, ACCESS, lambda: NOW, fetch, directory)
    return believed(by, issuer, **(claims or OWNS))


def known(*holdings: Holding, state: State = "active") -> Principal:
    return caller(FakeDirectory({"x": Authority("staff_x", state, holdings)}, owned=True))


def test_grants_count_and_groups_do_not() -> None:
    assert known(Holding("clerk")).permissions == {"a", "own"}
    assert known().permissions == {"own"}


def test_a_role_of_the_shop_has_what_is_on_record() -> None:
    assert known(Holding("till", permissions=("c",))).permissions == {"c", "own"}


def test_a_grant_counts_until_its_end() -> None:
    second = timedelta(seconds=1)
    assert known(Holding("owner", until=NOW + second)).permissions == {"a", "b", "own"}
    assert known(Holding("owner", until=NOW)).permissions == {"own"}


@pytest.mark.parametrize(
    ("state", "permissions", "out"),
    [
        ("invited", {"own"}, None),
        ("suspended", set(), StaffSuspended),
        ("removed", set(), NotInvited),
    ],
)
def test_who_is_not_active_has_no_grant(state: State, permissions: set[str], out: Any) -> None:
    found = known(Holding("owner"), Holding("clerk", PARIS), state=state)
    assert found == Principal("staff", "x", frozenset(permissions), out=out)


def test_who_is_out_is_told_so_and_of_no_permission() -> None:
    with pytest.raises(StaffSuspended) as suspended:
        require(known(Holding("owner"), state="suspended"), "a")
    with pytest.raises(NotInvited) as stranger:
        require(caller(FakeDirectory(owned=True)), "a")
    told = [(each.value.code, each.value.facts) for each in (suspended, stranger)]
    assert told == [("staff_suspended", {}), ("not_invited", {})]


def test_who_has_another_account_acts_as_who_they_were() -> None:
    again = Authority("staff_x", "active", (Holding("clerk"),), actor_id="first")
    found = caller(FakeDirectory({"x": again}, owned=True))
    assert (found.id, found.name) == ("x", "staff:first")
    assert found.permissions == {"a", "own"}


def test_a_token_of_an_account_that_was_replaced_is_believed_no_longer() -> None:
    former = Authority("staff_x", "active", (Holding("clerk"),), is_replaced=True)
    with pytest.raises(Unauthenticated, match="sign in again"):
        caller(FakeDirectory({"x": former}, owned=True))


def test_what_is_held_in_places_opens_no_route_that_does_not_look_at_places() -> None:
    found = known(Holding("clerk", PARIS), Holding("clerk", TEA))
    assert found.scopes == {"a": (PARIS, TEA)}
    with pytest.raises(Forbidden):
        require(found, "a")


def test_what_is_held_in_places_opens_a_route_that_looks_at_places() -> None:
    found = known(Holding("clerk", PARIS), Holding("clerk", TEA))
    for held in (ANYWHERE, WITHIN):
        require(found, "a", held)
        with pytest.raises(Forbidden):
            require(found, "b", held)
    assert found.reach("a") == Reach("a", (PARIS, TEA))
    assert found.reach("b") == Reach("b")
    assert known(Holding("owner"), Holding("clerk", PARIS)).reach("a") == Reach("a", (EVERYWHERE,))


def test_what_is_held_everywhere_too_has_no_places() -> None:
    found = known(Holding("clerk", PARIS), Holding("owner", EVERYWHERE))
    assert found == Principal("staff", "x", frozenset({"a", "b", "own"}))


def test_whom_nobody_invited_may_do_nothing_once_there_is_an_owner() -> None:
    nobody = Principal("staff", "x", frozenset(), out=NotInvited)
    assert caller(FakeDirectory(owned=True)) == nobody


def test_before_there_is_an_owner_the_pools_groups_count() -> None:
    assert caller(FakeDirectory()).permissions == {"a", "b", "own"}


class Silent(FakeDirectory):
    def find(self, subject: str) -> Authority | None:
        raise AssertionError(f"nobody asks what {subject} may do")


@pytest.mark.parametrize(
    ("issuer", "claims"),
    [
        ("https://pool", {"client_id": "storefront", "scope": "promenade/a"}),
        ("https://shop", {"aud": "promenade"}),
    ],
)
def test_others_than_staff_are_not_looked_up(issuer: str, claims: Mapping[str, Any]) -> None:
    assert caller(Silent(), issuer, **claims).permissions <= {"a", "s"}
