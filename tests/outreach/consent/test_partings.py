"""Two profiles become one, and each may become another one in turn."""

import pytest

from promenade.kit.errors import Unavailable
from promenade.outreach.consent.service.merging import Merge, Parting, follow, part
from promenade.outreach.consent.service.ports import Doors
from promenade.outreach.consent.store.people import DynamoPersonStore
from tests.support.consents import DIGEST, say, stamp
from tests.support.fakes.consent import FakePersonStore


@pytest.fixture(params=[FakePersonStore, DynamoPersonStore])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    """Of ada, who is bob by their profiles."""
    found = Doors(request.param(), DIGEST)
    say(found, "ada", "given", 1)
    follow(Merge("ada", "bob", 1), stamp(2), found)
    return found


@pytest.mark.parametrize("into", ["ada", "cid"])
def test_whose_parting_was_not_heard_is_merged_into_when_it_comes_again(
    doors: Doors, into: str
) -> None:
    gone = {"ada": Merge("bob", "ada", 1), "cid": Merge("cid", "ada", 1)}[into]
    met = [doors.people.find(DIGEST(each)) for each in ("ada", "bob", "cid")]
    with pytest.raises(Unavailable):
        follow(gone, stamp(3), doors)
    assert [doors.people.find(DIGEST(each)) for each in ("ada", "bob", "cid")] == met
    part(Parting("ada", 2), stamp(4), doors)
    follow(gone, stamp(5), doors)
    assert doors.people.find(DIGEST(gone.gone)).merged_into == "ada"
    assert doors.people.find(DIGEST("ada")).merged_into == ""
