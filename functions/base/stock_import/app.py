"""HTTP surface of the import of stock."""

from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.stock.service import counting
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.base.stock.wire import imports as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.kit.clock import system_clock
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.imports import CSV, JSON_LINES, File
from promenade.kit.messages import LANGUAGES

app = api("stock_import", ACCESS)
doors = counting.Doors(DynamoStockStore(), DynamoPoolStore())
catalogue = DynamoCatalogueReader()


@app.on(
    "POST /stock-imports",
    allow=Permission.STOCK_WRITE,
    held="within",
    body=bytes,
    query=wire.StockImportQuery,
    consumes=(CSV, JSON_LINES),
    languages=LANGUAGES,
    max_body_bytes=wire.MAX_BYTES,
    answers={200: wire.StockImportReport},
)
def import_stock(call: Call[bytes, wire.StockImportQuery]) -> Reply:
    """Record the movements of a file, and report what became of every row.

    A row that was recorded stays as it is when its file comes again, longer or mended. Stock may be
    there before the catalogue knows its SKU; nobody is sold it until then."""
    stamp, dry_run = call.stamp(system_clock), call.query.dry_run
    file = File(call.media_type, call.body, call.charset)
    rows = counting.confined(wire.read_rows(file, call.query.batch), call.reach, catalogue)
    record = counting.rehearse_movements if dry_run else counting.import_movements
    outcomes = record(rows, stamp, doors)
    return ok(wire.show_report(outcomes, call.language, dry_run=dry_run))
