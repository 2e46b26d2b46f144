"""HTTP surface of what people did, for staff: looked at, counted, erased."""

from typing import Any

from promenade.activity.behaviour.reader import DynamoBehaviour
from promenade.activity.behaviour.service import histories
from promenade.activity.behaviour.store.histories import DynamoHistoryStore, subject_of
from promenade.activity.behaviour.wire import bodies, reading, views
from promenade.contracts.access import ACCESS, Permission
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, no_content, ok
from promenade.kit.queues import Queue
from promenade.kit.trail import Trail

app = api("behaviour_histories", ACCESS)
pages = cursors()
store, reader = DynamoHistoryStore(), DynamoBehaviour()
trail = Trail(Queue(setting("AUDIT_QUEUE_URL")), system_clock)


@app.on(
    "GET /event-histories",
    allow=Permission.BEHAVIOUR_READ,
    query=bodies.HistoryQuery,
    answers={200: views.HistoryPage},
)
def list_events(call: Call[None, bodies.HistoryQuery]) -> Reply:
    """List what a customer did in the last 90 days, the newest batch first.

    That somebody looked is on record."""
    query, scope = call.query, f"events of {call.query.customer}"
    _note(call, query.customer)
    page = store.page(query.customer, query.limit, pages.open(query.cursor, scope))
    return ok(views.show_history(page, pages.seal(page.next, scope)))


@app.on(
    "GET /event-counts",
    allow=Permission.BEHAVIOUR_READ,
    query=bodies.TalliesQuery,
    answers={200: views.TalliesView},
)
def count_events(call: Call[None, bodies.TalliesQuery]) -> Reply:
    """Count what a customer did in the last days of a zone. That somebody looked is on record."""
    days = reading.read_days(call.query, system_clock())
    _note(call, call.query.customer)
    return ok(views.show_tallies(reader.tallies(call.query.customer, days), days))


@app.on(
    "DELETE /event-histories",
    allow=Permission.BEHAVIOUR_ERASE,
    query=bodies.CustomerQuery,
    answers={204: None},
)
def erase_history(call: Call[None, bodies.CustomerQuery]) -> Reply:
    """Erase what is kept of what a customer did. What comes later is kept."""
    histories.erase(call.query.customer, call.stamp(system_clock), store)
    return no_content()


def _note(call: Call[Any, Any], customer: str) -> None:
    trail.note("HistoryOpened", subject_of(customer), call)
