"""The audit trail on the wire."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from promenade.base.audit.model import AuditRecord
from promenade.contracts.subjects import name_of, subject_of
from promenade.kit.decoding import View, decode
from promenade.kit.errors import Fault, Invalid
from promenade.kit.facts import Change
from promenade.kit.masks import masked, masked_json
from promenade.kit.paging import Page, PageQuery
from promenade.kit.values import Value, replace


class AuditQuery(PageQuery, frozen=True, kw_only=True):
    """Either `subject` or `actor` (`staff:id`). A subject is an id (`promotion_…`, `simulation_…`,
    `price_book_…`, `price_job_…`, `report_…`, `template_…`, `issue_…`, `batch_…`,
    `order_…`), or a kind and a name (`product:MUG`, `category:mugs`, `sku:MUG-S`, `warehouse:EAST`,
    `pool:MUG-S@SALE`, `coupon_code:TEA-2026`, `coupon:<customer>/<id>`, `order:<source>/<number>`,
    `order_export:<source>/<store>`, `price_change:<sku>/<id>`,
    `shop_connection:<platform>/<shop>`), or a key as records show it."""

    subject: Annotated[str, Meta(min_length=1, max_length=512)] | None = None
    actor: Annotated[str, Meta(min_length=1, max_length=256)] | None = None


class AuditRecordView(View, frozen=True):
    """`about` is the name of the subject by which people know it; both find it again."""

    event_id: str
    subject: str
    about: str
    version: int
    fact: str
    actor: str
    occurred_at: datetime
    correlation_id: str
    before: msgspec.Raw
    after: msgspec.Raw


class AuditRecordPage(View, frozen=True):
    items: list[AuditRecordView]
    next: str | None


def read_change(body: bytes) -> AuditRecord:
    """From a message of the relay. Raises Invalid."""
    change = decode(body, Change)
    capability = change.source.removeprefix("promenade.")
    return AuditRecord(
        event_id=f"{capability}:{change.event_id}",
        subject=f"{capability}:{change.key}",
        version=change.version,
        fact=change.fact,
        actor=change.actor,
        occurred_at=change.occurred_at,
        correlation_id=change.correlation_id,
        before=change.before,
        after=change.after,
        occasion=change.occasion,
    )


class Shop(Value, frozen=True):
    """Of the setting, what names the orders placed here."""

    source: str


def read_shop(told: str) -> Shop:
    return msgspec.json.decode(told, type=Shop)


def read_query(query: AuditQuery, shop: Shop) -> tuple[str | None, str]:
    """(subject, actor): exactly one says which records are meant. Raises Invalid."""
    if (query.subject is None) == (query.actor is None):
        detail = "Give either subject or actor."
        raise Invalid([Fault("/subject", "one_of_two", detail, "query")])
    return query.subject and subject_of(query.subject, shop.source), query.actor or ""


def show_records(
    page: Page[AuditRecord], cursor: str | None, *, seen_whole: bool
) -> AuditRecordPage:
    """For who may not read personal data, what looks like it is masked in keys and documents."""
    found = page.items if seen_whole else map(_masked, page.items)
    return AuditRecordPage(items=list(map(_shown, found)), next=cursor)


def _shown(record: AuditRecord) -> AuditRecordView:
    told = {name: getattr(record, name) for name in _PLAIN}
    return AuditRecordView(**told, about=name_of(record.subject))


def _masked(record: AuditRecord) -> AuditRecord:
    return replace(
        record,
        event_id=masked(record.event_id),
        subject=masked(record.subject),
        before=masked_json(record.before),
        after=masked_json(record.after),
    )


_PLAIN = tuple(name for name in AuditRecordView.__struct_fields__ if name != "about")
