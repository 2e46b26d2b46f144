"""Orders that ended unpaid give their units back to their sale."""

from promenade.activity.flash_sale.model.claim import Claim
from promenade.activity.flash_sale.service.ports import ClaimStore, SaleStore
from promenade.kit.errors import NotFound
from promenade.kit.stamp import Stamp


def give_back(
    claim: Claim, place: tuple[str, int], stamp: Stamp, sales: SaleStore, claims: ClaimStore
) -> bool:
    """Once, by lot and shard; whether it had not been done before. Raises NotFound."""
    stored = sales.find(claim.sale_id)
    lots = {lot.key: lot for lot in stored.value.lots} if stored else {}
    if stored is None or place[0] not in lots:
        raise NotFound("There is no such flash sale.", sale_id=claim.sale_id)
    return claims.give_back((lots[place[0]], place[1]), claim, stored.value, stamp)
