"""HTTP surface of reminders of limited-time discounts."""

from promenade.activity.discount_reminder import service, wire
from promenade.activity.discount_reminder.store import DynamoReminderStore
from promenade.base.promotion.reader import DynamoLimitedDiscounts
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, no_content, ok

app = api("discount_reminder", ACCESS, PATHS)
doors = service.Doors(DynamoReminderStore(), DynamoLimitedDiscounts())


@app.on(
    "PUT /limited-discounts/{promotion_id}/reminder",
    allow=Permission.DISCOUNT_REMIND,
    answers={200: wire.ReminderView},
    raises=(NotFound, service.NothingAhead, service.TooManyReminders),
)
def ask_for_reminder(call: Call[None, None]) -> Reply:
    """Remind the caller each time that this discount opens, ten minutes before."""
    customer, promotion_id = wire.shopper(call.caller), call.path["promotion_id"]
    found = service.subscribe(customer, promotion_id, call.stamp(system_clock), doors)
    return ok(wire.show_reminder(found))


@app.on(
    "DELETE /limited-discounts/{promotion_id}/reminder",
    allow=Permission.DISCOUNT_REMIND,
    answers={204: None},
    raises=(NotFound,),
)
def drop_reminder(call: Call[None, None]) -> Reply:
    """Remind the caller of this discount no more."""
    customer, promotion_id = wire.shopper(call.caller), call.path["promotion_id"]
    service.unsubscribe(customer, promotion_id, call.stamp(system_clock), doors.store)
    return no_content()


@app.on(
    "GET /limited-discount-reminders",
    allow=Permission.DISCOUNT_REMIND,
    answers={200: wire.ReminderList},
    raises=(NotFound,),
)
def list_own_reminders(call: Call[None, None]) -> Reply:
    """List the caller's reminders, fifty at most."""
    customer = wire.shopper(call.caller)
    return ok(wire.show_reminders(service.list_reminders(customer, system_clock(), doors)))
