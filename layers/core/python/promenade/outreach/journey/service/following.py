"""People who turn out to be somebody else, or nobody any more."""

from promenade.contracts.profiles import ProfileChanged
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from promenade.outreach.journey.model.traveller import Traveller, released, renamed
from promenade.outreach.journey.service.ports import TravellerStore


def follow(change: ProfileChanged, stamp: Stamp, store: TravellerStore) -> int:
    """How many ways were let go or moved. Of a merged person, one that is due goes on under the old
    name, for who walks it may have sent already: the gate knows whom that is. Raises
    Unavailable."""
    if change.state == "active":
        return 0

    def attempt() -> int:
        met = store.under_way(change.id)
        return sum(_leave(each, change.merged_into or "", stamp, store) for each in met)

    return patiently(attempt, Contended)


def _leave(met: Traveller, into: str, stamp: Stamp, store: TravellerStore) -> bool:
    if not into:
        store.move(met, released(met, "anonymised", stamp.at), stamp)
        return True
    if met.is_due(stamp.at):
        return False
    ended = replace(released(met, "merged", stamp.at), merged_into=into)
    store.transfer(met, ended, renamed(met, into), stamp)
    return True
