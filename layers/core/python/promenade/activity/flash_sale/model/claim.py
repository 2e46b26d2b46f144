"""What a buyer of a sale asks for and is told."""

from datetime import datetime

from promenade.activity.flash_sale.model.sale import FlashSale, Phase
from promenade.kit.claim_sets import Taking
from promenade.kit.errors import Conflict, DomainError
from promenade.kit.messages.words import worded
from promenade.kit.values import Value


class TokenInvalid(DomainError):
    """No token of this buyer for this sale that is good now: which of these it is, is not told."""


class SaleNotRunning(Conflict):
    """Nothing is sold now: `reason` says why."""


class SoldOut(Conflict):
    """All units are somebody's. Some may come back."""


class FewerLeft(Conflict):
    """Units are left, and nowhere so many together."""


class UnitLimitReached(DomainError):
    """One customer has at most `most_count` units of the sale, unpaid ones among them."""


class Claim(Value, frozen=True):
    """Units that a customer has for the order of this number."""

    sale_id: str
    order: str
    customer: str
    count: int


def token_invalid() -> TokenInvalid:
    return TokenInvalid("This token is not good here now. Ask for one.")


def taking_of(claim: Claim, sale: FlashSale) -> Taking:
    return Taking(claim.order, claim.customer, claim.count, sale.terms.per_user)


def refuse_closed(sale: FlashSale, at: datetime) -> None:
    """Raises SaleNotRunning."""
    phase = sale.phase(at)
    if phase is not Phase.RUNNING:
        told = f"The sale sells nothing now: {worded(phase.value)}."
        raise SaleNotRunning(told, reason=phase.value)


def refuse_too_many(claim: Claim, sale: FlashSale) -> None:
    """Raises UnitLimitReached."""
    if claim.count > sale.terms.per_user:
        raise limit_reached(sale)


def limit_reached(sale: FlashSale) -> UnitLimitReached:
    most = sale.terms.per_user
    return UnitLimitReached(f"One customer may have {most} of them.", most_count=most)
