"""HTTP surface of price books."""

from promenade.base.price.model.book import EndInPast, EndLater, TooManyBooks
from promenade.base.price.service import books
from promenade.base.price.store.books import DynamoBookStore
from promenade.base.price.wire import books as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.decoding import show
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, created, ok
from promenade.kit.paging import PageQuery

app = api("price_book", ACCESS, PATHS)
pages = cursors()
store = DynamoBookStore()


@app.on(
    "POST /price-books",
    allow=Permission.PRICE_WRITE,
    body=wire.BookBody,
    idempotent=True,
    answers={201: wire.BookView},
    raises=(Conflict, TooManyBooks),
)
def open_book(call: Call[wire.BookBody, None]) -> Reply:
    """Open a price book; quotes go by its entries within seconds."""
    stamp = call.stamp(system_clock)
    asked = wire.read_book(call.new_id("price_book"), call.body, stamp)
    book = books.open_book(asked, stamp, store)
    return created(f"/price-books/{book.id}", show(book, wire.BookView), version=book.version)


@app.on(
    "GET /price-books",
    allow=Permission.PRICE_READ,
    held="anywhere",
    query=PageQuery,
    answers={200: wire.BookPage},
)
def list_books(call: Call[None, PageQuery]) -> Reply:
    """List all price books, by id."""
    after = pages.open(call.query.cursor, "price books")
    page = books.list_books(call.query.limit, after, store)
    return ok(wire.show_books(page, pages.seal(page.next, "price books")))


@app.on(
    "GET /price-books/{book_id}",
    allow=Permission.PRICE_READ,
    held="anywhere",
    answers={200: wire.BookView},
    raises=(NotFound,),
)
def get_book(call: Call[None, None]) -> Reply:
    """Show one price book."""
    book = books.get_book(call.path["book_id"], store)
    return ok(show(book, wire.BookView), version=book.version)


@app.on(
    "PUT /price-books/{book_id}",
    allow=Permission.PRICE_WRITE,
    body=wire.EditBookBody,
    versioned=True,
    answers={200: wire.BookView},
    raises=(NotFound, Stale, EndInPast, EndLater),
)
def edit_book(call: Call[wire.EditBookBody, None]) -> Reply:
    """Rename a price book, or say when it ends."""
    asked, stamp = wire.read_edit(call.body), call.stamp(system_clock)
    book = books.edit_book(call.path["book_id"], asked, call.if_match, stamp, store)
    return ok(show(book, wire.BookView), version=book.version)
