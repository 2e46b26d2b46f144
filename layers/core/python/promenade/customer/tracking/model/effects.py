"""What a campaign did: how far its people came, what is credited to it, and what would not have
happened without it."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal

from promenade.contracts.campaigns import HELD_OUT
from promenade.contracts.tracking import Model
from promenade.customer.tracking.model.arms import OUTCOME_WINDOW
from promenade.customer.tracking.model.attribution import MODELS
from promenade.customer.tracking.model.funnels import Funnel, funnels, together
from promenade.customer.tracking.model.statistics import MISMATCH, Lift, lift, mismatch
from promenade.customer.tracking.model.sums import (
    COST,
    SAVING,
    WHOLE,
    Sums,
    net_field,
    order_field,
    parted,
)
from promenade.kit.currencies import decimals
from promenade.kit.values import Value

RETURN_PERIOD = timedelta(days=15)
"""By then most of what goes back has gone back."""
FINAL_AFTER = OUTCOME_WINDOW + RETURN_PERIOD
WHOLE_BP = 10_000
MICRO_DECIMALS = 6

Verdict = Literal["too_soon", "no_hold_out", "mismatched", "no_difference", "better", "worse"]
"""Of the people who bought, against the hold-out."""


class Credit(Value, frozen=True):
    """By one model, in one currency."""

    variant: str
    currency: str
    model: Model
    order_count: int
    net_minor: int


class Gain(Value, frozen=True):
    """How far an arm is from the hold-out in one measure; `currency` is empty of buyers. What the
    arm's people did beyond it is `incremental`, whole buyers or minor units."""

    variant: str
    currency: str
    lift: Lift
    incremental: int


class Effect(Value, frozen=True):
    """`arms` by variant, the hold-out among them; `gains` of all treated people (WHOLE) and of each
    variant, none before the end: who looks sooner sees differences by chance. What the shop sent
    by means of its own is `elsewhere`, and in nothing else."""

    arms: Mapping[str, Funnel]
    credits: tuple[Credit, ...]
    elsewhere: "Elsewhere"
    saving_minor: Mapping[str, int]
    cost_micros: Mapping[str, int]
    mismatch_p: float | None
    final_at: datetime | None
    is_final: bool
    gains: tuple[Gain, ...]
    verdict: Verdict

    @property
    def treated(self) -> Funnel:
        return together(each for variant, each in self.arms.items() if variant != HELD_OUT)

    @property
    def held_out(self) -> Funnel:
        return self.arms.get(HELD_OUT, Funnel())

    @property
    def currencies(self) -> list[str]:
        """In which anything was bought, credited or paid for."""
        found = {currency for each in self.arms.values() for currency in each.money}
        credited = {each.currency for each in self.credits}
        return sorted(found.union(credited, self.saving_minor, self.cost_micros))

    def credited_minor(self, model: Model, currency: str) -> int:
        met = [each for each in self.credits if (each.model, each.currency) == (model, currency)]
        return sum(each.net_minor for each in met)

    def order_count(self, model: Model, currency: str) -> int:
        """An order that two variants share counts for each."""
        met = [each for each in self.credits if (each.model, each.currency) == (model, currency)]
        return sum(each.order_count for each in met)

    def gain(self, currency: str = "") -> Gain | None:
        """Of all treated people."""
        met = (each for each in self.gains if (each.variant, each.currency) == (WHOLE, currency))
        return next(met, None)

    def over_credit(self, model: Model, currency: str) -> float | None:
        """How many times more is credited than would not have been spent; None where nothing is
        known to have come of it."""
        gain = self.gain(currency)
        if gain is None or gain.incremental <= 0:
            return None
        return self.credited_minor(model, currency) / gain.incremental

    def roi(self, model: Model, currency: str) -> float | None:
        """What is left of the credited net after coupons and messages, by what these cost; None
        where they cost nothing, or anything was credited or paid for in another currency."""
        others = [each for each in self.currencies if each != currency]
        if any(self.credited_minor(model, each) or self._cost_minor(each) for each in others):
            return None
        cost = self._cost_minor(currency)
        return (self.credited_minor(model, currency) - cost) / cost if cost else None

    def _cost_minor(self, currency: str) -> float:
        scale: int = 10 ** (MICRO_DECIMALS - decimals(currency))
        return self.saving_minor.get(currency, 0) + self.cost_micros.get(currency, 0) / scale


