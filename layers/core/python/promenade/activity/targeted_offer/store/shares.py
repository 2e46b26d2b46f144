"""Links in DynamoDB. What comes of one is counted in its own item, under the condition that keeps
one customer's cap; the cap of all is pieces, which many take at once."""

from collections.abc import Sequence

import msgspec

from promenade.activity.targeted_offer.model.offer import ShareBonus
from promenade.activity.targeted_offer.model.personal import (
    PersonalOffer,
    Share,
    ShareTally,
    invitation_closed,
)
from promenade.activity.targeted_offer.store.personal import already_there, first, kept, used_before
from promenade.activity.targeted_offer.store.records import (
    CountRecord,
    counted,
    encode,
    share_key,
)
from promenade.contracts.targeted_offers import OfferShareAccepted, OfferShared
from promenade.kit import dynamo, holds
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.dynamo_pieces import DynamoPieces
from promenade.kit.errors import DomainError
from promenade.kit.holds import Part
from promenade.kit.patience import Contended
from promenade.kit.pieces import AllTaken, Pieces
from promenade.kit.stamp import Stamp

_LOOKS_FAR = 1
"""A miss looks at many shards at once."""

_share_of = msgspec.json.Decoder(Share)


class DynamoShareStore:
    """Made once per container, which remembers the shards that it found full."""

    def __init__(self) -> None:
        self._pieces = DynamoPieces(CountRecord)

    def add(self, share: Share, stamp: Stamp) -> ShareTally:
        record = CountRecord(*share_key(share.id), version=1, body=encode(share))
        record.ends_at = share.ends_at
        is_new = CountRecord.pk.does_not_exist()
        own = Write("Put", record.stamped(stamp, OfferShared), is_new)
        try:
            dynamo.transact([own, *counted(share.offer_id, share.inviter, {"shared": 1})])
        except ConditionFailed as lost:
            met = lost.old[0]
            if isinstance(met, CountRecord):
                return _tally(met)
            raise
        return ShareTally(share)

    def find(self, share_id: str) -> ShareTally | None:
        record = dynamo.find(CountRecord, *share_key(share_id), consistent=True)
        return _tally(record) if record else None

    def accept(
        self, mine: PersonalOffer, bonus: ShareBonus, coupons: Sequence[Part], stamp: Stamp
    ) -> None:
        pieces = Pieces(mine.offer_id, bonus.most_in_all)
        try:
            shard = self._pieces.choose(pieces, mine.customer, _LOOKS_FAR)
        except AllTaken:
            raise invitation_closed("all_gone") from None
        more = {"accepted": 1, "bonuses": int(mine.bonus == "given")}
        writes = (
            first(mine, OfferShareAccepted, stamp),
            _linked(mine, bonus, more, stamp),
            self._pieces.take(pieces, shard),
            *counted(mine.offer_id, mine.customer, more),
            *kept(mine, stamp),
        )

        def refuse(lost: ConditionFailed) -> DomainError | None:
            if lost.failed[2]:
                self._pieces.missed(pieces, shard, mine.customer, _LOOKS_FAR)
            return _refusal(stamp, lost)

        if not holds.join_once(Part(writes, refuse), coupons):
            raise Contended


def _linked(mine: PersonalOffer, bonus: ShareBonus, more: dict[str, int], stamp: Stamp) -> Write:
    is_open = CountRecord.ends_at > stamp.at
    has_room = CountRecord.accepted.does_not_exist()
    has_room |= CountRecord.accepted < bonus.most_per_inviter
    record = CountRecord(*share_key(mine.share_id))
    actions = [getattr(CountRecord, name).add(count) for name, count in more.items() if count]
    return Write("Update", record, is_open & has_room, actions)


def _refusal(stamp: Stamp, lost: ConditionFailed) -> DomainError | None:
    if there := already_there(lost):
        return there
    if not lost.failed[1]:
        return used_before(stamp, lost)
    met = lost.old[1]
    is_over = not isinstance(met, CountRecord) or met.ends_at is None or met.ends_at <= stamp.at
    return invitation_closed("over" if is_over else "cap_reached")


def _tally(record: CountRecord) -> ShareTally:
    share = _share_of.decode(record.body or "")
    counts = (record.accepted, record.bonuses, record.withheld)
    return ShareTally(share, *(count or 0 for count in counts))
