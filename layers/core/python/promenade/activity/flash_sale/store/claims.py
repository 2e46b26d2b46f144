"""The claim sets of sales in DynamoDB."""

from collections.abc import Mapping

import msgspec

from promenade.activity.flash_sale.model.claim import (
    Claim,
    FewerLeft,
    SaleNotRunning,
    SoldOut,
    limit_reached,
    taking_of,
    token_invalid,
)
from promenade.activity.flash_sale.model.sale import FlashSale, Phase
from promenade.activity.flash_sale.store.records import ShardRecord
from promenade.contracts.flash_sales import FlashUnitsClaimed, FlashUnitsFact, FlashUnitsReturned
from promenade.kit.claim_sets import (
    Notes,
    Place,
    SetClosed,
    TakerLimitReached,
    TicketUsed,
    TooFewLeft,
)
from promenade.kit.dynamo_claim_sets import DynamoClaimSets
from promenade.kit.errors import Stale
from promenade.kit.holds import Part
from promenade.kit.messages.words import worded
from promenade.kit.pieces import AllTaken
from promenade.kit.set_items import Told
from promenade.kit.stamp import Stamp


class DynamoClaimStore:
    """Made once per container."""

    def __init__(self) -> None:
        self._sets = DynamoClaimSets(ShardRecord)

    def take(self, sale: FlashSale, claim: Claim, stamp: Stamp) -> bool:
        def tell(place: Place) -> Told:
            return _told(FlashUnitsClaimed, claim, place, stamp)

        try:
            return self._sets.take(sale.lots, taking_of(claim, sale), tell)
        except AllTaken:
            raise SoldOut("All units are somebody's now.") from None
        except TooFewLeft:
            raise FewerLeft("Fewer units are left. Ask for one.") from None
        except TakerLimitReached:
            raise limit_reached(sale) from None
        except SetClosed:
            reason = Phase.ENDED.value
            told = f"The sale sells nothing now: {worded(reason)}."
            raise SaleNotRunning(told, reason=reason) from None
        except TicketUsed:
            raise token_invalid() from None

    def find(self, sale: FlashSale, claim: Claim) -> bool:
        try:
            return self._sets.has_taken(sale.lots, taking_of(claim, sale))
        except TicketUsed:
            raise token_invalid() from None

    def give_back(self, place: Place, claim: Claim, sale: FlashSale, stamp: Stamp) -> bool:
        told = _told(FlashUnitsReturned, claim, place, stamp)
        return self._sets.give_back(place, taking_of(claim, sale), told)

    def is_sold_out(self, sale: FlashSale) -> bool:
        return self._sets.are_all_taken(sale.lots)

    def notes(self, sale: FlashSale) -> Mapping[Place, Notes]:
        return self._sets.notes(sale.lots)

    def close(self, sale: FlashSale) -> Mapping[Place, Notes]:
        return self._sets.close(sale.lots)

    def let_again(self, notes: Mapping[Place, Notes]) -> Part:
        writes = tuple(self._sets.let_again(notes))
        return Part(writes, lambda _lost: Stale("It has been changed since."))


def _told(fact: type[FlashUnitsFact], claim: Claim, place: Place, stamp: Stamp) -> Told:
    lot, shard = place
    said = fact(
        sale_id=claim.sale_id,
        order=claim.order,
        customer=claim.customer,
        count=claim.count,
        lot=lot.key,
        shard=shard,
        claimed_at=stamp.at,
    )
    return Told(fact.__name__, msgspec.json.encode(said).decode(), stamp)
