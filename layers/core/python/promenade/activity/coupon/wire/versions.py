"""Versions of a template on the wire, and what it shall give beyond its terms."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.activity.coupon.service.extending import AskedExtension
from promenade.activity.coupon.service.ports import Version
from promenade.activity.coupon.wire.templates import TemplateView, Total, show_template
from promenade.kit.decoding import Strict, View
from promenade.kit.differences import Difference, DiffQuery
from promenade.kit.paging import Page
from promenade.kit.windows import Moment, read_all


class ExtensionBody(Strict, frozen=True):
    """What is not named stays as it is, nothing becomes less or ends earlier. `validity_end` is of
    a fixed validity, `validity_days` of a relative one: both count for coupons that are given from
    then on. A date means until it is over in the template's zone."""

    total: Total | None = None
    per_day_total: Total | None = None
    claim_window_end: Moment | None = None
    validity_end: Moment | None = None
    validity_days: Annotated[int, Meta(ge=1, le=3_650)] | None = None


class TemplateVersionView(View, frozen=True):
    """What made the template what it was then: the name of the fact, who did it and when."""

    version: int
    fact: str
    actor: str
    at: datetime
    template: TemplateView


class TemplateVersionPage(View, frozen=True):
    items: list[TemplateVersionView]
    next: str | None


class TemplateDiffView(View, frozen=True):
    template_id: str
    before: int
    after: int
    differences: list[Difference]


def read_extension(body: ExtensionBody) -> AskedExtension:
    """Raises Invalid."""
    said = {"/claim_window_end": body.claim_window_end, "/validity_end": body.validity_end}
    claims, validity = read_all(said)
    return AskedExtension(body.total, body.per_day_total, claims, validity, body.validity_days)


def show_version(version: Version) -> TemplateVersionView:
    return TemplateVersionView(
        version=version.template.version,
        fact=version.fact,
        actor=version.actor,
        at=version.at,
        template=show_template(version.template),
    )


def show_versions(page: Page[Version], cursor: str | None) -> TemplateVersionPage:
    return TemplateVersionPage(items=[show_version(each) for each in page.items], next=cursor)


def show_diff(
    template_id: str, asked: DiffQuery, found: tuple[Difference, ...]
) -> TemplateDiffView:
    return TemplateDiffView(
        template_id=template_id, before=asked.before, after=asked.after, differences=[*found]
    )
