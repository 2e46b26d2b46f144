"""Experiments: each person counts once, and nobody wins before it was agreed to look."""

from collections.abc import Mapping, Sequence

import pytest

from promenade.customer.tracking.model.experiments import Arm, Experiment, Outcome, Tally, result
from promenade.customer.tracking.service.experiments import (
    CHUNK,
    Doors,
    ExperimentStore,
    Row,
    import_outcomes,
    results,
)
from promenade.customer.tracking.store.experiments import DynamoExperimentStore
from promenade.kit.errors import NotFound, Unavailable
from promenade.kit.patience import Contended
from promenade.kit.values import replace
from tests.support.digests import DIGESTS
from tests.support.fakes.tracking import FakeExperimentStore
from tests.support.stamps import stamp

PLAN = Experiment("experiment_1", "Spring", (Arm("none"), Arm("mail")), "conversion", 2_000, "USD")
BOUGHT = Outcome("mail", has_visited=True, has_converted=True, spend_minor=2_999)
LOOKED = Outcome("none", has_visited=True, has_converted=False, spend_minor=0)


@pytest.fixture(params=[FakeExperimentStore, DynamoExperimentStore])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    store: ExperimentStore = request.param()
    store.add(PLAN, stamp())
    return Doors(store, DIGESTS.pseudonym)


def rows(*outcomes: Outcome, first: int = 1) -> list[Row]:
    return [Row(line, f"s-{line}", each) for line, each in enumerate(outcomes, first)]


def brought(doors: Doors, given: Sequence[Row], *, dry_run: bool = False) -> list[str]:
    done = import_outcomes(PLAN.id, given, doors, dry_run=dry_run)
    return [each.result for each in done]


def sums(doors: Doors) -> Mapping[str, Tally]:
    return doors.store.tallies(PLAN.id)


def test_people_are_summed_by_arm(doors: Doors) -> None:
    assert brought(doors, rows(BOUGHT, LOOKED, BOUGHT)) == ["counted"] * 3
    assert sums(doors) == {
        "mail": Tally(2, 2, 2, 5_998, 2 * 2_999**2),
        "none": Tally(1, 1, 0, 0, 0),
    }


def test_a_file_that_comes_again_counts_nobody_twice(doors: Doors) -> None:
    many = rows(*[BOUGHT, LOOKED] * CHUNK)
    brought(doors, many)
    before = sums(doors)
    assert set(brought(doors, many)) == {"known"}
    assert sums(doors) == before
    assert before["mail"].people == before["none"].people == CHUNK


def test_another_outcome_of_somebody_counted_changes_nothing(doors: Doors) -> None:
    brought(doors, rows(LOOKED))
    before = sums(doors)
    assert brought(doors, rows(BOUGHT)) == ["differs"]
    assert sums(doors) == before


def test_who_is_twice_in_a_file_counts_by_the_first_row(doors: Doors) -> None:
    twice = [Row(1, "ada", LOOKED), Row(2, "ada", LOOKED), Row(3, "ada", BOUGHT)]
    assert brought(doors, twice) == ["counted", "known", "differs"]
    assert sums(doors) == {"none": Tally(1, 1, 0, 0, 0)}


def test_a_dry_run_counts_nobody(doors: Doors) -> None:
    assert brought(doors, rows(BOUGHT), dry_run=True) == ["counted"]
    assert sums(doors) == {}


def test_an_arm_that_is_none_is_refused_alone(doors: Doors) -> None:
    other = Outcome("post", has_visited=False, has_converted=False, spend_minor=0)
    done = import_outcomes(PLAN.id, rows(other, LOOKED), doors, dry_run=False)
    assert [each.result for each in done] == ["rejected", "counted"]
    assert [each.pointer for each in done[0].row.faults] == ["/arm"]


def test_an_experiment_that_is_none_takes_nothing(doors: Doors) -> None:
    with pytest.raises(NotFound):
        import_outcomes("experiment_2", rows(BOUGHT), doors, dry_run=False)
    assert sums(doors) == {}


def test_who_another_was_faster_with_is_looked_at_again(stores: None) -> None:
    class Raced(FakeExperimentStore):
        is_first = True

        def count(self, id_: str, outcomes: Mapping[str, Outcome], before: int) -> None:
            if self.is_first:
                self.is_first = False
                super().count(id_, dict(list(outcomes.items())[:1]), before)
            super().count(id_, outcomes, before)

    store = Raced()
    store.add(PLAN, stamp())
    doors = Doors(store, DIGESTS.pseudonym)
    assert brought(doors, rows(BOUGHT, BOUGHT)) == ["known", "counted"]
    assert sums(doors)["mail"].people == 2


