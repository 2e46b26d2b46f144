"""No sequence of invitations, grants, edits, ends and suspensions leaves anybody with a permission
at a place and time that nobody who held it gave, or who is not active with any; and there is always
an active owner."""

from collections.abc import Callable, Sequence
from copy import copy
from datetime import datetime
from functools import partial
from itertools import product
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from promenade.base.staff.model.member import Member, authority_of
from promenade.base.staff.model.role import Role
from promenade.base.staff.service import roles as role_service
from promenade.contracts.access import ROLES, Permission
from promenade.kit.authority import Holding, Scope, State
from promenade.kit.errors import DomainError
from promenade.kit.stamp import Stamp
from tests.support import staff
from tests.support.fakes.staff import FakeStaffStore
from tests.support.staff import HOUR, NOON, doors_of

NAMES = ("olga", "mia", "anton")
OWN_ROLES = ("blue", "red")
P = Permission
SOME = (P.STAFF_MANAGE, P.PRICE_READ, P.PRICE_WRITE)
SCOPES = [Scope(), Scope(stores=("a",)), Scope(stores=("a", "b")), Scope(categories=("x",))]
STORES, CATEGORIES = ("a", "b", None), ("x", None)

Power = tuple[str, str | None, str | None, int]
"""A permission, of a store and a category (None is of all), in so many hours from the beginning."""


