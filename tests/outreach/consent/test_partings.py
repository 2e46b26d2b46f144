"""Two profiles become one, and each may become another one in turn."""

import pytest

from promenade.kit.errors import Unavailable
from promenade.outreach.consent.model.consent import Consent, Proof, Source
from promenade.outreach.consent.service.merging import Merge, Parting, follow, part
from promenade.outreach.consent.service.ports import Doors
from promenade.outreach.consent.store.people import DynamoPersonStore
from tests.support.consents import DIGEST, at, say, stamp
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


def email(doors: Doors, customer: str) -> Consent:
    return doors.people.find(DIGEST(customer)).consents["email/marketing"]


def test_who_did_not_refuse_is_told_after_a_parting_to_have_done_so_by_the_merger(
    doors: Doors,
) -> None:
    """It said `by staff`: of ada, who had consented, nobody recorded a refusal."""
    say(doors, "cid", "withdrawn", 2, source=Source.STAFF, reference="call 7")
    part(Parting("ada", 2), stamp(3), doors)
    follow(Merge("ada", "cid", 3), stamp(4), doors)
    assert email(doors, "cid").proof.source is Source.STAFF
    part(Parting("ada", 4), stamp(5), doors)
    assert email(doors, "ada").state == "withdrawn"
    assert email(doors, "ada").proof == Proof(Source.MERGER, at(2), at(4), "staff:maria")
    assert email(doors, "cid").proof.reference == "call 7"
    say(doors, "ada", "withdrawn", 6, source=Source.SHOPPER)
    assert email(doors, "ada").proof.source is Source.SHOPPER
    say(doors, "cid", "withdrawn", 6, source=Source.SHOPPER)
    assert email(doors, "cid").proof.source is Source.STAFF
