"""HTTP surface of jobs that move many prices: asked for, and looked at."""

from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.price.model.book import BookOver
from promenade.base.price.service import jobs
from promenade.base.price.service.jobs import Shop
from promenade.base.price.store.books import DynamoBookStore
from promenade.base.price.store.changes import DynamoPriceStore
from promenade.base.price.store.jobs import DynamoJobStore
from promenade.base.price.wire import jobs as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, accepted, ok
from promenade.kit.messages import LANGUAGES
from promenade.kit.paging import PageQuery

app = api("price_job", ACCESS, PATHS)
pages = cursors()
prices = DynamoPriceStore()
store = DynamoJobStore()
shop = Shop(store, DynamoBookStore(), DynamoCatalogueReader())
_SCOPE = "jobs that move prices"


@app.on(
    "POST /price-adjustment-jobs",
    allow=Permission.PRICE_WRITE,
    body=wire.JobBody,
    idempotent=True,
    languages=LANGUAGES,
    answers={202: wire.JobView},
    raises=(Conflict, BookOver),
)
def request_job(call: Call[wire.JobBody, None]) -> Reply:
    """Rehearse moving the prices of up to 100,000 SKUs; submit it when its preview is there."""
    stamp = call.stamp(system_clock)
    asked = wire.read_asked(call, stamp.at, prices)
    made = jobs.request(asked, stamp, shop)
    return accepted(wire.path_of(made), wire.show_job(made, call.language))


@app.on(
    "GET /price-adjustment-jobs",
    allow=Permission.PRICE_READ,
    query=PageQuery,
    languages=LANGUAGES,
    answers={200: wire.JobPage},
)
def list_jobs(call: Call[None, PageQuery]) -> Reply:
    """List the jobs that move prices, the newest first."""
    page = store.list_newest(call.query.limit, pages.open(call.query.cursor, _SCOPE))
    return ok(wire.show_jobs(page, pages.seal(page.next, _SCOPE), call.language))


@app.on(
    "GET /price-adjustment-jobs/{job_id}",
    allow=Permission.PRICE_READ,
    languages=LANGUAGES,
    answers={200: wire.JobView},
    raises=(NotFound,),
)
def get_job(call: Call[None, None]) -> Reply:
    """Show how far a job is, what it comes to, and which prices were refused."""
    found = jobs.get(call.path["job_id"], store)
    return ok(wire.show_job(found, call.language), version=found.version)
