"""HTTP surface of reminders of limited-time discounts and flash sales."""

from promenade.activity.flash_sale.reader import DynamoFlashOpenings
from promenade.activity.reminder import service, wire
from promenade.activity.reminder.store import DynamoReminderStore
from promenade.base.promotion.reader import DynamoLimitedDiscounts
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, no_content, ok

app = api("reminder", ACCESS, PATHS)
occasions = service.Occasions(DynamoLimitedDiscounts(), DynamoFlashOpenings())
doors = service.Doors(DynamoReminderStore(), occasions)


@app.on(
    "PUT /limited-discounts/{promotion_id}/reminder",
    allow=Permission.REMINDER_ASK,
    answers={200: wire.ReminderView},
    raises=(NotFound, service.NothingAhead, service.TooManyReminders),
)
def ask_for_reminder(call: Call[None, None]) -> Reply:
    """Remind the caller each time that this discount opens, ten minutes before."""
    customer, occasion = wire.shopper(call.caller), wire.occasion(call.path)
    found = service.subscribe(customer, occasion, call.stamp(system_clock), doors)
    return ok(wire.show_reminder(found))


@app.on(
    "DELETE /limited-discounts/{promotion_id}/reminder",
    allow=Permission.REMINDER_ASK,
    answers={204: None},
    raises=(NotFound,),
)
def drop_reminder(call: Call[None, None]) -> Reply:
    """Remind the caller of this discount no more."""
    customer, occasion = wire.shopper(call.caller), wire.occasion(call.path)
    service.unsubscribe(customer, occasion, call.stamp(system_clock), doors.store)
    return no_content()


@app.on(
    "PUT /flash-sales/{sale_id}/reminder",
    allow=Permission.REMINDER_ASK,
    answers={200: wire.ReminderView},
    raises=(NotFound, service.NothingAhead, service.TooManyReminders),
)
def ask_for_sale_reminder(call: Call[None, None]) -> Reply:
    """Remind the caller ten minutes before this sale starts."""
    customer, occasion = wire.shopper(call.caller), wire.occasion(call.path)
    found = service.subscribe(customer, occasion, call.stamp(system_clock), doors)
    return ok(wire.show_reminder(found))


@app.on(
    "DELETE /flash-sales/{sale_id}/reminder",
    allow=Permission.REMINDER_ASK,
    answers={204: None},
    raises=(NotFound,),
)
def drop_sale_reminder(call: Call[None, None]) -> Reply:
    """Remind the caller of this sale no more."""
    customer, occasion = wire.shopper(call.caller), wire.occasion(call.path)
    service.unsubscribe(customer, occasion, call.stamp(system_clock), doors.store)
    return no_content()


@app.on(
    "GET /reminders",
    allow=Permission.REMINDER_ASK,
    answers={200: wire.ReminderList},
    raises=(NotFound,),
)
def list_own_reminders(call: Call[None, None]) -> Reply:
    """List the caller's reminders, fifty at most."""
    customer = wire.shopper(call.caller)
    return ok(wire.show_reminders(service.list_reminders(customer, system_clock(), doors)))
