"""Experiments: people by arms, what each did, and what may be said of the difference."""

from collections.abc import Mapping
from typing import Literal

from promenade.customer.tracking.model.statistics import (
    MISMATCH,
    SIGNIFICANT,
    Lift,
    Sample,
    lift,
    mismatch,
)
from promenade.kit.values import Document, Value

FEWEST_PEOPLE = 100
"""Of an arm, as planned: of fewer nothing is said."""

Metric = Literal["visit", "conversion", "spend"]
METRICS: tuple[Metric, ...] = ("visit", "conversion", "spend")


class Arm(Document, frozen=True):
    """`weight` is its planned share of people among the arms' sum."""

    name: str
    weight: int = 1


class Experiment(Document, frozen=True):
    """The first arm is the control. A winner by `metric` is named once `planned_count` people are
    in, and not before: who looks again and again sees differences by chance. So nobody more is
    counted after them. `currency` is of what they spent."""

    id: str
    name: str
    arms: tuple[Arm, ...]
    metric: Metric
    planned_count: int
    currency: str
    version: int = 1

    @property
    def is_large_enough(self) -> bool:
        weights = [each.weight for each in self.arms]
        return self.planned_count * min(weights) >= FEWEST_PEOPLE * sum(weights)


class Outcome(Document, frozen=True):
    """What one person of an arm did in the time that was agreed on."""

    arm: str
    has_visited: bool
    has_converted: bool
    spend_minor: int


class Tally(Value, frozen=True):
    """Sums over people; spend in minor units."""

    people: int = 0
    visits: int = 0
    conversions: int = 0
    spend: int = 0
    spend_squares: int = 0

    def plus(self, outcome: Outcome) -> "Tally":
        return Tally(
            self.people + 1,
            self.visits + outcome.has_visited,
            self.conversions + outcome.has_converted,
            self.spend + outcome.spend_minor,
            self.spend_squares + outcome.spend_minor**2,
        )

    def sample(self, metric: Metric) -> Sample:
        if metric == "spend":
            return Sample(self.people, self.spend, self.spend_squares)
        hits = self.visits if metric == "visit" else self.conversions
        return Sample(self.people, hits, hits)


class Result(Value, frozen=True):
    """`lifts` by arm and metric, against the control; `mismatch_p` is of the arms' sizes."""

    tallies: Mapping[str, Tally]
    lifts: Mapping[tuple[str, Metric], Lift | None]
    mismatch_p: float | None
    is_final: bool
    winner: str | None

    @property
    def is_mismatched(self) -> bool:
        return self.mismatch_p is not None and self.mismatch_p < MISMATCH

    @property
    def is_sound(self) -> bool:
        """Whether a difference may be told as one: all are in, and by arm as planned."""
        return self.is_final and not self.is_mismatched


def result(experiment: Experiment, tallies: Mapping[str, Tally]) -> Result:
    known = {each.name: tallies.get(each.name, Tally()) for each in experiment.arms}
    control, *others = experiment.arms
    lifts = {
        (each.name, metric): lift(
            known[each.name].sample(metric), known[control.name].sample(metric)
        )
        for each in others
        for metric in METRICS
    }
    counts = [known[each.name].people for each in experiment.arms]
    found = Result(
        tallies=known,
        lifts=lifts,
        mismatch_p=mismatch(counts, [each.weight for each in experiment.arms]),
        is_final=sum(counts) >= experiment.planned_count,
        winner=None,
    )
    return _won(found, experiment) if found.is_sound else found


def _won(found: Result, experiment: Experiment) -> Result:
    """The best of those that beat the control: of several, each by a stricter measure (Bonferroni).
    The control wins where it beats them all."""
    bound = SIGNIFICANT / (len(experiment.arms) - 1)
    lifts = {
        arm: each for (arm, metric), each in found.lifts.items() if metric == experiment.metric
    }
    sure = {arm: each for arm, each in lifts.items() if each and each.is_below(bound)}
    better = [arm for arm, each in sure.items() if each.absolute > 0]
    winner = max(better, key=lambda arm: sure[arm].absolute, default=None)
    if winner is None and len(sure) == len(lifts):
        winner = experiment.arms[0].name
    return Result(found.tallies, found.lifts, found.mismatch_p, found.is_final, winner)
