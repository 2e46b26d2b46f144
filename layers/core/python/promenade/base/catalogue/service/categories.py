"""Use cases of categories."""

from collections.abc import Iterable, Mapping

from promenade.base.catalogue.model.agreeing import check_move
from promenade.base.catalogue.model.attributes import Counted
from promenade.base.catalogue.model.category import Category, SetCategory, place, remove
from promenade.base.catalogue.model.product import NO_CATEGORY
from promenade.base.catalogue.model.tags import Rewritten
from promenade.base.catalogue.service.ports import (
    Categories,
    CategoryStore,
    ProductWriter,
    Wanted,
    must_exist,
)
from promenade.kit.errors import Conflict, Fault, Invalid, NotFound, Stale
from promenade.kit.patience import patiently
from promenade.kit.repeats import made_once
from promenade.kit.stamp import Stamp


def add_category(command: SetCategory, stamp: Stamp, store: CategoryStore) -> Category:
    """A repeated request answers as at first; a removed category comes back.

    Raises Conflict, Invalid, CategoryCycle, CategoryTooDeep, CategoryGone or, when others keep
    changing it, Unavailable."""
    return made_once(
        lambda: patiently(lambda: _add_once(command, stamp, store), Stale),
        lambda: store.category_made(stamp),
    )


def _add_once(command: SetCategory, stamp: Stamp, store: CategoryStore) -> Category:
    stored = store.find_category(command.id)
    if stored and not stored.value.is_removed:
        if stored.fingerprint == stamp.fingerprint:
            return stored.value
        raise Conflict("This category exists.", category=command.id)
    after = place(command, _parent(command, store), stored.value if stored else None)
    store.put_category(stored.value if stored else None, after, stamp)
    return after


def change_category(
    command: SetCategory, expected: int, stamp: Stamp, store: CategoryStore
) -> Category:
    """Raises NotFound, Stale, Invalid, CategoryCycle, CategoryTooDeep, CategoryInUse when it
    would move while something is in it, DefinitionsDiffer, or CategoryGone."""
    return patiently(lambda: _change_once(command, expected, stamp, store), Counted)


def _change_once(
    command: SetCategory, expected: int, stamp: Stamp, store: CategoryStore
) -> Category:
    turns = store.definition_turns()
    stored = must_exist(store.find_category(command.id), stamp)
    if stored.is_done(expected, stamp):
        return stored.value
    before, after = stored.value, place(command, _parent(command, store), stored.value)
    moves = after.path != before.path
    if moves:
        known = store.known(Wanted(definitions=after.path)).definitions
        check_move(after.id, after.path[:-1], known)
    store.put_category(before, after, stamp, turns=turns if moves else None)
    return after


def remove_category(category_id: str, expected: int, stamp: Stamp, store: CategoryStore) -> None:
    """Raises NotFound, Stale or CategoryInUse."""
    patiently(lambda: _remove_once(category_id, expected, stamp, store), Rewritten)


def _remove_once(category_id: str, expected: int, stamp: Stamp, store: CategoryStore) -> None:
    rules = store.sweep().turn
    stored = must_exist(store.find_category(category_id), stamp)
    if not stored.is_done(expected, stamp):
        store.put_category(stored.value, remove(stored.value), stamp, rules=rules)


def get_category(category_id: str, store: Categories) -> Category:
    stored = store.find_category(category_id)
    if stored is None or stored.value.is_removed:
        raise NotFound("There is no such category.", category=category_id)
    return stored.value


def names_of(ids: Iterable[str], store: ProductWriter) -> Mapping[str, str]:
    """Those of the categories that are there, by their ids."""
    found = store.known(Wanted(categories=ids)).categories
    return {id_: each.name for id_, each in found.items()}


def _parent(command: SetCategory, store: CategoryStore) -> Category | None:
    if command.parent is None:
        return None
    try:
        return get_category(command.parent, store)
    except NotFound:
        facts = {"category": command.parent}
        unknown = Fault("/parent", "unknown_category", NO_CATEGORY, facts=facts)
        raise Invalid([unknown]) from None