def test_a_transaction_is_whole_or_not_at_all(stores: None) -> None:
    store = DynamoExperimentStore()
    store.add(PLAN, stamp())
    store.count(PLAN.id, {"a" * 12: BOUGHT}, 0)
    for one, before in (("a", 1), ("c", 0)):
        with pytest.raises(Contended):
            store.count(PLAN.id, {one * 12: BOUGHT, "b" * 12: BOUGHT}, before)
    assert store.tallies(PLAN.id)["mail"].people == 1
    assert store.outcomes(PLAN.id, ["b" * 12, "c" * 12]) == {}


def test_who_keeps_losing_is_told_so(stores: None, monkeypatch: pytest.MonkeyPatch) -> None:
    class Busy(FakeExperimentStore):
        def count(self, *_: object) -> None:
            raise Contended

    monkeypatch.setattr("promenade.kit.patience.sleep", lambda _s: None)
    store = Busy()
    store.add(PLAN, stamp())
    with pytest.raises(Unavailable):
        brought(Doors(store, DIGESTS.pseudonym), rows(BOUGHT))


@pytest.fixture
def small(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> Doors:
    """An experiment of which three more people are to come than a chunk."""
    id_ = "experiment_3"
    plan = replace(PLAN, id=id_, planned_count=CHUNK + 3)
    doors.store.add(plan, stamp())
    monkeypatch.setattr(f"{__name__}.PLAN", plan)
    return doors


def test_the_first_planned_people_are_counted_and_nobody_after_them(small: Doors) -> None:
    many = rows(*[BOUGHT, LOOKED] * CHUNK)
    told = ["counted"] * (CHUNK + 3) + ["rejected"] * (CHUNK - 3)
    assert brought(small, many, dry_run=True) == told
    assert brought(small, many) == told
    full = sums(small)
    assert sum(each.people for each in full.values()) == CHUNK + 3
    assert brought(small, many) == ["known"] * (CHUNK + 3) + ["rejected"] * (CHUNK - 3)
    done = import_outcomes(PLAN.id, rows(BOUGHT, first=1_000), small, dry_run=False)
    assert [each.code for each in done[0].row.faults] == ["too_late"]
    assert sums(small) == full
    assert results(PLAN.id, small.store)[1].is_final


def tally(people: int, conversions: int) -> Tally:
    return Tally(people, conversions, conversions, 0, 0)


def test_nobody_wins_before_the_planned_people_are_in() -> None:
    sure = {"none": tally(999, 50), "mail": tally(1_000, 150)}
    early = result(PLAN, sure)
    assert (early.is_final, early.winner) == (False, None)
    assert (found := early.lifts["mail", "conversion"]) is not None
    assert found.is_significant
    full = result(PLAN, sure | {"none": tally(1_000, 50)})
    assert (full.is_final, full.winner) == (True, "mail")


def test_the_control_wins_where_it_is_better_and_nobody_where_none_is() -> None:
    worse = result(PLAN, {"none": tally(1_000, 150), "mail": tally(1_000, 50)})
    assert worse.winner == "none"
    same = result(PLAN, {"none": tally(1_000, 100), "mail": tally(1_000, 101)})
    assert same.winner is None


@pytest.mark.parametrize(("none", "mail"), [((2, 0), (2, 2)), ((50, 0), (50, 12))])
def test_nobody_wins_by_few(none: tuple[int, int], mail: tuple[int, int]) -> None:
    plan = replace(PLAN, planned_count=none[0] + mail[0])
    found = result(plan, {"none": tally(*none), "mail": tally(*mail)})
    assert (found.is_final, found.winner) == (True, None)


@pytest.mark.parametrize(
    ("weights", "planned", "is_enough"),
    [((1, 1), 199, False), ((1, 1), 200, True), ((9, 1), 999, False), ((9, 1), 1_000, True)],
)
def test_each_arm_is_to_have_a_hundred_people(
    weights: tuple[int, int], planned: int, is_enough: bool
) -> None:
    arms = tuple(Arm(str(place), weight) for place, weight in enumerate(weights))
    assert replace(PLAN, arms=arms, planned_count=planned).is_large_enough is is_enough


def test_sizes_that_are_not_as_planned_hide_the_winner() -> None:
    found = result(PLAN, {"none": tally(1_000, 50), "mail": tally(1_300, 200)})
    assert (found.is_final, found.is_mismatched, found.winner) == (True, True, None)


def test_an_experiment_without_people_says_nothing(doors: Doors) -> None:
    _, found = results(PLAN.id, doors.store)
    assert (found.mismatch_p, found.winner, found.lifts["mail", "visit"]) == (None, None, None)
