"""People as callers tell of them, and as they are shown."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.contracts.customers import CustomerId, customer_of
from promenade.contracts.profiles import ContactKind, State, TagSource
from promenade.customer.profile.model.person import (
    MOST_CONTACTS,
    Contact,
    Details,
    Profile,
    Tag,
    Traits,
)
from promenade.customer.profile.model.scoring import (
    Boundaries,
    Method,
    Rule,
    Stage,
    scores_of,
    stage_of,
)
from promenade.customer.profile.model.tagging import live
from promenade.customer.profile.service.people import Asked
from promenade.kit.decoding import Strict, View, show
from promenade.kit.errors import Fault, Invalid, NotFound
from promenade.kit.http.auth import Principal
from promenade.kit.masks import masked
from promenade.kit.values import Value
from promenade.kit.zones import is_zone

NO_LANGUAGE = "Send a language such as zh-CN or en."
NO_COUNTRY = "Send a country as two capital letters, such as CN."
_LANGUAGE = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(?!\n)$"

Language = Annotated[str, Meta(pattern=_LANGUAGE, extra={"says": NO_LANGUAGE})]
Country = Annotated[str, Meta(pattern=r"^[A-Z]{2}(?!\n)$", extra={"says": NO_COUNTRY})]
Zone = Annotated[str, Meta(min_length=1, max_length=64)]
Name = Annotated[str, Meta(min_length=1, max_length=100)]
Address = Annotated[str, Meta(min_length=1, max_length=512)]
App = Annotated[str, Meta(min_length=1, max_length=128)]


class ContactBody(Strict, frozen=True):
    """`app` is whose openid or device it is, of `wechat` and `device` alone."""

    kind: ContactKind
    value: Address
    app: App | None = None


class CorrectionBody(Strict, frozen=True):
    """What is left out is not known any more."""

    name: Name | None = None
    city: Name | None = None
    country: Country | None = None
    language: Language | None = None
    zone: Zone | None = None


class ProfileBody(CorrectionBody, frozen=True):
    contacts: Annotated[tuple[ContactBody, ...], Meta(max_length=MOST_CONTACTS)] = ()


class NewProfileBody(ProfileBody, frozen=True, kw_only=True):
    customer: CustomerId


class SearchBody(ContactBody, frozen=True):
    """An address as it is known, however it is written."""


class ContactView(View, frozen=True):
    kind: ContactKind
    value: str
    app: str | None


class PersonalView(View, frozen=True):
    """With the addresses of all who were merged into this person."""

    name: str | None
    city: str | None
    contacts: list[ContactView]


class TagView(View, frozen=True):
    """Until `expires_at`; `confidence_bp` of 10,000 is certain."""

    name: str
    value: str
    source: TagSource
    confidence_bp: int
    evidence: str
    set_at: datetime
    expires_at: datetime | None


class MoneyView(View, frozen=True):
    currency: str
    net_minor: int
    score: int | None


class FiguresView(View, frozen=True):
    """`net` is paid less refunded, of all orders but tests; the count and the times are of sales
    that were paid and neither cancelled nor wholly refunded. The scores of 1 to 5 are by `method`,
    whose boundaries are of `version` and were drawn at `made_at`; null where there is nothing to
    score by."""

    paid_count: int
    first_paid_at: datetime | None
    last_paid_at: datetime | None
    days_since_last: int | None
    recency_score: int | None
    frequency_score: int | None
    net: list[MoneyView]
    method: Method
    version: int
    made_at: datetime | None


class ProfileView(View, frozen=True):
    """`stage` is by how often `repurchase_days` have passed since the last purchase. `channels` are
    the kinds of addresses; `personal` is null for who may not see it. `merged` are the ids of those
    who turned out to be this person."""

    id: str
    version: int
    state: State
    language: str | None
    zone: str | None
    country: str | None
    channels: list[ContactKind]
    tags: list[TagView]
    stage: Stage
    repurchase_days: int
    figures: FiguresView
    merged: list[str]
    personal: PersonalView | None


class OwnProfileView(View, frozen=True):
    """What the shop knows of the caller; version 0 where nothing is known yet."""

    version: int
    language: str | None
    zone: str | None
    country: str | None
    personal: PersonalView


class Scoring(Value, frozen=True):
    """What people are scored by, at `now`."""

    rule: Rule
    boundaries: Boundaries
    now: datetime


def shopper(caller: Principal) -> str:
    """The customer who calls. Raises NotFound for all others."""
    if caller.kind != "shopper":
        raise NotFound("Customers have a profile of their own; sign in as one.")
    return customer_of(caller)


def read_asked(customer: str, body: CorrectionBody) -> Asked:
    """Raises Invalid."""
    contacts = body.contacts if isinstance(body, ProfileBody) else ()
    return Asked(
        customer, read_traits(body), Details(body.name, body.city, read_contacts(contacts))
    )


def read_traits(body: CorrectionBody) -> Traits:
    """Raises Invalid."""
    if body.zone is not None and not is_zone(body.zone):
        detail = "Send an IANA name such as Asia/Shanghai."
        raise Invalid([Fault("/zone", "unknown_zone", detail)])
    return Traits(body.language, body.zone, body.country)


def read_contacts(bodies: Sequence[ContactBody]) -> tuple[Contact, ...]:
    return tuple(dict.fromkeys(map(read_contact, bodies)))


def read_contact(body: ContactBody) -> Contact:
    return Contact(body.kind, body.value.strip(), body.app)


def show_profile(profile: Profile, by: Scoring, details: Details | None) -> ProfileView:
    """`details` are None for who may not see them, to whom texts are shown masked."""
    said = masked if details is None else str
    days = by.rule.repurchase_days
    return ProfileView(
        id=said(profile.id),
        version=profile.version,
        state=profile.state,
        language=profile.language,
        zone=profile.zone,
        country=profile.country,
        channels=list(profile.channels),
        tags=[_show_tag(tag, masks=details is None) for tag in live(profile.tags, by.now)],
        stage=stage_of(profile.figures, days, by.now),
        repurchase_days=days,
        figures=_show_figures(profile, by),
        merged=[said(each) for each in sorted(profile.absorbed)],
        personal=show_personal(details) if details else None,
    )


def show_own(profile: Profile, details: Details) -> OwnProfileView:
    return OwnProfileView(
        version=profile.version,
        language=profile.language,
        zone=profile.zone,
        country=profile.country,
        personal=show_personal(details),
    )


def show_personal(details: Details) -> PersonalView:
    contacts = [show(each, ContactView) for each in details.contacts]
    return PersonalView(name=details.name, city=details.city, contacts=contacts)


def _show_tag(tag: Tag, *, masks: bool) -> TagView:
    shown = show(tag, TagView)
    if not masks:
        return shown
    return TagView(
        name=shown.name,
        value=masked(shown.value),
        source=shown.source,
        confidence_bp=shown.confidence_bp,
        evidence=masked(shown.evidence),
        set_at=shown.set_at,
        expires_at=shown.expires_at,
    )


def _show_figures(profile: Profile, by: Scoring) -> FiguresView:
    figures = profile.figures
    scores = scores_of(figures, by.rule, by.boundaries, by.now)
    return FiguresView(
        paid_count=figures.paid_count,
        first_paid_at=figures.first_paid_at,
        last_paid_at=figures.last_paid_at,
        days_since_last=scores.recency_days,
        recency_score=scores.recency,
        frequency_score=scores.frequency,
        net=[show(each, MoneyView) for each in scores.money],
        method=scores.method,
        version=scores.version,
        made_at=scores.made_at,
    )