class Elsewhere(Value, frozen=True):
    """Who opened or clicked messages that were not sent from here, by the variant that they stand
    for, and what is credited to them."""

    arms: Mapping[str, Funnel]
    credits: tuple[Credit, ...]


class Plan(Value, frozen=True):
    """What the campaign was to do."""

    holdout_bp: int = 0
    ended_at: datetime | None = None


def effect(sums: Sums, plan: Plan, now: datetime) -> Effect:
    sums, others = parted(sums)
    arms = funnels(sums)
    treated = together(each for variant, each in arms.items() if variant != HELD_OUT)
    held_out = arms.get(HELD_OUT, Funnel())
    final_at = plan.ended_at + FINAL_AFTER if plan.ended_at else None
    is_final = final_at is not None and now >= final_at
    p = _mismatch(treated, held_out, plan.holdout_bp)
    gains = tuple(_gains(arms, treated, held_out)) if is_final else ()
    return Effect(
        arms=arms,
        credits=tuple(_credits(sums)),
        elsewhere=Elsewhere(funnels(others), tuple(_credits(others))),
        saving_minor=_by_currency(sums, SAVING),
        cost_micros=_by_currency(sums, COST),
        mismatch_p=p,
        final_at=final_at,
        is_final=is_final,
        gains=gains,
        verdict=_verdict(gains, p, is_final=is_final, is_compared=plan.holdout_bp > 0),
    )


def _mismatch(treated: Funnel, held_out: Funnel, holdout_bp: int) -> float | None:
    if not holdout_bp:
        return None
    return mismatch([treated.people, held_out.people], [WHOLE_BP - holdout_bp, holdout_bp])


def _verdict(
    gains: Iterable[Gain], p: float | None, *, is_final: bool, is_compared: bool
) -> Verdict:
    if not is_compared:
        return "no_hold_out"
    if not is_final:
        return "too_soon"
    if p is not None and p < MISMATCH:
        return "mismatched"
    found = next(
        (each.lift for each in gains if (each.variant, each.currency) == (WHOLE, "")), None
    )
    if found is None or not found.is_significant:
        return "no_difference"
    return "better" if found.absolute > 0 else "worse"


def _gains(arms: Mapping[str, Funnel], treated: Funnel, held_out: Funnel) -> Iterable[Gain]:
    """None unless two people are on either side."""
    others = {variant: each for variant, each in sorted(arms.items()) if variant != HELD_OUT}
    compared = {WHOLE: treated} | (others if len(others) > 1 else {})
    for variant, arm in compared.items():
        for currency in ["", *sorted({*arm.money, *held_out.money})]:
            mine, theirs = (
                each.spend(currency) if currency else each.conversion for each in (arm, held_out)
            )
            if found := lift(mine, theirs):
                yield Gain(variant, currency, found, round(found.absolute * mine.count))


def _credits(sums: Sums) -> Iterable[Credit]:
    for (_, variant, currency), counts in sorted(sums.items()):
        for model in MODELS:
            orders, net = counts.get(order_field(model), 0), counts.get(net_field(model), 0)
            if orders or net:
                yield Credit(variant, currency, model, orders, net)


def _by_currency(sums: Sums, field: str) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for (_, _, currency), counts in sums.items():
        if counts.get(field):
            found[currency] = found.get(currency, 0) + counts[field]
    return dict(sorted(found.items()))
