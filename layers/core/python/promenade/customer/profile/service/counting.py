"""Orders into the figures of who placed them: each in its newest version, exactly once.

What was counted of an order is an item of its own. It, the person and the population change in one
transaction, on condition that all are as they were read, so versions may come twice, late, in any
order and at the same time."""

from collections.abc import Iterator

from promenade.contracts.orders import OrderDocument
from promenade.customer.profile.model.figures import (
    Counted,
    Ends,
    counted_of,
    ends_of,
    recounted,
)
from promenade.customer.profile.model.merging import carried
from promenade.customer.profile.model.person import Person, Profile, changed
from promenade.customer.profile.service.people import moved
from promenade.customer.profile.service.ports import Counting, Move, OrderKey, ProfileStore
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp


def count(order: OrderDocument, stamp: Stamp, store: ProfileStore) -> bool:
    """Whether it was news. Makes the profile of a customer whom nobody told of before. Raises
    Unavailable."""

    def attempt() -> bool:
        counting = _counting(order, store)
        if counting is None:
            return False
        store.change(_moves(counting, stamp, store), stamp, counting)
        return True

    return patiently(attempt, Contended)


def _counting(order: OrderDocument, store: ProfileStore) -> Counting | None:
    key = OrderKey(order.source, order.number)
    held = store.find_counted(key)
    if held and held.version >= order.version:
        return None
    return Counting(key, held, counted_of(order))


def _moves(counting: Counting, stamp: Stamp, store: ProfileStore) -> list[Move]:
    people = _People(store)
    for customer, gone, come in _parts(counting):
        profile = people.get(customer)
        others = _others(profile, gone, counting.order, store)
        people.change(changed(profile, own=recounted(profile.own, gone, come, others)))
    return people.moves(stamp)


Part = tuple[str, Counted | None, Counted | None]
"""A customer, with what no longer counts for him and what does now."""


def _parts(counting: Counting) -> Iterator[Part]:
    before, after = counting.before, counting.after
    if before and before.customer and before.customer != after.customer:
        yield before.customer, before, None
    if after.customer:
        is_same = before is not None and before.customer == after.customer
        yield after.customer, before if is_same else None, after


def _others(profile: Profile, gone: Counted | None, order: OrderKey, store: ProfileStore) -> Ends:
    """Only a purchase that was counted may have been the first or the last."""
    was_bought = gone is not None and gone.purchase is not None
    return store.ends(profile.id, order) if was_bought else ends_of(profile.own)


class _People:
    """Each read once, and changed as often as an order's two customers ask for."""

    def __init__(self, store: ProfileStore) -> None:
        self._store = store
        self._met: dict[str, Person | None] = {}
        self._now: dict[str, Profile] = {}

    def get(self, customer: str) -> Profile:
        if customer not in self._now:
            met = self._met[customer] = self._store.find(customer)
            self._now[customer] = met.profile if met else Profile(customer)
        return self._now[customer]

    def change(self, profile: Profile) -> None:
        """Carried to whom he was merged into."""
        self._now[profile.id] = profile
        if profile.merged_into:
            other = self.get(profile.merged_into)
            self._now[other.id] = carried(profile, other)

    def moves(self, stamp: Stamp) -> list[Move]:
        return [self._move(self._met[key], after, stamp) for key, after in self._now.items()]

    def _move(self, met: Person | None, after: Profile, stamp: Stamp) -> Move:
        if met is None:
            return Move(None, Person(after, fingerprint=stamp.fingerprint))
        return moved(met, after, stamp)
