"""Use cases of the register of brands. A product brings its brand to it; staff may be before.

Who shops sees what is `shown` then; without a time, all there is."""

from datetime import datetime

from promenade.base.catalogue.model.brand import Brand, edit, name_faults, register, remove
from promenade.base.catalogue.service.ports import BrandStore, must_exist
from promenade.kit.errors import Conflict, Invalid, NotFound, Stale
from promenade.kit.paging import Page, Position
from promenade.kit.patience import patiently
from promenade.kit.repeats import made_once
from promenade.kit.stamp import Stamp


def add_brand(name: str, stamp: Stamp, store: BrandStore) -> Brand:
    """A repeated request answers as at first; a removed brand comes back. Raises Invalid, Conflict
    or, when others keep changing it, Unavailable."""
    faults = [fault.within("/name") for fault in name_faults(name)]
    if faults:
        raise Invalid(faults)
    return made_once(
        lambda: patiently(lambda: _add_once(name, stamp, store), Stale),
        lambda: store.brand_made(stamp),
    )


def _add_once(name: str, stamp: Stamp, store: BrandStore) -> Brand:
    stored = store.find_brand(register(name, None).id)
    if stored and not stored.value.is_removed:
        if stored.fingerprint == stamp.fingerprint:
            return stored.value
        raise Conflict("This brand is on the register.", brand=stored.value.name)
    before = stored.value if stored else None
    after = register(name, before)
    store.put_brand(before, after, stamp)
    return after


def get_brand(brand_id: str, shown: datetime | None, store: BrandStore) -> Brand:
    stored = store.find_brand(brand_id)
    if stored is None or stored.value.is_removed or not _is_seen(stored.value, shown):
        raise NotFound("There is no such brand.", brand=brand_id)
    return stored.value


def list_brands(
    limit: int, after: Position | None, shown: datetime | None, store: BrandStore
) -> Page[Brand]:
    """A page may be shorter than asked for and still have a next."""
    page = store.list_brands(limit, after)
    return Page(tuple(each for each in page.items if _is_seen(each, shown)), page.next)


def change_brand(asked: Brand, stamp: Stamp, store: BrandStore) -> Brand:
    """`asked` has the version that was looked at. Raises NotFound, Stale, BrandRenamed."""
    stored = must_exist(store.find_brand(asked.id), stamp)
    if stored.is_done(asked.version, stamp):
        return stored.value
    after = edit(stored.value, asked.name, is_archived=asked.is_archived)
    store.put_brand(stored.value, after, stamp)
    return after


def remove_brand(brand_id: str, expected: int, stamp: Stamp, store: BrandStore) -> None:
    """Raises NotFound, Stale, BrandInUse or what the store refuses."""
    stored = must_exist(store.find_brand(brand_id), stamp)
    if not stored.is_done(expected, stamp):
        store.put_brand(stored.value, remove(stored.value), stamp)


def _is_seen(brand: Brand, shown: datetime | None) -> bool:
    return shown is None or brand.is_shown(shown)
