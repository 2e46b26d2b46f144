"""What was said of one of two people who turn out to be one is said of both, and goes back."""

from datetime import timedelta

import pytest

from promenade.customer.profile.model.person import Tag
from promenade.customer.profile.model.tagging import MOST_TAGS
from promenade.customer.profile.service import merging
from promenade.customer.profile.service.ports import Doors
from promenade.customer.profile.service.tagging import tag
from promenade.customer.profile.store.people import DynamoProfileStore
from promenade.kit.values import replace
from tests.support.digests import DIGESTS
from tests.support.fakes.order import FakeVault
from tests.support.fakes.profile import FakeProfileStore
from tests.support.profiles import add, profile
from tests.support.stamps import NOON, stamp


@pytest.fixture(params=[FakeProfileStore, DynamoProfileStore])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    """Of ada and bob."""
    found = Doors(request.param(), FakeVault(), DIGESTS)
    add(found, "ada")
    add(found, "bob")
    return found


def say(doors: Doors, customer: str, name: str, **other: object) -> None:
    said = Tag(**{"name": name, "value": "", "source": "manual", "set_at": NOON, **other})  # type: ignore[arg-type]
    tag([customer], said, stamp(f"{customer} {name} {other}"), doors.store)


def tags(doors: Doors, customer: str) -> dict[str, str]:
    return {each.name: each.value for each in profile(doors, customer).tags}


def test_tags_go_along_with_who_is_merged_and_go_back(doors: Doors) -> None:
    say(doors, "ada", "tea", value="green")
    say(doors, "bob", "vip")
    merging.merge("bob", "ada", stamp("merge"), doors.store)
    assert tags(doors, "ada") == {"tea": "green", "vip": ""}
    merging.unmerge("bob", stamp("back"), doors.store)
    assert (tags(doors, "ada"), tags(doors, "bob")) == ({"tea": "green"}, {"vip": ""})


def test_what_was_said_of_who_goes_on_stands_unless_only_a_rule_said_it(doors: Doors) -> None:
    say(doors, "ada", "tea", value="green")
    say(doors, "ada", "tier", value="low", source="rule")
    for name, value in (("tea", "black"), ("tier", "high")):
        say(doors, "bob", name, value=value)
    merging.merge("bob", "ada", stamp("merge"), doors.store)
    assert tags(doors, "ada") == {"tea": "green", "tier": "high"}


def test_what_is_said_of_both_stays_with_who_goes_on(doors: Doors) -> None:
    say(doors, "bob", "vip")
    merging.merge("bob", "ada", stamp("merge"), doors.store)
    say(doors, "ada", "vip", value="gold")
    merging.unmerge("bob", stamp("back"), doors.store)
    assert (tags(doors, "ada"), tags(doors, "bob")) == ({"vip": "gold"}, {"vip": ""})


def test_what_has_expired_goes_nowhere(doors: Doors) -> None:
    say(doors, "bob", "vip", expires_at=NOON + timedelta(seconds=1))
    later = replace(stamp("merge"), at=NOON + timedelta(seconds=1))
    merging.merge("bob", "ada", later, doors.store)
    assert tags(doors, "ada") == {}


def test_nobody_has_more_tags_by_a_merger_than_one_may_have(doors: Doors) -> None:
    for number in range(MOST_TAGS - 1):
        say(doors, "ada", f"a{number:02}")
    for name in ("b", "c"):
        say(doors, "bob", name)
    merging.merge("bob", "ada", stamp("merge"), doors.store)
    found = tags(doors, "ada")
    assert (len(found), "b" in found, "c" in found) == (MOST_TAGS, True, False)
