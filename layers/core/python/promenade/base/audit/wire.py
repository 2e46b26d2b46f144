"""The audit trail on the wire."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from promenade.base.audit.model import CHAINS, AuditRecord, Line, Link, Wanted
from promenade.contracts.subjects import name_of, subject_of
from promenade.kit.decoding import View, become, decode, show
from promenade.kit.errors import Fault, Invalid
from promenade.kit.facts import Change
from promenade.kit.masks import masked, masked_json
from promenade.kit.paging import Page, PageQuery
from promenade.kit.values import Value, replace


class AuditQuery(PageQuery, frozen=True, kw_only=True):
    """One of `subject`, `actor` (as `GET /staff` tells it) and `chain`. A subject is an id
    (`promotion_…`, `simulation_…`, `price_book_…`, `price_job_…`, `product_import_…`,
    `product_export_…`, `product_feed_…`, `report_…`, `template_…`, `issue_…`, `batch_…`,
    `order_…`), or a kind and a name (`product:MUG`, `category:mugs`, `sku:MUG-S`,
    `warehouse:EAST`, `pool:MUG-S@SALE`, `coupon_code:TEA-2026`, `coupon:<customer>/<id>`,
    `order:<source>/<number>`, `order_export:<source>/<store>`, `price_change:<sku>/<id>`,
    `shop_connection:<platform>/<shop>`), or a key as records show it.
    The chains together are the whole trail, each from its first line on: keep what is answered as
    it is, byte by byte, and what was changed, removed, inserted or moved since is found in it
    (`make audit`)."""

    subject: Annotated[str, Meta(min_length=1, max_length=512)] | None = None
    actor: Annotated[str, Meta(min_length=1, max_length=256)] | None = None
    chain: Annotated[int, Meta(ge=0, lt=CHAINS)] | None = None


class LinkView(View, frozen=True):
    """The `place` of a record in its `chain`, from 1. `digest` is the SHA-256 of `salt`, a line
    feed and the record: its JSON without blanks, from `event_id` to `after` as shown here, without
    `about`, with `occasion` at the end where there is one. `hash` is that of `<chain>/<place>`,
    `previous` (the hash of the line before, none of the first) and `digest`, with a line feed
    between. Who sees a record masked is not told its salt, and can follow the hashes alone."""

    chain: int
    place: int
    previous: str
    salt: str | None
    digest: str
    hash: str


class AuditRecordView(View, frozen=True):
    """`about` is the name of the subject by which people know it; both find it again. `occasion`
    tells apart who looked at one version of it."""

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
    occasion: str
    link: LinkView


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


def read_query(query: AuditQuery, shop: Shop) -> Wanted:
    """Exactly one says which records are meant. Raises Invalid."""
    asked = (query.subject, query.actor, query.chain)
    if sum(each is not None for each in asked) != 1:
        detail = "Give either subject, actor or chain."
        raise Invalid([Fault("/subject", "one_of_three", detail, "query")])
    subject = query.subject and subject_of(query.subject, shop.source)
    return Wanted(subject, query.actor, query.chain)


def show_lines(page: Page[Line], cursor: str | None, *, seen_whole: bool) -> AuditRecordPage:
    """For who may not read personal data, what looks like it is masked in keys and documents."""
    found = map(_whole if seen_whole else _masked, page.items)
    return AuditRecordPage(items=list(map(_shown, found)), next=cursor)


def read_line(raw: bytes) -> Line:
    """As it was shown once. Raises Invalid."""
    told = decode(raw, AuditRecordView)
    record = AuditRecord(*(getattr(told, name) for name in AuditRecord.__struct_fields__))
    return Line(record, become(told.link, Link))


def _shown(line: Line) -> AuditRecordView:
    record = line.record
    told = {name: getattr(record, name) for name in AuditRecord.__struct_fields__}
    return AuditRecordView(**told, about=name_of(record.subject), link=show(line.link, LinkView))


def _whole(line: Line) -> Line:
    """A salt that is gone was taken away, and is no mask."""
    return Line(line.record, replace(line.link, salt=line.link.salt or ""))


def _masked(line: Line) -> Line:
    record = line.record
    seen = replace(
        record,
        event_id=masked(record.event_id),
        subject=masked(record.subject),
        before=masked_json(record.before),
        after=masked_json(record.after),
    )
    return Line(seen, replace(line.link, salt=None))