class Grants(RuleBasedStateMachine):
    """Each refusal moves nothing, and whatever an act gives was its actor's before it."""

    @initialize()
    def open_the_shop(self) -> None:
        self.store = FakeStaffStore()
        self.doors = doors_of(self.store)
        self.hour, self.acts = 0, 0
        self.states: dict[str, State] = {"olga": "active", "mia": "active", "anton": "active"}
        staff.begin(self.doors)
        staff.hire(self.doors, "mia", "anton")
        staff.make_role(self.doors, "blue", P.STAFF_MANAGE, P.PRICE_READ)
        staff.give(self.doors, "mia", "blue", scope=SCOPES[2], until=NOON + 2 * HOUR)

    @precondition(lambda self: self.hour < 6)
    @rule()
    def an_hour_passes(self) -> None:
        self.hour += 1

    @rule(name=st.sampled_from(NAMES[1:]), by=st.sampled_from(NAMES))
    def invite(self, name: str, by: str) -> None:
        request = self._request()
        if self._nothing_is_given(lambda: staff.invite(self.doors, name, by=by, request=request)):
            self.states[name] = "invited"

    @rule(name=st.sampled_from(NAMES))
    def come(self, name: str) -> None:
        if self._nothing_is_given(lambda: staff.come(self.doors, name)):
            self.states[name] = "active"

    @rule(
        name=st.sampled_from(NAMES),
        role=st.sampled_from([*OWN_ROLES, *OWN_ROLES, "owner"]),
        scope=st.sampled_from(SCOPES),
        hours=st.sampled_from([1, 3, None]),
        by=st.sampled_from(NAMES),
    )
    def give(self, name: str, role: str, scope: Scope, hours: int | None, by: str) -> None:
        until = NOON + (self.hour + hours) * HOUR if hours else None
        before, held, stored = self._powers(), self._effective(by), self._stored()
        request = self._request()
        try:
            staff.give(
                self.doors,
                name,
                role,
                scope=scope,
                until=until,
                by=by,
                at=self._now(),
                request=request,
            )
        except DomainError:
            assert self._stored() == stored
            return
        assert name != by
        self._everything_new_was_held(before, held, by)

    @rule(data=st.data(), by=st.sampled_from(NAMES))
    def take(self, data: st.DataObject, by: str) -> None:
        there = [(each, grant.id) for each in self._members() for grant in each.grants]
        if there:
            member, grant = data.draw(st.sampled_from(there))
            name = member.id.removeprefix("staff_")
            self._nothing_is_given(
                lambda: staff.take(self.doors, name, grant, by=by, at=self._now())
            )

    @rule(
        name=st.sampled_from(NAMES),
        state=st.sampled_from(["suspended", "active", "removed"]),
        by=st.sampled_from(NAMES),
    )
    def put(self, name: str, state: State, by: str) -> None:
        act = partial(staff.put, self.doors, name, state, by=by, at=self._now())
        if self._nothing_is_given(act):
            self.states[name] = state

    @rule(
        id_=st.sampled_from(OWN_ROLES),
        permissions=st.lists(st.sampled_from(SOME), unique=True),
        by=st.sampled_from(NAMES),
    )
    def write_role(self, id_: str, permissions: Sequence[Permission], by: str) -> None:
        before, held, stored = self._powers(), self._effective(by), self._stored()
        role = self.store.find_role(id_)
        stamp = Stamp(by, self._now(), "", self._request(), self._request())
        try:
            if role is None or role.value.is_removed:
                made = Role(id_, 1, id_, tuple(permissions))
                role_service.add(made, by, stamp, self.store)
            else:
                change = role_service.RoleChange(id_, role.value.version, by, stamp)
                role_service.edit(change, id_, tuple(permissions), self.store)
        except DomainError:
            assert self._stored() == stored
            return
        self._everything_new_was_held(before, held, by)

    @rule(id_=st.sampled_from(OWN_ROLES), by=st.sampled_from(NAMES))
    def remove_role(self, id_: str, by: str) -> None:
        stored = self.store.find_role(id_)
        version = stored.value.version if stored else 1
        stamp = Stamp(by, self._now(), "", self._request())
        change = role_service.RoleChange(id_, version, by, stamp)
        self._nothing_is_given(lambda: role_service.remove(change, self.store))

    @invariant()
    def there_is_an_active_owner(self) -> None:
        owners = [each for each in self._members() if each.is_owner]
        assert owners
        assert len(owners) == self.store.owners

    @invariant()
    def each_call_finds_what_grants_and_roles_say(self) -> None:
        for kept in self.store.members.values():
            if kept.subject:
                roles = self.store.find_roles(kept.member.roles).values()
                said = authority_of(kept.member, {each.id: each.permissions for each in roles})
                found = self.store.authorities[kept.subject]
                assert found.live(self._now()) == said.live(self._now())

    @invariant()
    def only_who_is_active_may_do_anything_and_only_until_it_ends(self) -> None:
        for name, state in self.states.items():
            authority = self.store.find_authority(name)
            held = authority.live(self._now()) if authority else ()
            assert state == "active" or not held
            assert all(each.until is None or self._now() < each.until for each in held)

    def _request(self) -> str:
        self.acts += 1
        return f"request {self.acts}"

    def _now(self) -> datetime:
        return NOON + self.hour * HOUR

    def _members(self) -> list[Member]:
        return [kept.member for _, kept in sorted(self.store.members.items())]

    def _powers(self) -> dict[str, frozenset[Power]]:
        """What each has been given, from now on, be they suspended or not."""
        return {each.id: self._of(self._holdings(each)) for each in self._members()}

    def _effective(self, name: str) -> frozenset[Power]:
        """What somebody may do by themselves."""
        authority = self.store.find_authority(name)
        return self._of(authority.live(self._now()) if authority else ())

    def _holdings(self, member: Member) -> Sequence[Holding]:
        found = self.store.find_roles(member.roles)
        return [
            Holding(
                grant.role,
                grant.scope,
                grant.until,
                found[grant.role].permissions if grant.role in found else (),
            )
            for grant in member.live(self._now())
        ]

    def _of(self, holdings: Sequence[Holding]) -> frozenset[Power]:
        """Said once more, place by place and hour by hour."""
        powers = set[Power]()
        for each in holdings:
            hours = [
                hour
                for hour in range(self.hour, 12)
                if each.until is None or NOON + hour * HOUR < each.until
            ]
            stores = [s for s in STORES if each.scope.stores is None or s in each.scope.stores]
            kinds = [
                c for c in CATEGORIES if each.scope.categories is None or c in each.scope.categories
            ]
            mine = frozenset(SOME) & frozenset(ROLES.get(each.role, each.permissions))
            powers |= set(product(mine, stores, kinds, hours))
        return frozenset(powers)

    def _nothing_is_given(self, act: Callable[[], object]) -> bool:
        """Whether it was done at all."""
        before, stored = self._powers(), self._stored()
        try:
            act()
        except DomainError:
            assert self._stored() == stored
            return False
        for id_, powers in self._powers().items():
            assert powers <= before.get(id_, frozenset())
        return True

    def _stored(self) -> dict[str, Any]:
        return {name: copy(kept) for name, kept in vars(self.store).items()}

    def _everything_new_was_held(
        self, before: dict[str, frozenset[Power]], held: frozenset[Power], by: str
    ) -> None:
        for id_, powers in self._powers().items():
            new = powers - before.get(id_, frozenset())
            assert new <= held
            assert not new or id_ != f"staff_{by}"


TestGrants = Grants.TestCase
TestGrants.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)
