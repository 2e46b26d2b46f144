"""Use cases of what attributes a category's products have."""

from promenade.base.catalogue.model.agreeing import disagreements, novel
from promenade.base.catalogue.model.attributes import (
    Counted,
    Definitions,
    Governing,
    check_uses,
    definition_faults,
    governing,
)
from promenade.base.catalogue.model.category import Category
from promenade.base.catalogue.service.categories import get_category
from promenade.base.catalogue.service.ports import DefinitionStore, Looked, Wanted
from promenade.kit.errors import Invalid, Stale
from promenade.kit.patience import patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace


class Shown(Value, frozen=True):
    """What governs a category's products, its own and what it inherits; `version` is of its own."""

    category: str
    rules: tuple[Governing, ...]
    version: int


def show_definitions(category: str, store: DefinitionStore) -> Shown:
    """Raises NotFound."""
    path = get_category(category, store).path
    known = store.known(Wanted(definitions=path)).definitions
    own = known.get(category)
    rules = governing(path, known)
    return Shown(category, tuple(rules.values()), own.version if own else 0)


def define(asked: Definitions, stamp: Stamp, store: DefinitionStore) -> Shown:
    """Makes these a category's own; `asked` has the version that was looked at, 0 where there were
    none. Products that are there are asked for what is new at their next change.

    Raises NotFound, Stale, Invalid, DefinitionInUse or, while values keep coming, Unavailable."""
    faults = [*definition_faults(asked.attributes)]
    if faults:
        raise Invalid(faults)
    patiently(lambda: _define_once(asked, stamp, store), Counted)
    return show_definitions(asked.category, store)


def _define_once(asked: Definitions, stamp: Stamp, store: DefinitionStore) -> None:
    turns = store.definition_turns()
    category = get_category(asked.category, store)
    kept = store.find_definitions(asked.category)
    if kept is None and asked.version:
        raise Stale("It has been changed since.", version=0)
    if kept and kept.stored.is_done(asked.version, stamp):
        return
    before = kept.stored.value if kept else None
    gives_up = kept is not None and check_uses(kept.stored.value, asked.attributes, kept.uses)
    _require_alike(category, before, asked, store)
    after = replace(asked, version=before.version + 1 if before else 1)
    uses = kept.uses if kept and gives_up else None
    store.put_definitions(before, after, Looked(turns, uses), stamp)


def _require_alike(
    category: Category, before: Definitions | None, asked: Definitions, store: DefinitionStore
) -> None:
    """What changes nothing of types and units is not looked at. Raises Invalid."""
    changed = novel(before, asked.attributes)
    if not changed:
        return
    above, below = category.path[:-1], [*store.categories_below(category.path)]
    known = store.known(Wanted(definitions=[*above, *below])).definitions
    if faults := [*disagreements(changed, above, below, known)]:
        raise Invalid(faults)
