"""The tree of categories."""

from promenade.kit.errors import Conflict, DomainError
from promenade.kit.values import Value, replace

MAX_DEPTH = 4


class CategoryInUse(Conflict):
    """The category has children or products: it can be neither removed nor moved."""


class CategoryArchived(Conflict):
    """An archived category keeps what is in it and takes nothing new."""


class CategoryGone(Conflict):
    """The category was removed or moved while something was being put into it."""


class CategoryTooDeep(DomainError):
    """The tree of categories would grow deeper than four levels."""


class CategoryCycle(DomainError):
    """The category would be its own ancestor."""


class Category(Value, frozen=True, kw_only=True):
    """`path` holds the ids from the root down to this category; `reason` is why it was removed,
    where somebody says so."""

    id: str
    name: str
    path: tuple[str, ...]
    sort: int = 0
    is_archived: bool = False
    reason: str | None = None
    is_removed: bool = False
    version: int

    @property
    def parent(self) -> str | None:
        return self.path[-2] if len(self.path) > 1 else None


class SetCategory(Value, frozen=True, kw_only=True):
    """What a category shall be; the root of a tree has no `parent`."""

    id: str
    name: str
    parent: str | None
    sort: int
    is_archived: bool = False


def place(command: SetCategory, parent: Category | None, before: Category | None) -> Category:
    """Raises CategoryCycle or CategoryTooDeep."""
    above = parent.path if parent else ()
    if command.id in above:
        raise CategoryCycle(f"{command.id} cannot be below itself.", category=command.id)
    if len(above) >= MAX_DEPTH:
        raise CategoryTooDeep(f"A tree is at most {MAX_DEPTH} deep.", max_depth=MAX_DEPTH)
    return Category(
        id=command.id,
        name=command.name,
        path=(*above, command.id),
        sort=command.sort,
        is_archived=command.is_archived,
        version=before.version + 1 if before else 1,
    )


def enterable(category: Category | None) -> tuple[str, ...]:
    """The path of one that something may come into. Raises CategoryArchived, CategoryGone."""
    if category is None:
        raise CategoryGone("The category was removed or moved meanwhile.")
    if category.is_archived:
        raise CategoryArchived("The category takes nothing new.", category=category.id)
    return category.path


def remove(category: Category) -> Category:
    return replace(category, is_removed=True, version=category.version + 1)
