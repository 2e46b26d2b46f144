"""What one customer has of an offer: granted by the shop, or by another customer's invitation."""

from datetime import datetime, timedelta
from typing import Literal

from promenade.activity.targeted_offer.model.offer import Offer, OfferStatus
from promenade.contracts.targeted_offers import BonusState
from promenade.kit.errors import Conflict, DomainError
from promenade.kit.messages.words import worded
from promenade.kit.values import Document, replace

Via = Literal["grant", "share"]


class AlreadyInOffer(Conflict):
    """A customer has an offer once, however it came."""


class OptedOut(DomainError):
    """The customer does not want targeted offers."""


class NoAlternative(DomainError):
    """What everybody else could have is not in force now, so nobody is granted the offer."""


class SelfReferral(DomainError):
    """Nobody invites themselves."""


class ShareClosed(DomainError):
    """The invitation is accepted no more: `reason` says why."""


class NotShared(Conflict):
    """The offer is none to invite others to, or the customer was not granted it, or it is over."""


class PersonalOffer(Document, frozen=True):
    """`request` is the fingerprint of the request that gave it. Of one that an invitation gave,
    `bonus` is how it stands with what who invited gets for it, `bonus_reason` why it was withheld.
    `told_at` is when what was last told of its coupon happened."""

    offer_id: str
    customer: str
    via: Via
    coupon_id: str
    given_at: datetime
    ends_at: datetime
    request: str
    version: int = 1
    is_used: bool = False
    told_at: datetime | None = None
    share_id: str = ""
    inviter: str = ""
    bonus: BonusState = "none"
    bonus_coupon_id: str = ""
    bonus_reason: str = ""

    def is_told(self, coupon_id: str, at: datetime) -> bool:
        """Or this is of another coupon."""
        return coupon_id != self.coupon_id or (self.told_at is not None and at <= self.told_at)

    def turned(self, at: datetime, *, is_used: bool) -> "PersonalOffer":
        return replace(self, version=self.version + 1, is_used=is_used, told_at=at)


class Share(Document, frozen=True):
    """A link of a customer who was granted the offer; it invites others until `ends_at`."""

    id: str
    offer_id: str
    inviter: str
    created_at: datetime
    ends_at: datetime
    version: int = 1


class ShareTally(Document, frozen=True):
    """What came of a link."""

    share: Share
    accepted_count: int = 0
    bonus_count: int = 0
    withheld_count: int = 0


class Targeting(Document, frozen=True):
    """Whether a customer wants to be granted offers; who never said is."""

    customer: str
    is_allowed: bool = True
    version: int = 0
    changed_at: datetime | None = None


class Tally(Document, frozen=True):
    """What came of an offer."""

    granted: int = 0
    used: int = 0
    shared: int = 0
    accepted: int = 0
    bonuses: int = 0
    withheld: int = 0
    voided: int = 0
    opted_out: int = 0
    skipped: int = 0


def end_of(offer: Offer, at: datetime) -> datetime:
    """Of what is granted then."""
    return min(at + timedelta(hours=offer.terms.hours_valid), offer.terms.end)


def refuse_unshared(offer: Offer, mine: PersonalOffer | None, at: datetime) -> None:
    """Raises NotShared unless the customer may invite others now."""
    if offer.terms.share_bonus is None:
        raise NotShared("Nobody is invited to this offer.", reason="other_way")
    if mine is None or mine.via != "grant":
        raise NotShared("Who was granted the offer invites to it.", reason="not_granted")
    if at >= mine.ends_at or offer.status(at) is not OfferStatus.ACTIVE:
        raise NotShared("The offer is not in force for you now.", reason="over")


def refuse_closed(offer: Offer, share: ShareTally, at: datetime) -> None:
    """Raises ShareClosed unless the invitation can be accepted now."""
    bonus, status = offer.terms.share_bonus, offer.status(at)
    if status is not OfferStatus.ACTIVE or bonus is None:
        raise invitation_closed(status.value)
    if at >= share.share.ends_at:
        raise invitation_closed("over")
    if share.accepted_count >= bonus.most_per_inviter:
        raise invitation_closed("cap_reached")


def invitation_closed(reason: str) -> ShareClosed:
    return ShareClosed(f"The invitation is closed: {worded(reason)}.", reason=reason)
