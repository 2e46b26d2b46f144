"""What targeted offers tell others."""

from datetime import datetime
from typing import ClassVar, Literal

from promenade.kit.facts import Fact
from promenade.kit.values import Value

BonusState = Literal["none", "pending", "given", "withheld", "voided"]
"""Of who invited: none is promised, or it waits for the invited customer's first use; voided where
the order that earned it was refunded in full, until the next one."""


class TargetedOfferTerms(Value, frozen=True):
    name: str
    start: datetime
    end: datetime


class TargetedOfferFact(Fact, frozen=True):
    publisher: ClassVar[str] = "promenade.targeted_offer"

    id: str
    terms: TargetedOfferTerms


class TargetedOfferDrafted(TargetedOfferFact, frozen=True):
    """It exists, and nobody has it yet."""


class TargetedOfferEdited(TargetedOfferFact, frozen=True):
    """Its terms are others, before anybody had it."""


class TargetedOfferActivated(TargetedOfferFact, frozen=True):
    """Customers may be granted it within its window."""


class TargetedOfferPaused(TargetedOfferFact, frozen=True):
    """Nobody is granted it, or invites to it, until it goes on."""


class TargetedOfferResumed(TargetedOfferFact, frozen=True):
    """It goes on."""


class TargetedOfferExtended(TargetedOfferFact, frozen=True):
    """Its window ends later; what was granted before keeps its own end."""


class TargetedOfferEnded(TargetedOfferFact, frozen=True):
    """Nobody is granted it any more; coupons that were given stay good."""


class OfferGrantsFact(Fact, frozen=True):
    """A list of customers who are to have an offer."""

    publisher: ClassVar[str] = "promenade.targeted_offer"

    id: str
    offer_id: str
    customer_count: int
    granted_count: int = 0


class OfferGrantsRequested(OfferGrantsFact, frozen=True):
    """Somebody asked for it."""


class OfferGrantsDone(OfferGrantsFact, frozen=True):
    """`granted_count` of them have it; the others were skipped, each for a reason."""


class PersonalOfferFact(Fact, frozen=True):
    """What a customer has of an offer: a coupon, good until `ends_at`."""

    publisher: ClassVar[str] = "promenade.targeted_offer"

    offer_id: str
    customer: str
    coupon_id: str
    ends_at: datetime


class TargetedOfferGranted(PersonalOfferFact, frozen=True):
    """The shop gave it."""


class OfferShareAccepted(PersonalOfferFact, frozen=True):
    """Another customer's invitation gave it."""

    inviter: str
    bonus: BonusState


class OfferBonusGiven(PersonalOfferFact, frozen=True):
    """The invited customer used the coupon, and who invited got one for it."""

    inviter: str
    bonus_coupon_id: str


class OfferBonusWithheld(PersonalOfferFact, frozen=True):
    """The same, but no coupon could be given to who invited: `bonus_reason` says why. Staff who
    put that right give it by the offer's bonuses."""

    inviter: str
    bonus_reason: str


class OfferShared(Fact, frozen=True):
    """A customer who was granted an offer has a link that invites others, until `ends_at`."""

    publisher: ClassVar[str] = "promenade.targeted_offer"

    id: str
    offer_id: str
    inviter: str
    ends_at: datetime


class TargetingFact(Fact, frozen=True):
    publisher: ClassVar[str] = "promenade.targeted_offer"

    customer: str


class TargetingRefused(TargetingFact, frozen=True):
    """The customer is granted no targeted offers from now on."""


class TargetingAllowed(TargetingFact, frozen=True):
    """The customer may be granted them again."""
