"""HTTP surface of files of prices to move."""

from promenade.base.price.model.book import BookOver
from promenade.base.price.service import jobs
from promenade.base.price.store.books import DynamoBookStore
from promenade.base.price.store.changes import DynamoPriceStore
from promenade.base.price.store.jobs import DynamoJobStore
from promenade.base.price.wire import job_files as wire
from promenade.base.price.wire.jobs import JobView, path_of, show_job
from promenade.contracts.access import ACCESS, Permission
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, accepted
from promenade.kit.imports import CSV
from promenade.kit.messages import LANGUAGES

app = api("price_job_file", ACCESS)
books = DynamoBookStore()
prices = DynamoPriceStore()
store = DynamoJobStore()


@app.on(
    "POST /price-adjustment-job-files",
    allow=Permission.PRICE_WRITE,
    body=bytes,
    query=wire.JobFileQuery,
    consumes=(CSV,),
    idempotent=True,
    languages=LANGUAGES,
    max_body_bytes=wire.MAX_BYTES,
    answers={202: JobView},
    raises=(Conflict, BookOver),
)
def request_file_job(call: Call[bytes, wire.JobFileQuery]) -> Reply:
    """Rehearse moving the prices that a file names, `sku,add_minor`: each by its own amount."""
    stamp = call.stamp(system_clock)
    asked, rows = wire.read_file(call, stamp.at, prices)
    made = jobs.request_by_file(asked, rows, stamp, store, books)
    return accepted(path_of(made), show_job(made, call.language))
