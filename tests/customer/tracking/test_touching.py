"""Touches: kept once a minute, judged once, and only humans' are told."""

import msgspec
import pytest

from promenade.contracts.tracking import PIXEL
from promenade.customer.tracking.holds import DynamoLinks
from promenade.customer.tracking.model.touches import Doubt, Sight, doubt_of
from promenade.customer.tracking.render.page import page
from promenade.customer.tracking.service.links import Marks
from promenade.customer.tracking.service.ports import Whose
from promenade.customer.tracking.service.touching import Doors, JudgeDoors, judge, led_to, touch
from promenade.customer.tracking.store.links import DynamoLinkStore
from promenade.customer.tracking.store.touches import DynamoTouchStore
from promenade.customer.tracking.wire.links import read_sight
from promenade.kit.errors import Unavailable
from promenade.kit.http.auth import Principal
from promenade.kit.http.routes import Call
from promenade.kit.values import replace
from tests.support.cloud import dump
from tests.support.digests import DIGESTS
from tests.support.fakes.tracking import FakeLinkStore, FakeQueue, FakeTouchStore
from tests.support.tracking import (
    BASE,
    BROWSER,
    HELP,
    HOME,
    KEYS,
    LINKS,
    SALE,
    at,
    sight,
    stamp,
    token,
)

NOBODY = Principal("client", "anonymous", frozenset())
APPLE = "Mozilla/5.0"
GOOGLE = "Mozilla/5.0 (Windows NT 5.1) Firefox/11.0 (via ggpht.com GoogleImageProxy)"


@pytest.fixture(params=["fake", "real"])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    marks = Marks(KEYS)
    if request.param == "fake":
        return Doors(marks, FakeLinkStore(), FakeTouchStore(), FakeQueue())
    return Doors(marks, DynamoLinkStore(), DynamoTouchStore(), FakeQueue())


def follow(doors: Doors, seen: Sight, target: str = HOME, customer: str = "ada") -> str:
    links = DynamoLinks(doors.marks, BASE, lambda: at(0), doors.links)
    sent = token(links.made(LINKS)(customer, target))
    led = led_to(sent, seen, doors, is_open=target == PIXEL)
    return touch(led, seen, stamp(), doors)


def verdicts(doors: Doors, seconds: float = 600) -> list[Doubt | None]:
    """Of all that was queued, by time."""
    assert isinstance(doors.queue, FakeQueue)
    queued = {msgspec.json.decode(body, type=Whose) for body in doors.queue.bodies}
    for whose in queued:
        judge(whose, stamp(seconds), JudgeDoors(doors.links, doors.touches))
    found = [each.touch for whose in queued for each in doors.touches.touches(whose)]
    assert all(each.is_judged for each in found)
    return [each.doubt for each in sorted(found, key=lambda each: each.at)]


def test_a_human_is_led_on_and_counted(doors: Doors) -> None:
    assert follow(doors, sight(60)) == HOME
    assert verdicts(doors) == [None]


@pytest.mark.parametrize(
    ("seen", "doubt"),
    [
        (sight(60, is_head=True), "head"),
        (sight(60, ""), "scanner"),
        (sight(60, "Mozilla/5.0 (compatible; Barracuda Sentinel)"), "scanner"),
        (sight(60, "python-requests/2.32"), "scanner"),
        (sight(60, purpose=" prefetch;prerender"), "prefetch"),
        (sight(1.9), "too_soon"),
        (sight(2), None),
        (sight(60, APPLE), None),
    ],
)
def test_one_request_may_give_a_machine_away(doors: Doors, seen: Sight, doubt: Doubt) -> None:
    assert follow(doors, seen) == HOME
    assert verdicts(doors) == [doubt]


def test_a_mail_fetched_by_a_privacy_proxy_is_not_opened(doors: Doors) -> None:
    follow(doors, sight(60, APPLE), PIXEL)
    follow(doors, sight(90, GOOGLE), PIXEL)
    follow(doors, sight(200), PIXEL)
    assert verdicts(doors) == ["privacy_proxy", None, None]


def test_who_follows_all_links_at_once_is_a_scanner(doors: Doors) -> None:
    for number, target in enumerate((HOME, SALE, HELP)):
        follow(doors, sight(60 + number), target)
    assert verdicts(doors) == ["burst", "burst", "burst"]


def test_two_links_of_three_or_all_in_a_while_are_a_reader(doors: Doors) -> None:
    follow(doors, sight(60), HOME)
    follow(doors, sight(61), SALE)
    follow(doors, sight(70), HELP)
    assert verdicts(doors) == [None, None, None]


def test_others_links_make_no_burst(doors: Doors) -> None:
    follow(doors, sight(60), HOME, "ada")
    follow(doors, sight(60), SALE, "bo")
    follow(doors, sight(60), HELP, "chen")
    assert verdicts(doors) == [None, None, None]


def test_a_scanner_before_does_not_hide_the_human_of_the_same_minute(doors: Doors) -> None:
    follow(doors, sight(60, is_head=True))
    follow(doors, sight(75))
    assert sorted(map(str, verdicts(doors))) == ["None", "head"]


def test_hammering_one_link_is_one_touch_a_minute(doors: Doors) -> None:
    for tenth in range(1_200):
        follow(doors, sight(60 + tenth / 10))
    assert verdicts(doors) == [None, None]
    assert isinstance(doors.queue, FakeQueue)
    assert len(doors.queue.bodies) == 2


def test_a_verdict_stands_whatever_comes_later(doors: Doors) -> None:
    follow(doors, sight(60), HOME)
    assert verdicts(doors) == [None]
    follow(doors, sight(61), SALE)
    follow(doors, sight(62), HELP)
    assert verdicts(doors) == [None, "burst", "burst"]
    assert verdicts(doors) == [None, "burst", "burst"]


def test_people_are_led_on_though_nothing_can_be_kept(stores: None) -> None:
    class Down(FakeTouchStore):
        def see(self, *_: object) -> bool:
            raise Unavailable("The table is busy.")

    doors = Doors(Marks(KEYS), FakeLinkStore(), Down(), FakeQueue())
    assert follow(doors, sight(60)) == HOME


def test_a_human_alone_is_told_and_found_by_who_it_is(stores: None) -> None:
    doors = Doors(Marks(KEYS), DynamoLinkStore(), DynamoTouchStore(), FakeQueue())
    follow(doors, sight(60))
    follow(doors, sight(61, is_head=True))
    follow(doors, sight(300), PIXEL)
    verdicts(doors)
    told = [each for items in dump().values() for each in items if each.get("fact")]
    assert sorted((each["fact"]["S"], each["gsi1pk"]["S"]) for each in told) == [
        ("LinkFollowed", "PERSON#ada"),
        ("MessageOpened", "PERSON#ada"),
    ]


def test_a_request_shows_what_its_headers_and_its_method_say() -> None:
    headers = {"user-agent": BROWSER, "purpose": "", "sec-purpose": "prefetch"}
    call: Call[None, None] = Call({}, None, None, "", NOBODY, DIGESTS, headers=headers)
    assert doubt_of(read_sight(call, stamp(60)), at(0), is_open=False) == "prefetch"
    looking = read_sight(replace(call, route="HEAD /l/{link}"), stamp(60))
    assert (looking.is_head, looking.at, looking.user_agent) == (True, at(60), BROWSER)


def test_a_page_says_in_ones_language_why_a_link_leads_nowhere() -> None:
    assert "too long ago" in page("expired", "en")
    assert '<html lang="zh-CN">' in page("expired", "zh")
    assert page("expired", "zh") != page("forged", "zh")
