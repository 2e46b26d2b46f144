"""Coupons as spreadsheets take them: a row a coupon, in major units."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlencode

import msgspec
from msgspec import Meta

from promenade.activity.coupon.model.codes import MadeBatch
from promenade.activity.coupon.model.coupon import HeldCoupon
from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.service.exporting import ExportedCode
from promenade.contracts.coupon_facts import CouponFact
from promenade.contracts.coupons import CouponSaving
from promenade.kit.currencies import plain
from promenade.kit.http.routes import Call
from promenade.kit.masks import masked
from promenade.kit.paging import PageQuery
from promenade.kit.sheets import inert
from promenade.kit.trail import Subject
from promenade.kit.values import Value

COLUMNS = (
    *("coupon", "status", "customer", "source", "given_at", "starts_at", "ends_at"),
    *("order", "used_at", "void_reason", "currency", "saved", "platform", "store"),
)
_STATES = {"issued": "unowned"}


class ExportQuery(PageQuery, frozen=True, kw_only=True):
    """The header `Link` names the page that comes next."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 100


class BatchExportQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The header `Link` names the page that comes next; a page has up to 96 codes."""

    cursor: Annotated[str, Meta(max_length=4096)] | None = None


class Sight(Value, frozen=True):
    """When rows are looked at, in whose money, and whether people are told in them."""

    at: datetime
    currency: str
    sees_people: bool


def subject_of(kind: str, id_: str, version: int) -> Subject:
    """Of the record that coupons were handed out."""
    return Subject(CouponFact.publisher, f"{kind}#{id_}/-", version)


def batch_path(made: MadeBatch) -> str:
    return f"/code-batches/{made.batch.id}/coupons"


def sight_of(call: Call[Any, Any], template: Template, at: datetime, permission: str) -> Sight:
    return Sight(at, template.terms.currency, call.caller.may(permission))


def show_coupons(coupons: Iterable[HeldCoupon], sight: Sight) -> str:
    """With the byte order mark by which Excel knows UTF-8."""
    return _csv([COLUMNS, *(_row(each, sight) for each in coupons)])


def show_codes(codes: Iterable[ExportedCode], sight: Sight) -> str:
    return _csv([("code", *COLUMNS), *(_coded(each, sight) for each in codes)])


def next_link(call: Call[Any, Any], path: str, cursor: str | None) -> dict[str, str]:
    if cursor is None:
        return {}
    limit = getattr(call.query, "limit", None)
    query = urlencode(({"limit": str(limit)} if limit else {}) | {"cursor": cursor})
    return {"Link": f'<{path}?{query}>; rel="next"'}


def _csv(rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return "\ufeff" + out.getvalue()


def _coded(code: ExportedCode, sight: Sight) -> list[str]:
    if code.held is not None:
        return [inert(code.text), *_row(code.held, sight)]
    state = _STATES.get(code.state, code.state)
    return [inert(code.text), "", state, *[""] * (len(COLUMNS) - 2)]


def _row(held: HeldCoupon, sight: Sight) -> list[str]:
    coupon = held.coupon
    order = (held.holder or "") if held.state in {"locked", "used"} else ""
    instants = map(_instant, (coupon.given_at, coupon.starts_at, coupon.ends_at))
    about = (coupon.id, held.status(sight.at).value, _seen(coupon.customer, sight), coupon.source)
    after = (_seen(order, sight), _instant(coupon.used_at), _seen(coupon.void_reason, sight))
    return [*about, *instants, *after, sight.currency, *_saving(coupon.saving, sight.currency)]


def _seen(text: str, sight: Sight) -> str:
    return inert(text if sight.sees_people else masked(text))


def _saving(saving: CouponSaving | None, currency: str) -> list[str]:
    if saving is None:
        return ["", "", ""]
    amounts = (saving.saved_minor, saving.platform_minor, saving.store_minor)
    return [plain(each, currency) for each in amounts]


def _instant(at: datetime | None) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}" if at else ""
