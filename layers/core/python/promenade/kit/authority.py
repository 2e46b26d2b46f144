"""What a member of the staff may do, as grants give it: which permissions, where, and until when.

One small document a person, which says all of it: who asks what somebody may do reads that alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import product
from typing import Literal, Protocol

from promenade.kit.api_clients import ClientRegister
from promenade.kit.errors import Forbidden
from promenade.kit.values import Document, Value

State = Literal["invited", "active", "suspended", "removed"]
Cell = tuple[str | None, Sequence[str]]
Paths = Mapping[str, Sequence[str]]
Roles = Mapping[str, frozenset[str]]


class Scope(Document, frozen=True):
    """These stores' part of these categories, as they are named; None is all of them."""

    stores: tuple[str, ...] | None = None
    categories: tuple[str, ...] | None = None

    @property
    def is_everywhere(self) -> bool:
        return self.stores is None and self.categories is None

    def cells(self, paths: Paths) -> Iterator[Cell]:
        """One store and the path of one category each; None and no path are all of them. A category
        without a path stands for itself alone."""
        named = self.categories
        return product(
            (None,) if self.stores is None else self.stores,
            ((),) if named is None else [paths.get(each, (each,)) for each in named],
        )

    def reaches(self, store: str | None, path: Sequence[str]) -> bool:
        """What is in the last category of this path; all above it are its categories too."""
        is_store = self.stores is None or store in self.stores
        return is_store and (self.categories is None or not {*self.categories}.isdisjoint(path))


EVERYWHERE = Scope()


class Reach(Value, frozen=True):
    """Where a caller holds the permission that a call needs. Whoever keeps what belongs to a store
    is given it, and shows what is elsewhere as if it were not there."""

    permission: str = ""
    scopes: tuple[Scope, ...] = ()

    @property
    def is_everywhere(self) -> bool:
        return EVERYWHERE in self.scopes

    def includes(self, store: str | None, path: Sequence[str] = ()) -> bool:
        """A thing of this store, in the category at this path; of none, for who has no limits."""
        return any(scope.reaches(store, path) for scope in self.scopes)

    def require(self, store: str, path: Sequence[str] = ()) -> None:
        """Before something comes to be there. Raises Forbidden."""
        if self.includes(store, path):
            return
        permission, category = self.permission, path[-1] if path else None
        if category is None:
            told = f"This call needs the permission {permission} in the store {store}."
            raise Forbidden(told, permission=permission, store=store)
        told = f"This call needs the permission {permission} in store {store}, category {category}."
        raise Forbidden(told, permission=permission, store=store, category=category)


NOWHERE = Reach()
NO_LIMITS = Reach(scopes=(EVERYWHERE,))


class Holding(Document, frozen=True):
    """What one grant gives until it ends. `permissions` are those of a role that is not built in;
    what built-in ones have is known by their names."""

    role: str
    scope: Scope = EVERYWHERE
    until: datetime | None = None
    permissions: tuple[str, ...] = ()

    def is_live(self, now: datetime) -> bool:
        return self.until is None or now < self.until

    def lasts(self, until: datetime | None) -> bool:
        """Whether it does not end before."""
        return self.until is None or (until is not None and until <= self.until)

    def held(self, roles: Roles) -> frozenset[str]:
        return roles[self.role] if self.role in roles else frozenset(self.permissions)


class Authority(Document, frozen=True):
    """`staff_id` is whose. Nobody who is not active may do anything by it. `actor_id` is whom they
    act as, by the subject of an account that they had before. `is_replaced` is such an account,
    which is good for nothing."""

    staff_id: str
    state: State
    holdings: tuple[Holding, ...] = ()
    actor_id: str | None = None
    is_replaced: bool = False

    def live(self, now: datetime) -> Sequence[Holding]:
        if self.state != "active":
            return ()
        return [each for each in self.holdings if each.is_live(now)]


class Directory(ClientRegister, Protocol):
    """What members of the staff, and API clients, may do now, whatever their tokens say.
    Consistent; each raises Unavailable."""

    def find(self, subject: str) -> Authority | None: ...

    def has_owner(self) -> bool:
        """Once true, for good."""
        ...


def where_held(holdings: Sequence[Holding], roles: Roles) -> Mapping[str, tuple[Scope, ...]]:
    """Where each permission is held."""
    found: dict[str, tuple[Scope, ...]] = {}
    for holding in holdings:
        for permission in holding.held(roles):
            found[permission] = (*found.get(permission, ()), holding.scope)
    return found


def lacking(wanted: Holding, held: Sequence[Holding], roles: Roles, paths: Paths) -> frozenset[str]:
    """The permissions of `wanted` that `held` does not have in all of its scope until its end. Each
    store's part of each category may be another holding's; none may end before. `paths` tell what
    a category is below."""
    lasting = [each for each in held if each.lasts(wanted.until)]
    cells = [*wanted.scope.cells(paths)]
    return frozenset(
        permission
        for permission in wanted.held(roles)
        if not _covers([each.scope for each in lasting if permission in each.held(roles)], cells)
    )


def _covers(scopes: Sequence[Scope], cells: Sequence[Cell]) -> bool:
    return all(any(scope.reaches(*cell) for scope in scopes) for cell in cells)
