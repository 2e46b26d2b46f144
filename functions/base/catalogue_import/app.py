"""HTTP surface of the catalogue's import."""

from promenade.activity.coupon.reader import DynamoCouponDependents
from promenade.activity.flash_sale.reader import DynamoFlashDependents
from promenade.base.catalogue.service import imports as service
from promenade.base.catalogue.service.confined import Confined
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.store.guarded import FileCatalogueStore
from promenade.base.catalogue.wire import files
from promenade.base.catalogue.wire import imports as wire
from promenade.base.catalogue.wire.fields import reason_in
from promenade.base.price.reader.gate import DynamoPriceGate
from promenade.base.promotion.reader.dependents import DynamoPromotionDependents
from promenade.base.stock.reader import DynamoStockDependents
from promenade.contracts.access import ACCESS, Permission
from promenade.customer.order.reader import DynamoOrderDependents
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.imports import CSV, JSON_LINES, File
from promenade.kit.messages import LANGUAGES

app = api("catalogue_import", ACCESS)
rooms = (
    DynamoCouponDependents(), DynamoFlashDependents(), DynamoOrderDependents(),
    DynamoPromotionDependents(), DynamoStockDependents(),
)  # fmt: skip
store = DynamoCatalogueStore()
gate = DynamoPriceGate(int(setting("PRICE_CHANGE_LIMIT_BP")))


@app.on(
    "POST /product-imports",
    allow=Permission.CATALOGUE_APPROVE,
    held="within",
    second_factor=True,
    body=bytes,
    query=files.ProductFileQuery,
    consumes=(CSV, JSON_LINES),
    languages=LANGUAGES,
    max_body_bytes=wire.MAX_BYTES,
    answers={200: wire.ImportReport},
)
def import_products(call: Call[bytes, files.ProductFileQuery]) -> Reply:
    """Import products from a file, and report what became of every row.

    The file is one of ours, or as Shopify, WooCommerce or Magento export it. What is new in it
    comes approved; another wording of what is there waits for somebody else. The file may be sent
    again: what is as it says already stays unchanged. Rows that take off the shelf what something
    that is live depends on need a `reason`, which is kept."""
    query, stamp = call.query, call.stamp(system_clock)
    told = files.read_file(File(call.media_type, call.body, call.charset), query)
    rows = service.placed_rows(told.rows, query.fallback_category, store)
    here = Confined(FileCatalogueStore(rooms, reason_in(query.reason, "query")), call.reach)
    outcomes = service.import_rows(rows, stamp, here, gate, dry_run=query.dry_run)
    return ok(wire.show_report(outcomes, told, call.language, dry_run=query.dry_run))
