"""What prices let the catalogue ask before it shows others: contracts.prices.PriceGate."""

from collections.abc import Sequence
from datetime import datetime

from promenade.base.price.service import gating
from promenade.base.price.store.evidence import DynamoEvidenceStore
from promenade.contracts.prices import ListedPrice, PricesJudged


class DynamoPriceGate:
    """Beyond `limit_bp` a second person agrees."""

    def __init__(self, limit_bp: int) -> None:
        self._limit_bp = limit_bp
        self._evidence = DynamoEvidenceStore()

    def judge(self, asked: Sequence[ListedPrice], now: datetime) -> PricesJudged:
        return gating.judge(asked, self._limit_bp, self._evidence, now)
