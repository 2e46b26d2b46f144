"""Several campaigns side by side, as JSON or as a sheet in major units."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from promenade.contracts.campaigns import CampaignState
from promenade.contracts.tracking import Model
from promenade.customer.tracking.model.effects import Gain, Verdict
from promenade.customer.tracking.model.funnels import Funnel
from promenade.customer.tracking.service.effects import Known
from promenade.customer.tracking.wire.effect_views import MoneyView
from promenade.customer.tracking.wire.effects import rounded, show_money
from promenade.kit.currencies import plain
from promenade.kit.decoding import View
from promenade.kit.sheets import inert

MOST_COMPARED = 20
_ID = "[A-Za-z0-9_-]{1,64}"
CAMPAIGNS = rf"^{_ID}(,{_ID}){{0,{MOST_COMPARED - 1}}}(?!\n)$"
_NO_CAMPAIGNS = "Send the ids of 1 to 20 campaigns, with a comma between."


class ComparisonQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    campaigns: Annotated[
        str, Meta(pattern=CAMPAIGNS, max_length=1_299, extra={"says": _NO_CAMPAIGNS})
    ]
    model: Model = "coupon_first"
    format: Literal["json", "csv"] = "json"

    @property
    def ids(self) -> list[str]:
        return [*dict.fromkeys(self.campaigns.split(","))]


class ComparedView(View, frozen=True):
    """One campaign in one currency; without any, `currency` is null. People are all treated ones,
    and each counts once in each step; `order_count` and `net_minor` are credited by the model. What
    came by messages that were sent elsewhere is told in the campaign's own effect alone.
    What `buyer_lift` and the columns after it tell is known once results are final."""

    campaign_id: str
    name: str | None
    campaign_state: CampaignState | None
    state: Literal["provisional", "final"]
    verdict: Verdict
    currency: str | None
    people_count: int
    held_out_count: int
    sent_count: int
    delivered_count: int
    opened_count: int
    clicked_count: int
    unsubscribed_count: int
    buyer_count: int
    order_count: int
    net_minor: int
    saving_minor: int
    cost_micros: int
    roi: float | None
    buyer_lift: float | None
    buyer_low: float | None
    buyer_high: float | None
    buyer_p: float | None
    incremental_minor: int | None
    over_credit: float | None


class ComparisonView(View, frozen=True):
    model: Model
    as_of: datetime
    items: list[ComparedView]


def show_comparison(known: Sequence[Known], query: ComparisonQuery) -> ComparisonView:
    items = [row for each in known for row in _rows(each, query.model)]
    return ComparisonView(model=query.model, as_of=known[0].as_of, items=items)


def show_sheet(shown: ComparisonView) -> str:
    """With the byte order mark by which Excel knows UTF-8; amounts in major units."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    writer.writerows(map(_cells, shown.items))
    return "\ufeff" + out.getvalue()


def _rows(known: Known, model: Model) -> Iterator[ComparedView]:
    for currency in known.effect.currencies or [""]:
        yield _row(known, model, currency)


def _row(known: Known, model: Model, currency: str) -> ComparedView:
    campaign, found = known.campaign, known.effect
    return ComparedView(
        campaign_id=known.id,
        name=campaign.name if campaign else None,
        campaign_state=campaign.state if campaign else None,
        state="final" if found.is_final else "provisional",
        verdict=found.verdict,
        currency=currency or None,
        held_out_count=found.held_out.people,
        order_count=found.order_count(model, currency),
        **_steps(found.treated),
        **_money(show_money(found, model, currency)),
        **_lift(found.gain()),
    )


def _steps(treated: Funnel) -> dict[str, Any]:
    return {
        "people_count": treated.people,
        "sent_count": treated.sent,
        "delivered_count": treated.delivered,
        "opened_count": treated.opened,
        "clicked_count": treated.clicked,
        "unsubscribed_count": treated.unsubscribed,
        "buyer_count": treated.buyers,
    }


def _money(shown: MoneyView) -> dict[str, Any]:
    return {
        name: getattr(shown, name)
        for name in MoneyView.__struct_fields__
        if name not in ("model", "currency")
    }


def _lift(gain: Gain | None) -> dict[str, Any]:
    names = {"lift": "absolute", "low": "low", "high": "high", "p": "p"}
    return {
        f"buyer_{name}": rounded(getattr(gain.lift, field)) if gain else None
        for name, field in names.items()
    }


_MINOR = "_minor"
_COLUMNS = [name.removesuffix(_MINOR) for name in ComparedView.__struct_fields__]


def _cells(row: ComparedView) -> Iterable[str]:
    for name in ComparedView.__struct_fields__:
        value = getattr(row, name)
        if name.endswith(_MINOR) and value is not None:
            yield plain(value, row.currency or "")
        else:
            yield "" if value is None else inert(value) if isinstance(value, str) else str(value)
