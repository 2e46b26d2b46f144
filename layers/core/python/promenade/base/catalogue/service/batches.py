"""Use cases of many products at once: to each what the call for it alone does, by a write of its
own. What one is refused holds up no other."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from promenade.base.catalogue.model.batch import Item, Wish, item_faults, wish_faults, wished
from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.service import reviewing
from promenade.base.catalogue.service.ports import ProductStore, Wanted, must_exist
from promenade.base.catalogue.service.products import change_product
from promenade.contracts.prices import PriceGate
from promenade.kit.clock import Clock
from promenade.kit.errors import DomainError, Invalid, Stale
from promenade.kit.patience import patiently
from promenade.kit.repeats import made_once
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace

ENOUGH = timedelta(seconds=18)
"""Nothing is begun later: who is told so calls again."""

Step = Callable[[Product, Stamp], Product]
"""What the call for one product does with it as it is."""


class Outcome(Value, frozen=True):
    """What a product became, or why it did not; neither where there was no time for it."""

    product_id: str
    product: Product | None = None
    refusal: DomainError | None = None


class Batch(Value, frozen=True):
    """A call that comes again under its key answers what it did as it was then, and goes on with
    the rest: with what was refused, too, which changed nothing."""

    items: Sequence[Item]
    stamp: Stamp
    clock: Clock
    store: ProductStore
    gate: PriceGate

    def change(self, wish: Wish) -> list[Outcome]:
        """Raises Invalid, Conflict."""
        faults = [*wish_faults(wish)]
        if faults:
            raise Invalid(faults)
        return self._take(partial(self._change, wish))

    def submit(self) -> list[Outcome]:
        """Raises Invalid, Conflict."""
        return self._take(lambda at, stamp: reviewing.submit(_of(at, stamp), self.store, self.gate))

    def approve(self) -> list[Outcome]:
        """Raises Invalid, Conflict."""
        return self._take(
            lambda at, stamp: reviewing.approve(_of(at, stamp), self.store, self.gate)
        )

    def reject(self, reason: str) -> list[Outcome]:
        """Raises Invalid, Conflict."""
        return self._take(
            lambda at, stamp: reviewing.reject(_of(at, stamp), reason, self.store, self.gate)
        )

    def _change(self, wish: Wish, at: Product, stamp: Stamp) -> Product:
        """What is so already gets no new version."""
        asked = wished(at, wish)
        if asked == at:
            self.store.keep_made(at, stamp)
            return at
        return change_product(asked, at.version, stamp, self.store, self.gate)

    def _take(self, step: Step) -> list[Outcome]:
        faults = [*item_faults(self.items)]
        if faults:
            raise Invalid(faults)
        stamps = {each.product_id: self._stamp(each) for each in self.items}
        done = self.store.products_made(self.stamp, [*stamps.values()])
        return [
            Outcome(each.product_id, made)
            if (made := done.get(stamps[each.product_id].request))
            else self._settle(each, stamps[each.product_id], step)
            for each in self.items
        ]

    def _stamp(self, item: Item) -> Stamp:
        return replace(self.stamp, request=f"{self.stamp.request}#{item.product_id}")

    def _settle(self, item: Item, stamp: Stamp, step: Step) -> Outcome:
        if self.clock() > self.stamp.at + ENOUGH:
            return Outcome(item.product_id)
        try:
            product = made_once(
                lambda: self._once(item, stamp, step), lambda: self.store.product_made(stamp)
            )
        except DomainError as refusal:
            return Outcome(item.product_id, refusal=refusal)
        return Outcome(item.product_id, product)

    def _once(self, item: Item, stamp: Stamp, step: Step) -> Product:
        """Over what others make of it meanwhile, unless a version was looked at."""
        if item.version is None:
            return patiently(lambda: step(self._there(item, stamp), stamp), Stale)
        there = self._there(item, stamp)
        if there.version != item.version:
            raise Stale("It has been changed since.", version=there.version)
        return step(there, stamp)

    def _there(self, item: Item, stamp: Stamp) -> Product:
        found = self.store.known(Wanted(products=[item.product_id]))
        return must_exist(found.products.get(item.product_id), stamp).value


def _of(product: Product, stamp: Stamp) -> reviewing.Change:
    return reviewing.Change(product.id, product.version, stamp)
