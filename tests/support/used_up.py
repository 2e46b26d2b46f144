"""An order that uses the promotion of the samples, as no sample can yet."""

from promenade.base.promotion.holds import DynamoPromotionHolds
from promenade.base.promotion.model import Limits
from promenade.base.promotion.model.promotion import SkuLimit
from promenade.base.promotion.service import managing
from promenade.base.promotion.service.changing import Change
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.allotments import DynamoAllotments
from promenade.contracts.promotions import Use
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.clock import SAMPLE_TIME
from tests.support.fakes.claims import NOTHING_SOLD
from tests.support.managed_promotions import approve, half_price
from tests.support.promoted import Orders
from tests.support.stamps import stamp

PROMOTION, TERMS_VERSION = "promotion_0XP980DHGWJT8NYE43HM3CHW87", 4


def use_up(saving_minor: int) -> None:
    """Of its budget of 50,000.00."""
    order = Stamp("client:storefront", SAMPLE_TIME, "sample-request", "sample-order")
    uses = [Use(PROMOTION, TERMS_VERSION, saving_minor)]
    Orders(DynamoPromotionHolds()).place("sample-order", None, uses, order)


def use_up_quota() -> None:
    """Of one cup at half price."""
    store, limits = DynamoPromotionStore(), Limits(budget_minor=100_000)
    limits = replace(limits, by_sku=(SkuLimit("CUP", quota=1),))
    managing.draft(half_price("half", limits=limits, currency="CNY"), stamp(), store)
    approve(store, "half", 1)
    publish = Change("half", 3, stamp("publish half"))
    managing.publish(publish, store, DynamoAllotments(), NOTHING_SOLD, accept_overlaps=True)
    order = Stamp("client:storefront", SAMPLE_TIME, "sample-request", "sample-order")
    uses = [Use("half", 4, 100, {"CUP": 1})]
    Orders(DynamoPromotionHolds()).place("sample-order", None, uses, order)
