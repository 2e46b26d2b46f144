"""What came of a campaign, shown to staff."""

from collections.abc import Iterable
from datetime import timedelta

from promenade.contracts.campaigns import HELD_OUT
from promenade.contracts.tracking import Model
from promenade.customer.tracking.model.arms import OUTCOME_WINDOW
from promenade.customer.tracking.model.attribution import (
    LETTER_WINDOW,
    MODELS,
    PUSH_WINDOW,
    SETTLED_AFTER,
)
from promenade.customer.tracking.model.effects import (
    RETURN_PERIOD,
    Effect,
    Elsewhere,
    Gain,
    Verdict,
)
from promenade.customer.tracking.model.funnels import Funnel
from promenade.customer.tracking.model.statistics import MISMATCH
from promenade.customer.tracking.model.sums import WHOLE
from promenade.customer.tracking.service.effects import Known
from promenade.customer.tracking.wire.effect_views import (
    AmountView,
    CreditView,
    EffectView,
    ElsewherePeopleView,
    ElsewhereView,
    FunnelView,
    GainView,
    HoldOutView,
    MoneyView,
    VariantView,
    WindowsView,
)
from promenade.kit.decoding import show

_DECIMALS = 6


def show_effect(known: Known) -> EffectView:
    campaign, found = known.campaign, known.effect
    return EffectView(
        campaign_id=known.id,
        name=campaign.name if campaign else None,
        kind=campaign.kind if campaign else None,
        campaign_state=campaign.state if campaign else None,
        launched_at=campaign.launched_at if campaign else None,
        ended_at=campaign.ended_at if campaign else None,
        as_of=known.as_of,
        state="final" if found.is_final else "provisional",
        final_at=found.final_at,
        verdict=found.verdict,
        treated=_funnel(found.treated),
        held_out=_funnel(found.held_out),
        variants=[VariantView(variant=name, funnel=_funnel(each)) for name, each in _sent(found)],
        hold_out=_hold_out(found, campaign.holdout_bp if campaign else 0),
        gains=[_gain(each, found.verdict) for each in found.gains],
        money=[show_money(found, model, each) for each in found.currencies for model in MODELS],
        credits=[show(each, CreditView) for each in found.credits],
        sent_elsewhere=_elsewhere(found.elsewhere),
        windows=_WINDOWS,
    )


def show_money(found: Effect, model: Model, currency: str) -> MoneyView:
    gain = found.gain(currency)
    return MoneyView(
        model=model,
        currency=currency,
        net_minor=found.credited_minor(model, currency),
        saving_minor=found.saving_minor.get(currency, 0),
        cost_micros=found.cost_micros.get(currency, 0),
        roi=rounded(found.roi(model, currency)),
        incremental_minor=gain.incremental if gain else None,
        over_credit=rounded(found.over_credit(model, currency)),
    )


def _sent(found: Effect) -> Iterable[tuple[str, Funnel]]:
    return ((name, each) for name, each in sorted(found.arms.items()) if name != HELD_OUT)


def _funnel(met: Funnel) -> FunnelView:
    return FunnelView(
        people_count=met.people,
        sent_count=met.sent,
        delivered_count=met.delivered,
        bounced_count=met.bounced,
        opened_count=met.opened,
        clicked_count=met.clicked,
        unsubscribed_count=met.unsubscribed,
        buyer_count=met.buyers,
        message_count=met.messages,
        buyer_rate=rounded(met.conversion.mean) if met.people else None,
        spend=[
            AmountView(currency=currency, amount_minor=each.spend_minor)
            for currency, each in sorted(met.money.items())
        ],
    )


def _elsewhere(found: Elsewhere) -> ElsewhereView:
    people = [
        ElsewherePeopleView(variant=name, opened_count=each.opened, clicked_count=each.clicked)
        for name, each in sorted(found.arms.items())
    ]
    return ElsewhereView(people=people, credits=[show(each, CreditView) for each in found.credits])


def _hold_out(found: Effect, holdout_bp: int) -> HoldOutView:
    p = found.mismatch_p
    return HoldOutView(
        holdout_bp=holdout_bp,
        treated_count=found.treated.people,
        held_out_count=found.held_out.people,
        mismatch_p=rounded(p),
        is_mismatched=p is not None and p < MISMATCH,
    )


def _gain(gain: Gain, verdict: Verdict) -> GainView:
    met = gain.lift
    return GainView(
        variant=None if gain.variant == WHOLE else gain.variant,
        metric="spend" if gain.currency else "buyers",
        currency=gain.currency or None,
        lift=round(met.absolute, _DECIMALS),
        relative_lift=rounded(met.relative),
        low=round(met.low, _DECIMALS),
        high=round(met.high, _DECIMALS),
        z=rounded(met.z),
        p=rounded(met.p),
        is_significant=met.is_significant and verdict != "mismatched",
        incremental=gain.incremental,
    )


def rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DECIMALS)


def _hours(span: timedelta) -> int:
    return span // timedelta(hours=1)


_WINDOWS = WindowsView(
    click_hours=_hours(LETTER_WINDOW),
    push_hours=_hours(PUSH_WINDOW),
    outcome_hours=_hours(OUTCOME_WINDOW),
    settled_days=SETTLED_AFTER.days,
    return_days=RETURN_PERIOD.days,
)
