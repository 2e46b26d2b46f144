"""What the use cases need of stores."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Protocol

from promenade.activity.targeted_offer.model.granting import GrantList
from promenade.activity.targeted_offer.model.offer import Offer, ShareBonus
from promenade.activity.targeted_offer.model.personal import (
    PersonalOffer,
    Share,
    ShareTally,
    Tally,
    Targeting,
)
from promenade.contracts.targeted_offers import PersonalOfferFact, TargetedOfferFact
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value

if TYPE_CHECKING:  # who only knows the ports loads no store
    from promenade.kit.holds import Part


class OfferStore(Protocol):
    def find(self, offer_id: str) -> Stored[Offer] | None: ...

    def find_many(self, offer_ids: Collection[str]) -> dict[str, Offer]:
        """By id, those that there are."""
        ...

    def add(self, offer: Offer, stamp: Stamp) -> Offer:
        """A repeated request answers what it drafted. Raises Conflict for another one."""
        ...

    def save(self, after: Offer, fact: type[TargetedOfferFact], stamp: Stamp, /) -> Offer:
        """Raises NotFound, Stale unless the stored version is the one before."""
        ...

    def drop(self, offer: Offer) -> None:
        """Raises Stale unless it is as it was read."""
        ...

    def list_latest(self, limit: int, after: Position | None) -> Page[Offer]:
        """The one drafted last first."""
        ...

    def tally(self, offer_id: str) -> Tally: ...


class Standing(Value, frozen=True):
    """What a customer has of an offer, and whether they want any."""

    mine: PersonalOffer | None
    targeting: Targeting


class Turn(Value, frozen=True):
    """What a personal offer was, what it becomes, and the coupons that go with that."""

    before: PersonalOffer
    after: PersonalOffer
    parts: "Sequence[Part]" = ()
    fact: type[PersonalOfferFact] | None = None


class PersonalStore(Protocol):
    def find(self, customer: str, offer_id: str) -> Standing:
        """Consistent."""
        ...

    def list_of(
        self, customer: str, limit: int, after: Position | None, /
    ) -> Page[PersonalOffer]: ...

    def made(self, stamp: Stamp) -> PersonalOffer | None:
        """What this very call gave first. Raises Conflict where its key came with another one."""
        ...

    def grant(self, mine: PersonalOffer, coupon: "Part", stamp: Stamp, /) -> None:
        """One write with its coupon. Raises AlreadyInOffer, OptedOut, Contended."""
        ...

    def turn(self, turn: Turn, stamp: Stamp, /) -> None:
        """One write with its coupons and what is counted. Raises Contended."""
        ...

    def targeting(self, customer: str) -> Targeting: ...

    def choose(self, after: Targeting, stamp: Stamp, /) -> None:
        """Raises Contended unless the stored version is the one before."""
        ...


class ShareStore(Protocol):
    def add(self, share: Share, stamp: Stamp, /) -> ShareTally:
        """Once: the same link is met as it is."""
        ...

    def find(self, share_id: str) -> ShareTally | None:
        """Consistent."""
        ...

    def accept(
        self, mine: PersonalOffer, bonus: ShareBonus, coupons: "Sequence[Part]", stamp: Stamp, /
    ) -> None:
        """One write with the coupons, within both caps and before the link's end. Raises
        AlreadyInOffer, ShareClosed, Contended."""
        ...


class ListStore(Protocol):
    def add(self, asked: GrantList, customers: Sequence[str], stamp: Stamp, /) -> GrantList:
        """A repeated request answers as at first. Raises Conflict for another one."""
        ...

    def find(self, list_id: str) -> GrantList | None: ...

    def customers(self, asked: GrantList) -> Sequence[str]:
        """Raises NotFound where they are not kept any more."""
        ...

    def finish(self, done: GrantList, stamp: Stamp, /) -> None:
        """With what it skipped; nothing where others finished it."""
        ...
