"""What staff see of what came of a campaign."""

from datetime import datetime
from typing import Literal

from promenade.contracts.campaigns import CampaignKind, CampaignState
from promenade.contracts.tracking import Model
from promenade.customer.tracking.model.effects import Verdict
from promenade.kit.decoding import View


class AmountView(View, frozen=True):
    currency: str
    amount_minor: int


class FunnelView(View, frozen=True):
    """People, each once in each step. `people_count` are those whom the campaign was meant for,
    whether the message went out or something behind the hold-out kept it back; scanners and
    programs neither open nor click. `unsubscribed_count` want no more advertising by a channel and
    said so by its messages: by their link or button, by calling one spam, or by STOP in answer to
    one that we know; who had said so before is not among them. `buyer_count` are those of
    `people_count` who bought in the outcome window and kept some of it: from when the campaign
    first wanted to reach them to five days after it last did, before a message came to them or
    after it. `spend` is what these orders paid less what they gave back, and nothing of cancelled
    ones."""

    people_count: int
    sent_count: int
    delivered_count: int
    bounced_count: int
    opened_count: int
    clicked_count: int
    unsubscribed_count: int
    buyer_count: int
    message_count: int
    buyer_rate: float | None
    spend: list[AmountView]


class VariantView(View, frozen=True):
    variant: str
    funnel: FunnelView


class CreditView(View, frozen=True):
    """`order_count` orders have a share for the variant by the model, `net_minor` together. The
    variant is empty of people held out, who may come by a coupon that others were sent, and `all`
    of who brings one and was in no variant.

    Orders are counted by what brought them, buyers by the outcome window, so that neither is the
    other: one buyer may have several orders, an order that two variants share counts for each, and
    one may be brought by a coupon or touch of somebody who is no buyer of the campaign, or not in
    the window; a buyer's order that nothing brought is credited to nobody."""

    model: Model
    variant: str
    currency: str
    order_count: int
    net_minor: int


class ElsewherePeopleView(View, frozen=True):
    """People, each once in each step."""

    variant: str
    opened_count: int
    clicked_count: int


class ElsewhereView(View, frozen=True):
    """What came by messages that the shop sent by means of its own, with links of `POST
    /link-sets`. Nobody here knows to whom they went: they are in no other number of the campaign,
    neither in its people and buyers nor in what it is credited with or compared by. An order has
    its shares of these `credits` in place of others, so that both together are its net."""

    people: list[ElsewherePeopleView]
    credits: list[CreditView]


class MoneyView(View, frozen=True):
    """By one model, in one currency. Each order's net is shared out once: over all campaigns and
    what was sent elsewhere, the shares of an order that any has brought sum to it. `saving_minor`
    is what the campaign's coupons took off, `cost_micros` (millionths of the unit) what its
    messages cost; `roi` is what is left of the credited net after both, by both, and null where
    these are not all in one currency, for nothing here knows rates. `incremental_minor` is what the
    treated people spent beyond those held out, `over_credit` how many times that is credited; null
    where nothing is known."""

    model: Model
    currency: str
    net_minor: int
    saving_minor: int
    cost_micros: int
    roi: float | None
    incremental_minor: int | None
    over_credit: float | None


class GainView(View, frozen=True):
    """Against the people held out: `lift` is the difference of the share of buyers, or of what a
    person spends in minor units; `low` and `high` are its 95 % interval, `z` and `p` of a two-sided
    test with each side's own variance; it is not significant where the sides are mismatched, or one
    could not expect ten who bought and ten who did not. `incremental` buyers, or minor units, came
    of it in all. `variant` is null of all treated people together."""

    variant: str | None
    metric: Literal["buyers", "spend"]
    currency: str | None
    lift: float
    relative_lift: float | None
    low: float
    high: float
    z: float | None
    p: float | None
    is_significant: bool
    incremental: int


class HoldOutView(View, frozen=True):
    """`mismatch_p` is of a χ² test that so many were held out as planned; below 0.001 the two sides
    are not alike but for the message, and no verdict is given."""

    holdout_bp: int
    treated_count: int
    held_out_count: int
    mismatch_p: float | None
    is_mismatched: bool


class WindowsView(View, frozen=True):
    """A touch counts for orders placed so many hours after it: a click in an e-mail or SMS, a click
    or an opening of anything else. An order tells of the people of a campaign until `outcome_hours`
    after it last came to them, or held them out. It is whose it is after `settled_days`, but for
    money. Results are final `return_days` after the last outcome window."""

    click_hours: int
    push_hours: int
    outcome_hours: int
    settled_days: int
    return_days: int


class EffectView(View, frozen=True):
    """As of `as_of`; what was told within the last seconds may be missing. Results are provisional
    until `final_at`, which is known once the campaign has ended; before, no gains are told, for who
    looks sooner sees differences by chance. The name and all other terms are null of a campaign
    that is not run here."""

    campaign_id: str
    name: str | None
    kind: CampaignKind | None
    campaign_state: CampaignState | None
    launched_at: datetime | None
    ended_at: datetime | None
    as_of: datetime
    state: Literal["provisional", "final"]
    final_at: datetime | None
    verdict: Verdict
    treated: FunnelView
    held_out: FunnelView
    variants: list[VariantView]
    hold_out: HoldOutView
    gains: list[GainView]
    money: list[MoneyView]
    credits: list[CreditView]
    sent_elsewhere: ElsewhereView
    windows: WindowsView
