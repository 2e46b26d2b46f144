"""Blocks of tokens in DynamoDB."""

from datetime import datetime, timedelta
from secrets import token_hex

from promenade.activity.flash_sale.store.records import ShardRecord
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed
from promenade.kit.dynamo_pieces import DynamoPieces
from promenade.kit.pieces import Pieces
from promenade.kit.values import replace

_KEPT_FOR = timedelta(days=1)


class DynamoBlockStore:
    """Made once per container, which has a name of its own."""

    def __init__(self) -> None:
        self._pieces = DynamoPieces(ShardRecord)
        self._name = token_hex(8)

    def take(self, blocks: Pieces, until: datetime) -> None:
        tries = 0
        while not self._take(blocks, until, tries):
            tries += 1

    def _take(self, blocks: Pieces, until: datetime, tries: int) -> bool:
        """Raises AllTaken."""
        shard = self._pieces.choose(blocks, self._name, tries)
        write = self._pieces.take(blocks, shard)
        gone_at = int((until + _KEPT_FOR).timestamp())
        kept = ShardRecord.expires_at.set(gone_at)
        try:
            dynamo.apply(replace(write, actions=[*write.actions, kept]))
        except ConditionFailed:
            self._pieces.missed(blocks, shard, self._name, tries)
            return False
        return True
