"""Whom a run found, as they are taken away: some pages at a time, each once, none who is gone."""

import pytest

from promenade.kit.errors import NotFound
from promenade.outreach.segment.model.run import place_of
from promenade.outreach.segment.service import computing, exporting
from promenade.outreach.segment.service.exporting import SegmentRunGoesOn, export
from promenade.outreach.segment.service.ports import Doors
from tests.support.capacity import capacity
from tests.support.segments import drafted, fakes, learn, people_of, real, told, worked
from tests.support.stamps import stamp

CROWD = [f"customer-{number}" for number in range(40)]


@pytest.fixture(params=[fakes, real])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    made: Doors = request.param()
    return made


def run(doors: Doors, people: list[str] = CROWD) -> None:
    learn(doors, *(told(each) for each in people))
    drafted(doors, "chinese")
    computing.compute("chinese", "run-1", stamp("run-1"), doors)
    worked(doors, "run-1")


def names(found: exporting.Export) -> list[str]:
    return [each.customer for each in found.people]


def test_pages_follow_one_another_until_everybody_was_told_once(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PAGES", 3)
    run(doors)
    found, ahead = list[str](), [0]
    for first in ahead:
        told_ = export("chinese", "run-1", first, doors)
        found += names(told_)
        ahead += [] if told_.next_page is None else [told_.next_page]
    pages = len({place_of(each)[0] for each in CROWD})
    assert ahead == [*range(0, pages, 3)]
    assert found == people_of(doors, "run-1")
    assert sorted(found) == sorted(CROWD)


def test_who_is_gone_since_is_left_out_and_others_are_as_they_are_now(doors: Doors) -> None:
    run(doors, ["ada", "bob"])
    learn(doors, told("ada", 2, state="anonymised"), told("bob", 2, language="en"))
    found = export("chinese", "run-1", 0, doors)
    assert [(each.customer, each.language) for each in found.people] == [("bob", "en")]


def test_a_run_that_goes_on_or_is_of_another_segment_tells_nobody(doors: Doors) -> None:
    run(doors, ["ada"])
    drafted(doors, "other")
    with pytest.raises(NotFound):
        export("other", "run-1", 0, doors)
    computing.compute("chinese", "run-2", stamp("run-2"), doors)
    with pytest.raises(SegmentRunGoesOn):
        export("chinese", "run-2", 0, doors)


def test_a_page_of_people_is_two_round_trips(stores: None) -> None:
    doors = real()
    run(doors, ["ada"])
    with capacity() as asked:
        export("chinese", "run-1", 0, doors)
    assert asked.calls == {"GetItem": 2, "BatchGetItem": 1}
