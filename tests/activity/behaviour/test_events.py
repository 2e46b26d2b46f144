"""Which events are taken, and whose agents are programs'."""

from datetime import timedelta

import pytest

from promenade.activity.behaviour.model.events import (
    MOST_TOGETHER,
    Batch,
    fault_in_time,
    is_bot,
    packed,
    rounds_of,
)
from tests.support.behaviour import ADA, BOB, event, sent, views
from tests.support.stamps import NOON

SECOND = timedelta(seconds=1)
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"
PHONES = (
    "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 Chrome/96.0 Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Mobile/15E148 MicroMessenger/8.0.49",
    "okhttp/4.12.0",
)
PROGRAMS = (
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/126.0 Safari/537.36",
    "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "python-requests/2.32.3",
    "curl/8.5.0",
    "Go-http-client/2.0",
)


@pytest.mark.parametrize(
    ("by", "code"),
    [
        (timedelta(hours=24), None),
        (timedelta(hours=24) + SECOND, "too_far_ahead"),
        (-timedelta(days=7), None),
        (-timedelta(days=7) - SECOND, "too_late"),
    ],
)
def test_events_are_taken_for_seven_days_and_from_clocks_a_day_ahead(
    by: timedelta, code: str | None
) -> None:
    fault = fault_in_time(NOON + by, NOON)
    assert (fault.code if fault else None) == code


@pytest.mark.parametrize("agent", PROGRAMS)
def test_programs_are_known_by_what_they_call_themselves(agent: str) -> None:
    assert is_bot(agent)


@pytest.mark.parametrize("agent", [CHROME, *PHONES, None])
def test_people_are_no_programs(agent: str | None) -> None:
    assert not is_bot(agent)


def test_no_person_is_in_a_round_twice() -> None:
    many = views(*map(str, range(MOST_TOGETHER + 1)))
    first, second = rounds_of([*sent(ADA, *many), *sent(BOB, event("b"))], lambda: "batch")
    assert [(each.person, len(each.events)) for each in first] == [(ADA, 60), (BOB, 1)]
    assert [(each.person, len(each.events)) for each in second] == [(ADA, 1)]


def test_batches_are_written_together_as_far_as_a_transaction_reaches() -> None:
    batches = [Batch(str(size), ADA, tuple(views(*map(str, range(size))))) for size in (60, 40, 1)]
    packs = packed(batches, 100, lambda each: len(each.events))
    assert [[each.id for each in pack] for pack in packs] == [["60", "40"], ["1"]]
