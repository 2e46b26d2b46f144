"""HTTP surface of products as files."""

from promenade.base.catalogue.service import exporting
from promenade.base.catalogue.service.confined import Confined
from promenade.base.catalogue.service.exporting import ExportTooLarge
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.store.exports import S3ExportStore
from promenade.base.catalogue.wire import exports as wire
from promenade.base.price.reader import DynamoPriceReader
from promenade.base.stock.reader import DynamoStockReader
from promenade.contracts.access import ACCESS, Permission
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, see

app = api("catalogue_export", ACCESS)
store = DynamoCatalogueStore()
files = S3ExportStore()
told = wire.Told(DynamoStockReader(), store, DynamoPriceReader(), setting("MEDIA_BASE_URL"))


@app.on(
    "GET /product-exports",
    allow=Permission.CATALOGUE_WRITE,
    held="within",
    second_factor=True,
    query=wire.ExportQuery,
    answers={302: None},
    raises=(ExportTooLarge,),
)
def export_products(call: Call[None, wire.ExportQuery]) -> Reply:
    """Download products by a link that is good for a minute.

    As CSV or JSON Lines, which can be imported again, or, of what is on sale, as a feed for
    Google Merchant Center."""
    terms = wire.read_terms(call.query)
    form = wire.form_of(terms, told, system_clock())
    content = exporting.gather(terms, Confined(store, call.reach), form)
    return see(files.put(form.name, form.media_type, content))
