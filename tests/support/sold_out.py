"""The flash sale of the samples, sold out, and with units that a buyer gave back."""

from promenade.activity.flash_sale.model.claim import Claim
from promenade.activity.flash_sale.model.sale import SaleStatus
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.base.stock.holds import DynamoStockHolds
from promenade.kit.stamp import Stamp
from tests.support.baskets import Baskets
from tests.support.clock import SAMPLE_TIME

STAMP = Stamp("shopper:amelie", SAMPLE_TIME, "sample-request", "sold out")


def hold_all() -> None:
    """Units of its pool that nobody claimed, so that one claim finds too few."""
    (sale,) = DynamoSaleStore().list_by_status(SaleStatus.SCHEDULED, 2, None).items
    Baskets(DynamoStockHolds()).place("stray", {sale.place: sale.terms.unit_count - 1}, STAMP)


def sell_out() -> None:
    sales, claims = DynamoSaleStore(), DynamoClaimStore()
    (sale,) = sales.list_by_status(SaleStatus.SCHEDULED, 2, None).items
    for number in range(sale.terms.unit_count):
        claims.take(sale, Claim(sale.id, f"order_{number:02}", f"buyer-{number:02}", 1), STAMP)
    claim = Claim(sale.id, "order_07", "buyer-07", 1)
    (place,) = (p for p, each in claims.notes(sale).items() if claim.order in each.tickets)
    claims.give_back(place, claim, sale, STAMP)
