"""Who is to be forgotten is in none of the pages that segments keep."""

import pytest

from promenade.kit.errors import Unavailable
from promenade.outreach.segment.model.person import closed
from promenade.outreach.segment.model.run import Run, page_with, place_of
from promenade.outreach.segment.service import computing
from promenade.outreach.segment.service.learning import Learner, Lesson
from promenade.outreach.segment.service.ports import Doors
from tests.support.cloud import dump
from tests.support.segments import digest, drafted, fakes, learn, people_of, real, told, worked
from tests.support.stamps import stamp

CROWD = sorted((f"customer-{number}" for number in range(300)), key=place_of)
ERASED = Lesson(closed, digest=digest("customer-7"))


@pytest.fixture(params=[fakes, real])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    made: Doors = request.param()
    learn(made, *(told(each) for each in CROWD[:40]), told("customer-7"))
    drafted(made, "kept", keeping="static")
    return made


def begin(doors: Doors, run_id: str) -> None:
    computing.compute("kept", run_id, stamp(run_id), doors)


def forget(doors: Doors) -> None:
    Learner(doors, digest).learn(ERASED, stamp("erased"))


def test_who_is_erased_is_left_out_of_all_that_was_kept(doors: Doors) -> None:
    for run_id in ("run-1", "run-2"):
        begin(doors, run_id)
        worked(doors, run_id)
    everybody = people_of(doors, "run-1")
    forget(doors)
    left = sorted(each for each in everybody if each != "customer-7")
    assert len(left) == len(everybody) - 1
    assert [sorted(people_of(doors, run_id)) for run_id in ("run-1", "run-2")] == [left, left]


def test_being_told_of_it_again_changes_nothing(stores: None) -> None:
    doors = real()
    learn(doors, told("customer-7"), told("ada"))
    drafted(doors, "kept", keeping="static")
    begin(doors, "run-1")
    worked(doors, "run-1")
    forget(doors)
    before = dump()
    forget(doors)
    assert dump() == before


def test_whom_a_run_under_way_may_have_met_is_looked_for_again_once_it_has_ended(
    doors: Doors,
) -> None:
    begin(doors, "run-1")
    for part in range(15):
        computing.work(computing.Task("run-1", part), stamp(), lambda: stamp().at, doors)
    with pytest.raises(Unavailable):
        forget(doors)
    worked(doors, "run-1")
    forget(doors)
    assert "customer-7" not in people_of(doors, "run-1")


def test_somebody_is_found_behind_pages_of_which_nobody_is_left() -> None:
    people = [each for each in CROWD if place_of(each)[0] == 3]
    pages = {0: people[:2], 1: [], 2: [], 3: people[2:4], 4: [], 5: people[4:]}
    run = Run("run-1", "kept", stamp().at, page_counts=(0, 0, 0, len(pages)))

    def found(customer: str) -> tuple[int, int] | None:
        return page_with(run, customer, lambda _run, _part, number: pages[number])

    assert [found(each) for each in people] == [
        (3, number) for number, page in pages.items() for _ in page
    ]
    assert found("nobody") is None
