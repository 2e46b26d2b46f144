"""A call that creates answers as at first however often its key comes again, and whatever has
become of what it made."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from infra.local import samples
from tests.support import functions
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.play import caller, given, perform, play, prepare, sample_paths, send

SAMPLES = dict(samples.http_samples())
CREATING = sorted(
    functions.sample_name(name, "http", route.view.__name__)
    for name, route in functions.routes()
    if route.idempotent
)
REDEEM = "activity/http/coupon_redeem.redeem_code"
"""Another code is a guess, whatever its key."""
WITH_BODY = [each for each in CREATING if SAMPLES[each].request.body and each != REDEEM]
LATER = SAMPLE_TIME + timedelta(days=2)
SEATED = "base/http/staff_api.take_own_place"
"""Where somebody has taken a place, no others than members may do anything."""
SOME = (
    *("title", "name", "reason", "minutes", "count", "language", "version", "store", "days"),
    *("qty", "tracking", "code", "number", "text", "customer", "token", "email", "role"),
    *("size_bytes", "format"),
)

CHOICES = {"changed_mind": "other", "till": "analyst", "csv": "jsonl"}
"""Of texts that are one of a few, another one."""


def before(name: str) -> set[str]:
    """All samples that have run before this one."""
    return {each for earlier in given(name) for each in (earlier, *before(earlier))}


def is_changing(name: str) -> bool:
    return name not in SAMPLES or SAMPLES[name].request.method != "GET"


def of_the_same(name: str) -> list[str]:
    """What changes that which a sample made, or that of which it was made; who calls stays who
    they are."""
    about = {name, *before(name)}
    found = [each for each in sample_paths() if is_changing(each) and about & before(each)]
    kept = found if SEATED in about else [each for each in found if SEATED not in before(each)]
    return [each for each in kept if each not in about]


def tables() -> dict[str, Any]:
    """A repeated order may go through its queue again: what was sent twice is stored once. A code
    that has ended since counts as a guess of who sends it again."""
    stored = {name: found for name, found in dump().items() if name != "messages"}
    return {
        name: [each for each in found if not each["pk"]["S"].startswith("LIMIT#unknown codes#")]
        for name, found in stored.items()
    }


def told(answer: Answer) -> tuple[Any, ...]:
    return answer.status, answer.json, answer.headers.get("location"), answer.headers.get("etag")


@pytest.mark.parametrize("name", CREATING)
def test_what_was_made_is_told_as_at_first_whatever_has_become_of_it(
    gateway: Gateway, name: str
) -> None:
    with standing():
        first = play(name, gateway)
        assert first.status == SAMPLES[name].response.status, first.text
        prepare(of_the_same(name), gateway)
    with standing(LATER):
        stored = tables()
        again = perform(name, gateway)
        assert told(again) == told(first)
        assert tables() == stored


@pytest.mark.parametrize("name", WITH_BODY)
def test_another_request_under_its_key_is_a_conflict_and_changes_nothing(
    gateway: Gateway, name: str
) -> None:
    sample = SAMPLES[name]
    request = msgspec.structs.replace(sample.request, body=otherwise(sample.request.body))
    other = msgspec.structs.replace(sample, request=request)
    with standing():
        play(name, gateway)
        stored = dump()
        answer = send(other, gateway, caller(sample.caller))
    assert answer.status == 409
    assert answer.json["code"] in {"conflict", "already_placed"}
    assert dump() == stored


def otherwise(body: Any) -> Any:
    """Another body of the same form."""
    if isinstance(body, str):
        return f"{body.rstrip()}1"
    name = next((each for each in SOME if each in body), None)
    if name is None:
        place = next(each for each, value in body.items() if isinstance(value, list))
        return {**body, place: [otherwise(body[place][0]), *body[place][1:]]}
    value = body[name]
    another = value + 1 if isinstance(value, int) else CHOICES.get(value, f"{value}s")
    return {**body, name: another}
