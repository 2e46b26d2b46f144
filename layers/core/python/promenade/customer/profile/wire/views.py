"""People as they are shown."""

from datetime import datetime

from promenade.contracts.profiles import ContactKind, Method, Stage, State, TagSource
from promenade.customer.profile.model.person import Details, Profile, Tag
from promenade.customer.profile.model.scoring import (
    Boundaries,
    Rule,
    scores_of,
    stage_of,
)
from promenade.customer.profile.model.tagging import live
from promenade.kit.decoding import View, show
from promenade.kit.masks import masked
from promenade.kit.values import Value


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
