"""People who turn out to be somebody else, or nobody any more."""

from promenade.contracts.profiles import ProfileChanged
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from promenade.outreach.journey.model.traveller import Release, Traveller, released, renamed
from promenade.outreach.journey.service.ports import Digest, TravellerStore


class Following:
    def __init__(self, store: TravellerStore, digest: Digest) -> None:
        self._store = store
        self._digest = digest

    def follow(self, change: ProfileChanged, stamp: Stamp) -> None:
        """Ways of a merged person are moved, and when what took them in happened goes along. One
        that is due goes on under the old name, for who walks it may have sent already: the gate
        knows whom that is. Raises Unavailable."""
        if change.state == "anonymised":
            self._store.bury(self._digest(change.id))
            self._let_go(change.id, "anonymised", stamp)
        if change.state == "merged" and change.merged_into:
            self._merge(change.id, change.merged_into, stamp)

    def forget(self, person: str, stamp: Stamp) -> None:
        """Of whom this stands for no way goes on, and none begins. Raises Unavailable."""
        if customer := self._store.bury(person):
            self._let_go(customer, "erased", stamp)
            self._store.forget_name(person)

    def _let_go(self, customer: str, reason: Release, stamp: Stamp) -> None:
        def attempt() -> None:
            for met in self._store.under_way(customer):
                self._store.move(met, released(met, reason, stamp.at), stamp)

        patiently(attempt, Contended)

    def _merge(self, customer: str, into: str, stamp: Stamp) -> None:
        def attempt() -> None:
            for met in self._store.under_way(customer):
                if not met.is_due(stamp.at):
                    self._move(met, into, stamp)

        self._store.carry_entries(customer, into)
        patiently(attempt, Contended)

    def _move(self, met: Traveller, into: str, stamp: Stamp) -> None:
        ended = replace(released(met, "merged", stamp.at), merged_into=into)
        self._store.transfer(met, ended, renamed(met, into, self._digest(into)), stamp)
