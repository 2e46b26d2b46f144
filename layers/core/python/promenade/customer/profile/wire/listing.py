"""Pages of customers, for who looks them through."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from promenade.contracts.profiles import ContactKind, Stage
from promenade.customer.profile.model.listing import Wanted
from promenade.customer.profile.model.person import Person, Profile
from promenade.customer.profile.model.scoring import stage_of
from promenade.customer.profile.model.tagging import live
from promenade.customer.profile.service.listing import At
from promenade.customer.profile.wire.tagging import TagName
from promenade.kit.decoding import View
from promenade.kit.masks import masked
from promenade.kit.paging import PageQuery


class PeopleQuery(PageQuery, frozen=True, kw_only=True):
    stage: Stage | None = None
    tag: TagName | None = None


class NetView(View, frozen=True):
    currency: str
    net_minor: int


class ListedView(View, frozen=True):
    """`tags` are names. `name` is null where none is known, and for who may not see it."""

    id: str
    version: int
    stage: Stage
    tags: list[str]
    language: str | None
    zone: str | None
    country: str | None
    channels: list[ContactKind]
    paid_count: int
    last_paid_at: datetime | None
    net: list[NetView]
    name: str | None


class PeoplePage(View, frozen=True):
    """It may have fewer than `limit` while `next` leads to more."""

    items: list[ListedView]
    next: str | None


def read_wanted(query: PeopleQuery) -> Wanted:
    return Wanted(query.stage, query.tag)


def show_page(
    people: Sequence[Person], next_: str | None, at: At, names: Mapping[str, str] | None
) -> PeoplePage:
    """`names` are None for who may not see them, to whom ids are shown masked."""
    return PeoplePage(items=[_show(each.profile, at, names) for each in people], next=next_)


def _show(profile: Profile, at: At, names: Mapping[str, str] | None) -> ListedView:
    figures = profile.figures
    return ListedView(
        id=masked(profile.id) if names is None else profile.id,
        version=profile.version,
        stage=stage_of(figures, at.rule.repurchase_days, at.now),
        tags=[tag.name for tag in live(profile.tags, at.now)],
        language=profile.language,
        zone=profile.zone,
        country=profile.country,
        channels=list(profile.channels),
        paid_count=figures.paid_count,
        last_paid_at=figures.last_paid_at,
        net=[NetView(currency=code, net_minor=net) for code, net in figures.net_minor.items()],
        name=names.get(profile.id) if names else None,
    )
