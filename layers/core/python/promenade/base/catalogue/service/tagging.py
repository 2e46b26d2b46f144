"""Use cases of the tags that rules give: products get them behind each change of theirs, and all
of them behind each change of a rule.

Whoever writes tags does so over the product that was judged, and each such write wakes another
look at it: so the last look at a product has seen the rules as they are, whoever comes late."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from promenade.base.catalogue.model.change import change
from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.model.tags import Rules, tagged
from promenade.base.catalogue.service.ports import TagStore
from promenade.kit.clock import Clock
from promenade.kit.errors import Stale
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace

AT_ONCE = 50
STEP = timedelta(seconds=8)
"""For which one worker goes on: then the next one does."""


def tag_products(ids: Sequence[str], clock: Clock, store: TagStore) -> None:
    """Those that were changed, by the rules as they are now."""
    _tag_all(store.products_now(ids), store.sweep().rules, clock, store)


def go_on(turn: int, clock: Clock, store: TagStore) -> bool:
    """A step of the sweep over all products, unless another is ahead of it; whether there is more.
    One that is cut off is done again."""
    sweep = store.sweep()
    if sweep.is_done or sweep.turn != turn:
        return False
    ends_at = clock() + STEP
    after, is_done = sweep.after, False
    while not is_done and clock() < ends_at:
        page = store.product_ids(AT_ONCE, after)
        _tag_all(store.products_now(page.items), sweep.rules, clock, store)
        after, is_done = page.next, page.next is None
    with suppress(Stale):
        store.put_sweep(replace(sweep, after=after, is_done=is_done, turn=turn + 1))
    return not is_done


def wake(store: TagStore) -> bool:
    """By the clock: begins anew where what rules give changes with time, and has one go on that
    nobody does; whether there is anything to do."""
    sweep = store.sweep()
    if sweep.is_done and not sweep.rules.is_timed:
        return False
    after = None if sweep.is_done else sweep.after
    with suppress(Stale):
        store.put_sweep(replace(sweep, after=after, is_done=False, turn=sweep.turn + 1))
    return True


def _tag_all(products: Sequence[Product], rules: Rules, clock: Clock, store: TagStore) -> None:
    for product in products:
        now = clock()
        after = tagged(product, rules, now)
        if after != product:
            stamp = Stamp("system:catalogue", now, product.id, "")
            with suppress(Stale):
                store.put_tags(change(product, after), stamp)
