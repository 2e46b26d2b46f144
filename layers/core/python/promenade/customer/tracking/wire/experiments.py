"""Experiments as people plan them and see their results."""

from typing import Annotated

from msgspec import Meta

from promenade.contracts.references import Reference
from promenade.customer.tracking.model.experiments import (
    METRICS,
    Arm,
    Experiment,
    Metric,
    Result,
    result,
)
from promenade.customer.tracking.model.statistics import Lift
from promenade.customer.tracking.service.experiments import MOST_ARMS
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.routes import Call

_DECIMALS = 6


class ArmBody(Strict, frozen=True):
    """`weight` is its planned share of people among the arms' sum."""

    name: Reference
    weight: Annotated[int, Meta(ge=1, le=10_000)] = 1


class ExperimentBody(Strict, frozen=True):
    """The first arm is the control. `metric` decides on the winner, once `planned_count` people are
    in, of whom at least 100 are to be of each arm; nobody is counted after them."""

    name: Reference
    arms: Annotated[list[ArmBody], Meta(min_length=2, max_length=MOST_ARMS)]
    metric: Metric
    planned_count: Annotated[int, Meta(ge=2, le=10_000_000)]
    currency: Currency


class LiftView(View, frozen=True):
    """`lift` is the difference of means from the control's, of spend in minor units; `low` and
    `high` are its 95 % interval, `z` and `p` of a two-sided test with each arm's own variance. It
    is not significant, whatever they say, before the experiment is final, where the arms' sizes are
    mismatched, and where an arm could not expect ten who did and ten who did not."""

    metric: Metric
    lift: float
    relative_lift: float | None
    low: float
    high: float
    z: float | None
    p: float | None
    is_significant: bool


class ArmView(View, frozen=True):
    """Rates are null without people; `lifts` is empty of the control."""

    name: str
    weight: int
    people_count: int
    visit_count: int
    conversion_count: int
    spend_minor: int
    visit_rate: float | None
    conversion_rate: float | None
    spend_per_person_minor: float | None
    lifts: list[LiftView]


class ExperimentView(View, frozen=True):
    """`state` is final once all planned people are in, and nothing changes any more; before, and
    where `is_mismatched` tells that the arms' sizes are not what was planned (χ², p < 0.001), no
    `winner` is named."""

    id: str
    name: str
    metric: Metric
    planned_count: int
    people_count: int
    currency: str
    state: str
    mismatch_p: float | None
    is_mismatched: bool
    winner: str | None
    arms: list[ArmView]


def read_experiment(call: Call[ExperimentBody, None]) -> Experiment:
    """Raises Invalid where two arms have one name, or an arm is to have too few people."""
    body = call.body
    names = [each.name for each in body.arms]
    again = [place for place, name in enumerate(names) if name in names[:place]]
    if again:
        detail = "An arm of this name is there already."
        raise Invalid([Fault(f"/arms/{place}/name", "repeated", detail) for place in again])
    experiment = Experiment(
        id=call.new_id("experiment"),
        name=body.name,
        arms=tuple(Arm(each.name, each.weight) for each in body.arms),
        metric=body.metric,
        planned_count=body.planned_count,
        currency=body.currency,
    )
    if not experiment.is_large_enough:
        detail = "Plan so many people that each arm has at least 100 of them."
        raise Invalid([Fault("/planned_count", "too_few", detail)])
    return experiment


def show_planned(experiment: Experiment) -> ExperimentView:
    """Before anybody is counted."""
    return show_result(experiment, result(experiment, {}))


def show_result(experiment: Experiment, found: Result) -> ExperimentView:
    return ExperimentView(
        id=experiment.id,
        name=experiment.name,
        metric=experiment.metric,
        planned_count=experiment.planned_count,
        people_count=sum(each.people for each in found.tallies.values()),
        currency=experiment.currency,
        state="final" if found.is_final else "provisional",
        mismatch_p=_rounded(found.mismatch_p),
        is_mismatched=found.is_mismatched,
        winner=found.winner,
        arms=[_arm(each, found) for each in experiment.arms],
    )


def _arm(arm: Arm, found: Result) -> ArmView:
    tally = found.tallies[arm.name]
    means = [tally.sample(each).mean if tally.people else None for each in METRICS]
    lifts = [(each, found.lifts.get((arm.name, each))) for each in METRICS]
    return ArmView(
        name=arm.name,
        weight=arm.weight,
        people_count=tally.people,
        visit_count=tally.visits,
        conversion_count=tally.conversions,
        spend_minor=tally.spend,
        visit_rate=_rounded(means[0]),
        conversion_rate=_rounded(means[1]),
        spend_per_person_minor=_rounded(means[2]),
        lifts=[_lift(metric, each, is_sound=found.is_sound) for metric, each in lifts if each],
    )


def _lift(metric: Metric, found: Lift, *, is_sound: bool) -> LiftView:
    return LiftView(
        metric=metric,
        lift=round(found.absolute, _DECIMALS),
        relative_lift=_rounded(found.relative),
        low=round(found.low, _DECIMALS),
        high=round(found.high, _DECIMALS),
        z=_rounded(found.z),
        p=_rounded(found.p),
        is_significant=is_sound and found.is_significant,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DECIMALS)
