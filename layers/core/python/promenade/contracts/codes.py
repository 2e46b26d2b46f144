"""Codes that customers type: those of promotions and of coupons are one namespace (N25)."""

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from promenade.kit.stamp import Stamp

if TYPE_CHECKING:  # who only reads facts loads no store
    from promenade.kit.dynamo import Write


class CodeRegister(Protocol):
    """Texts that promotions have, where coupons keep theirs."""

    def take(self, text: str, promotion_id: str, until: datetime | None, stamp: Stamp) -> "Write":
        """Loses its condition while a coupon or another promotion has the text, however it is
        typed. `until` is when the promotion ends."""
        ...

    def give_back(self, text: str, promotion_id: str) -> "Write":
        """Loses its condition where somebody else has it by now."""
        ...
