"""Price books: opening, renaming and ending them."""

from collections.abc import Sequence

from promenade.base.price.model.book import (
    EditBook,
    PriceBook,
    book_faults,
    edit,
    opening_faults,
)
from promenade.base.price.service.ports import BookStore
from promenade.kit.errors import Invalid, NotFound
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended, patiently
from promenade.kit.repeats import made_once
from promenade.kit.stamp import Stamp, Stored


def open_book(asked: PriceBook, stamp: Stamp, store: BookStore) -> PriceBook:
    """A repeated request answers as at first. Raises Invalid, Conflict, TooManyBooks."""

    def attempt() -> PriceBook:
        if found := [*opening_faults(asked, stamp.at)]:
            raise Invalid(found)
        return store.save_book(None, asked, stamp)

    return made_once(lambda: patiently(attempt, Contended), lambda: store.book_made(stamp))


def edit_book(
    book_id: str, asked: EditBook, expected: int, stamp: Stamp, store: BookStore
) -> PriceBook:
    """Raises NotFound, Stale, EndLater, EndInPast, Invalid."""

    def attempt() -> PriceBook:
        stored = _find(book_id, store)
        if stored.is_done(expected, stamp):
            return stored.value
        after = edit(stored.value, asked, stamp.at)
        if found := [*book_faults(after)]:
            raise Invalid(found)
        return store.save_book(stored.value, after, stamp)

    return patiently(attempt, Contended)


def get_book(book_id: str, store: BookStore) -> PriceBook:
    return _find(book_id, store).value


def list_books(limit: int, after: Position | None, store: BookStore) -> Page[PriceBook]:
    """By id."""
    books: Sequence[PriceBook] = sorted(store.books().values(), key=lambda each: each.id)
    rest = [each for each in books if after is None or each.id > after["id"]]
    more = {"id": rest[limit - 1].id} if len(rest) > limit else None
    return Page(tuple(rest[:limit]), more)


def _find(book_id: str, store: BookStore) -> Stored[PriceBook]:
    stored = store.find_book(book_id)
    if stored is None:
        raise NotFound("There is no such price book.", book_id=book_id)
    return stored
