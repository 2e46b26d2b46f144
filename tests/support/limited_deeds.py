"""What functions of limited-time discounts do off the path of their samples: when the book of
promotions is due, and for a discount that is not in it."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from infra.local import samples
from promenade.base.promotion.service.book import FRESH_FOR
from tests.support import functions
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.gateway import Gateway
from tests.support.play import given, perform

Act = Callable[[Gateway], object]
Occasion = tuple[str, list[str | Act], Act]
SHOW = "base/http/promotion_limited_time.get_limited_discount"
LIST = "base/http/promotion_limited_time.list_limited_discounts"
LIST_OWN = "activity/http/reminder_api.list_own_reminders"
SWEEP = "activity/schedule/reminder_sweep"
TELL = "activity/sqs/reminder_tell"


def _when_the_book_is_due(name: str, gateway: Gateway) -> object:
    perform(name, gateway)
    with standing(SAMPLE_TIME + FRESH_FOR):
        return perform(name, gateway)


def _run_when_the_book_is_due(name: str, _: Gateway) -> None:
    event = json.loads((samples.EVENTS / f"{name}.json").read_bytes())
    run = functions.handler(name.rpartition("/")[2])
    for later in (timedelta(), FRESH_FOR):
        with standing(SAMPLE_TIME + later):
            run(event, functions.Context())


def _show_none(gateway: Gateway) -> object:
    return gateway.call("GET /limited-discounts/promotion_none")


OCCASIONS: list[Occasion] = [
    ("promotion_limited_time", [*given(SHOW)], _show_none),
    ("promotion_limited_time", [*given(LIST)], partial(_when_the_book_is_due, LIST)),
    ("reminder_api", [*given(LIST_OWN)], partial(_when_the_book_is_due, LIST_OWN)),
    ("reminder_sweep", [*given(SWEEP)], partial(_run_when_the_book_is_due, SWEEP)),
    ("reminder_tell", [*given(TELL)], partial(_run_when_the_book_is_due, TELL)),
]
