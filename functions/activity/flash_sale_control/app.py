"""HTTP surface of what staff do with a flash sale while it runs."""

from promenade.activity.flash_sale.model.sale import (
    EndNotLater,
    EndTooLate,
    FlashSale,
    SaleOver,
    StatusForbids,
)
from promenade.activity.flash_sale.service import managing
from promenade.activity.flash_sale.service.phases import phase_of
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.activity.flash_sale.wire import sales as wire
from promenade.activity.flash_sale.wire.plans import SaleView, show_sale
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound, Stale
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("flash_sale_control", ACCESS, PATHS)
store, claims = DynamoSaleStore(), DynamoClaimStore()
UNFIT = (NotFound, Stale, StatusForbids, SaleOver)
SHOWN = {200: SaleView}
ALLOW = Permission.FLASH_SALE_PUBLISH


@app.on(
    "POST /flash-sales/{sale_id}/pause", allow=ALLOW, versioned=True, answers=SHOWN, raises=UNFIT
)
def pause_flash_sale(call: Call[None, None]) -> Reply:
    """Sell nothing until it is resumed, from a second later on."""
    paused = managing.pause(wire.read_change(call, system_clock), store)
    return _shown(paused)


@app.on(
    "POST /flash-sales/{sale_id}/resume", allow=ALLOW, versioned=True, answers=SHOWN, raises=UNFIT
)
def resume_flash_sale(call: Call[None, None]) -> Reply:
    """Let a paused sale sell on."""
    resumed = managing.resume(wire.read_change(call, system_clock), store)
    return _shown(resumed)


@app.on(
    "POST /flash-sales/{sale_id}/extend",
    allow=ALLOW,
    body=wire.ExtensionBody,
    versioned=True,
    answers=SHOWN,
    raises=(*UNFIT, EndNotLater, EndTooLate),
)
def extend_flash_sale(call: Call[wire.ExtensionBody, None]) -> Reply:
    """Let it end later."""
    change, end = wire.read_change(call, system_clock), wire.read_extension(call.body)
    extended = managing.extend(change, end, store)
    return _shown(extended)


@app.on("POST /flash-sales/{sale_id}/end", allow=ALLOW, versioned=True, answers=SHOWN, raises=UNFIT)
def end_flash_sale(call: Call[None, None]) -> Reply:
    """End it now; what nobody has claimed goes back to the stock."""
    ended = managing.end(wire.read_change(call, system_clock), store)
    return _shown(ended)


def _shown(sale: FlashSale) -> Reply:
    phase = phase_of(sale, system_clock(), claims)
    return ok(show_sale(sale, phase), version=sale.version)
