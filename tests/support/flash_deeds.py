"""What functions of flash sales do off the path of their samples: when all is sold, and when a sale
is over."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from importlib import import_module
from typing import Any

from moto.backends import get_backend

from tests.support import functions
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.gateway import Gateway
from tests.support.play import perform
from tests.support.provisioned import KEPT

Act = Callable[[Gateway], object]
Occasion = tuple[str, list[str | Act], Act]
SCHEDULE = "activity/http/flash_sale_schedule.schedule_flash_sale"
QUEUED = f"{SCHEDULE}-queue"
END = "activity/http/flash_sale_control.end_flash_sale"
CLAIM = "activity/http/flash_sale_claim.order_from_flash_sale"
DRAW = "activity/schedule/flash_sale_draw"
PROOF = "activity/schedule/flash_sale_proof"
CLAIMED = "customer/sqs/order_claims"


def _sell_out(_: Gateway) -> None:
    """Its stores read settings when they are loaded."""
    import_module("tests.support.sold_out").sell_out()


def _hold_all(_: Gateway) -> None:
    import_module("tests.support.sold_out").hold_all()


def _tend_later(_: Gateway) -> object:
    with standing(SAMPLE_TIME + timedelta(hours=2)):
        return functions.invoke("flash_sale_tend", {"id": "tend-later"})


def _table() -> Any:
    return get_backend("dynamodb")["123456789012"]["eu-west-1"].tables["promenade-flash-sale"]


def _warm(later: timedelta) -> object:
    KEPT.update(FlashSalePage=1, FlashSaleClaim=1, FlashSaleQueue=1)
    _table().warm_throughput["WriteUnitsPerSecond"] = 1
    with standing(SAMPLE_TIME + later):
        return functions.invoke("flash_sale_warm", {})


OCCASIONS: list[Occasion] = [
    ("flash_sale_claim", [SCHEDULE, _sell_out], partial(perform, CLAIM)),
    (
        "flash_sale_tend",
        [SCHEDULE, _sell_out],
        partial(perform, "activity/schedule/flash_sale_tend"),
    ),
    ("flash_sale_tend", [END], _tend_later),
    ("order_claims", [CLAIMED], partial(perform, CLAIMED)),
    ("order_claims", [CLAIM, _hold_all], partial(perform, CLAIMED)),
    ("flash_sale_warm", [QUEUED], lambda _: _warm(timedelta())),
    ("flash_sale_warm", [SCHEDULE], lambda _: _warm(timedelta(hours=1))),
    ("flash_sale_proof", [CLAIM], partial(perform, PROOF)),
    ("flash_sale_proof", [DRAW], partial(perform, PROOF)),
    ("flash_sale_draw", [DRAW], partial(perform, DRAW)),
]
