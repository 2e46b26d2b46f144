"""An order that uses the promotion of the samples, as no sample can yet."""

from promenade.base.promotion.holds import DynamoPromotionHolds
from promenade.contracts.promotions import Use
from promenade.kit.stamp import Stamp
from tests.support.clock import SAMPLE_TIME
from tests.support.promoted import Orders

PROMOTION, TERMS_VERSION = "promotion_0XP980DHGWJT8NYE43HM3CHW87", 4


def use_up(saving_minor: int) -> None:
    """Of its budget of 50,000.00."""
    order = Stamp("client:storefront", SAMPLE_TIME, "sample-request", "sample-order")
    uses = [Use(PROMOTION, TERMS_VERSION, saving_minor)]
    Orders(DynamoPromotionHolds()).place("sample-order", None, uses, order)
