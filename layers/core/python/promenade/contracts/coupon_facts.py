"""What coupons tell others."""

from datetime import datetime
from typing import ClassVar

from promenade.contracts.coupons import CouponSaving, CouponStage
from promenade.kit.facts import Fact
from promenade.kit.values import Value


class CouponTemplateTerms(Value, frozen=True):
    """`total` is how many coupons there may be, None for any number."""

    name: str
    currency: str
    stage: CouponStage = "store"
    total: int | None = None


class CouponTemplateFact(Fact, frozen=True):
    publisher: ClassVar[str] = "promenade.coupon"

    id: str
    terms: CouponTemplateTerms


class CouponTemplateDrafted(CouponTemplateFact, frozen=True):
    """It exists, and gives nothing yet."""


class CouponTemplateEdited(CouponTemplateFact, frozen=True):
    """Its terms are others, to be reviewed anew."""


class CouponTemplateSubmitted(CouponTemplateFact, frozen=True):
    """Others are asked to approve its terms."""


class CouponTemplateApproved(CouponTemplateFact, frozen=True):
    """Somebody else has approved its terms."""


class CouponTemplateRejected(CouponTemplateFact, frozen=True):
    """Its terms have to be edited before they are submitted again."""


class CouponTemplateActivated(CouponTemplateFact, frozen=True):
    """Coupons are given by it, by these terms for good."""


class CouponTemplateExtensionProposed(CouponTemplateFact, frozen=True):
    """It shall give more, or for longer; that is to be reviewed."""


class CouponTemplateExtensionWithdrawn(CouponTemplateFact, frozen=True):
    """What it was to give beyond its terms is proposed no more."""


class CouponTemplateExtended(CouponTemplateFact, frozen=True):
    """It gives more from now on, or for longer."""


class CouponTemplateStopped(CouponTemplateFact, frozen=True):
    """No more coupons are given by it; those that were stay good."""


class CouponTemplateArchived(CouponTemplateFact, frozen=True):
    """It is put away."""


class CouponQuotaFact(Fact, frozen=True):
    """How many of a template's coupons are in wallets, codes or issues."""

    publisher: ClassVar[str] = "promenade.coupon"

    id: str
    issued_count: int
    total_count: int


class CouponsNearlyGone(CouponQuotaFact, frozen=True):
    """80 % of them are: told once, and again where the total was raised meanwhile."""


class CouponsAllGone(CouponQuotaFact, frozen=True):
    """All of them are: told once, and again where the total was raised meanwhile."""


class CouponCodesFact(Fact, frozen=True):
    """A batch of single codes of a template."""

    publisher: ClassVar[str] = "promenade.coupon"

    id: str
    template_id: str
    count: int


class CouponCodesRequested(CouponCodesFact, frozen=True):
    """Somebody asked for it."""


class CouponCodesMade(CouponCodesFact, frozen=True):
    """All of it can be handed out."""


class CouponCodesVoidRequested(CouponCodesFact, frozen=True):
    """None of its codes shall be good any more: no more are made, and those that no customer has
    used go one by one."""

    void_reason: str = ""


class CouponCodesVoided(CouponCodesFact, frozen=True):
    """No code of it is good any more."""

    void_reason: str = ""


class CouponCodeVoided(Fact, frozen=True):
    """A single code is not good any more; `id` is the code."""

    publisher: ClassVar[str] = "promenade.coupon"

    id: str
    template_id: str
    void_reason: str


class CouponIssueFact(Fact, frozen=True):
    """Coupons of a template for customers whom staff named."""

    publisher: ClassVar[str] = "promenade.coupon"

    id: str
    template_id: str
    customer_count: int
    given_count: int = 0
    full_count: int = 0


class CouponIssueRequested(CouponIssueFact, frozen=True):
    """Somebody asked for it."""


class CouponIssueAdvanced(CouponIssueFact, frozen=True):
    """`given_count` of them have theirs, and others follow."""


class CouponIssueDone(CouponIssueFact, frozen=True):
    """All of them have theirs, but for `full_count` who were to be left out."""


class CouponIssueRefused(CouponIssueFact, frozen=True):
    """Nobody got any: `full_count` of them have as many as one may."""


class CouponFact(Fact, frozen=True):
    """Of one coupon in a customer's wallet; `source` is how it came there, `origin` the id of the
    offer that gave it, if one did."""

    publisher: ClassVar[str] = "promenade.coupon"

    id: str
    template_id: str
    customer: str
    source: str
    starts_at: datetime
    ends_at: datetime
    origin: str = ""


class CouponGranted(CouponFact, frozen=True):
    """It came into the wallet."""


class CouponUsed(CouponFact, frozen=True):
    """The order that it was kept for is paid, and costs so much less."""

    order: str = ""
    saving: CouponSaving | None = None


class CouponReturned(CouponFact, frozen=True):
    """The order was refunded in full, and gave it back: that saving is none any more."""

    order: str = ""
    saving: CouponSaving | None = None


class CouponVoided(CouponFact, frozen=True):
    """Staff took it out of use, or the order that gave it ended."""

    void_reason: str = ""


class CouponExpiring(CouponFact, frozen=True):
    """It ends soon and nobody has used it: told once. Whoever writes to the customer about it asks
    the gate of messages first (N20)."""


class CouponExtended(CouponFact, frozen=True):
    """Staff let it end later: at `ends_at`."""

    extension_reason: str = ""
