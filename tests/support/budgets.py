"""Budgets that orders claim from, as a capability would have them."""

from datetime import timedelta

from promenade.kit import holds
from promenade.kit.config import setting
from promenade.kit.dynamo import Write
from promenade.kit.dynamo_claims import ClaimRecord, DynamoClaims
from promenade.kit.dynamo_shards import DynamoShards
from promenade.kit.holds import Part
from promenade.kit.shards import Balance, balance, faults
from promenade.kit.stamp import Stamp
from tests.support.baskets import Offers


class BudgetRecord(ClaimRecord):
    class Meta:
        table_name = setting("STOCK_TABLE")


class Budgets:
    def __init__(self) -> None:
        self.shards = DynamoShards(BudgetRecord, "BUDGET")
        self.claims = DynamoClaims(BudgetRecord, self.shards)

    def fill(self, key: str, amount: int, wanted: int, usual: int, stamp: Stamp) -> None:
        self.note(stamp, lambda: [self.shards.fill(key, amount, wanted, usual, stamp)])

    def hold(self, holder: str, key: str, amount: int, stamp: Stamp) -> None:
        until = stamp.at + timedelta(minutes=15)
        self.note(stamp, lambda: self.claims.hold(holder, {key: amount}, until, stamp))

    def note(self, stamp: Stamp, offers: Offers) -> None:
        """Beside an item that refuses nothing, so that the parts are their own guard."""
        note = BudgetRecord(f"NOTE#{stamp.fingerprint}", "-").stamped(stamp)
        holds.join(Part((Write("Put", note),), lambda _lost: None), offers)

    def balance(self, key: str) -> Balance:
        """While nobody writes."""
        allotment, shards = self.shards.all(key)
        assert faults(allotment, shards) == []
        return balance(shards)
