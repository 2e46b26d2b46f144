"""What is read and shown of behaviour."""

from datetime import UTC, date, datetime

import pytest

from promenade.activity.behaviour.model.events import Outcome, Result
from promenade.activity.behaviour.wire.bodies import TalliesQuery
from promenade.activity.behaviour.wire.reading import person_of, read_days
from promenade.activity.behaviour.wire.views import MOST_SHOWN, show_outcomes, show_tallies
from promenade.contracts.behaviour import Act, Days, Tally
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.auth import Principal
from tests.support.behaviour import last

SHOPPER = Principal("shopper", "ada", frozenset())
CLIENT = Principal("client", "storefront", frozenset())
LATE = datetime(2026, 3, 1, 20, tzinfo=UTC)


def test_the_most_frequent_are_shown_and_of_equal_ones_the_first_by_name() -> None:
    skus = {f"SKU-{number:02}": 1 for number in range(30)} | {"TOP": 2}
    (view,) = show_tallies({Act.VIEW: Tally(32, skus)}, last(1)).acts
    names = [each.name for each in view.skus]
    assert (names[:2], names[-1], len(names)) == (["TOP", "SKU-00"], "SKU-18", MOST_SHOWN)
    assert view.count == 32


def test_a_call_is_told_a_hundred_faults_and_each_event_its_first_reason() -> None:
    wrong = Outcome("a", Result.REJECTED, faults=(Fault("/act", "missing", "Send it."),) * 60)
    first, second, third = show_outcomes([wrong] * 3, "en").items
    assert [len(each.faults) for each in (first, second, third)] == [60, 40, 0]
    assert [each.more_count for each in (first, second, third)] == [0, 20, 60]
    assert third.reason == "missing"


def test_today_is_the_zones() -> None:
    query = TalliesQuery(customer="ada", days=2, zone="Asia/Shanghai")
    days = read_days(query, LATE)
    assert days == Days(2, "Asia/Shanghai", date(2026, 3, 2))
    assert days.first == date(2026, 3, 1)


def test_shoppers_are_themselves_and_others_name_a_customer() -> None:
    assert [person_of(SHOPPER, None), person_of(SHOPPER, "ada")] == ["ada", "ada"]
    assert person_of(CLIENT, "bob") == "bob"
    for caller, named in ((SHOPPER, "bob"), (CLIENT, None)):
        with pytest.raises(Invalid):
            person_of(caller, named)
