"""Who waits when a campaign ends is told so in the log, at once; and nobody else is."""

from datetime import timedelta

import pytest

from promenade.contracts.campaigns import SendingTerms
from promenade.outreach.delivery.service.ending import Ending
from promenade.outreach.delivery.service.gate import handle
from promenade.outreach.delivery.service.telling import Wanted, decisions_of, messages_of
from promenade.outreach.delivery.store.gate import DynamoGateStore
from promenade.outreach.delivery.store.log import DynamoLogStore
from tests.support.cloud import dump
from tests.support.deliveries import NOON, World, request, terms

NIGHT = NOON.replace(hour=16)
MORNING = NOON.replace(day=3, hour=0)
SLEEPS = "quiet until 08:00 Asia/Shanghai"


@pytest.fixture
def world(stores: None) -> World:
    """Ada sleeps, and bob was sent it."""
    made = World(DynamoGateStore(), now=NIGHT, zones={"bob": "Europe/Berlin"})
    handle(request("ada", "bob"), made.doors)
    return made


def told(world: World, outcome: str = "") -> dict[str, tuple[str, str]]:
    """By the campaign's log; and by each person's, which says the same."""
    ending, store = Ending(world, world.now), DynamoLogStore()
    found = decisions_of("spring", outcome, None, store, ending).items
    for each in found:
        (own,) = messages_of(Wanted(each.customer, 9), store, ending).items
        assert own.decision == each.decision
    decided = [each.decision for each in found if each.decision]
    assert all((each.until is None) == (each.outcome != "waiting") for each in decided)
    return {each.customer: (each.outcome, each.said) for each in decided}


@pytest.mark.parametrize("state", ["cancelled", "done"])
def test_who_waits_for_a_campaign_that_is_over_is_told_that_it_ended(
    world: World, state: str
) -> None:
    before = dump()
    assert told(world, "waiting") == {"ada": ("waiting", SLEEPS)}
    world.campaign = terms(state=state)
    assert told(world) == {"bob": ("sent", ""), "ada": ("campaign_ended", "")}
    assert told(world, "waiting") == {}
    assert told(world, "campaign_ended") == {"ada": ("campaign_ended", "")}
    assert dump() == before


def test_who_waits_for_one_that_is_paused_waits(world: World) -> None:
    world.campaign = terms(state="paused")
    assert told(world, "waiting") == {"ada": ("waiting", SLEEPS)}


def test_who_has_waited_is_told_of_by_what_came_then(world: World) -> None:
    """A campaign that is done has sent it to them in the morning."""
    world.campaign, world.now = terms(state="done"), MORNING
    assert told(world)["ada"] == ("waiting", SLEEPS)


def test_a_campaign_is_asked_for_once_and_only_where_somebody_waits(world: World) -> None:
    asked = list[str]()

    class Asked:
        def terms(self, campaign: str) -> SendingTerms:
            asked.append(campaign)
            return terms(state="cancelled")

    store = DynamoGateStore()
    met = store.progress("spring", "spring#1")
    assert met
    ending = Ending(Asked(), MORNING - timedelta(seconds=1))
    assert [ending.seen(met).left["ada"].outcome for _ in range(2)] == ["campaign_ended"] * 2
    assert asked == ["spring"]
    assert Ending(Asked(), MORNING).seen(met) is met
    assert asked == ["spring"]
