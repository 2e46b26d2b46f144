"""What follows from the golden samples: the stream's records, the events that the relay makes of
them, and the queues' messages that hold those."""

import base64
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple
from unittest.mock import patch

import msgspec

from infra.local import samples
from promenade.activity.coupon.model import issuing
from promenade.activity.flash_sale.service import tending
from promenade.contracts.facts import published
from promenade.kit import aws
from promenade.kit.crossings import crossings_of
from promenade.kit.facts import Crossing
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import cloud, delivered, dump, streamed
from tests.support.gateway import Gateway
from tests.support.pictures import FINISH, upload_sample
from tests.support.play import (
    afresh,
    given,
    perform,
    play,
    prepare,
    queue_of,
    sample_paths,
    sent_by,
)
from tests.support.price_job_deeds import PAGES, apply_after_approval
from tests.support.product_export_deeds import EXPORTED, export_every_way
from tests.support.product_import_deeds import IMPORTED, import_every_way
from tests.support.relaying import relayed
from tests.support.settings import SETTINGS

Json = dict[str, Any]

UNTOLD = (
    "The relay cannot tell these. A fact has a type in promenade.contracts, whose fields the "
    "store's document holds under their names, and its table a source in RELAY_SOURCES:"
)
SCHEMAS = "bus/schemas"
STREAM = "stream/relay"
_ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/{}/stream/2026-01-05T00:00:00.000"
_SEALED = base64.b64encode(b"sealed").decode()
_DRAWN, _DIGEST = ("digest", "digests"), re.compile(r"[0-9a-f]{64}")
_IMAGES = ("Keys", "OldImage", "NewImage")
_REPORT, _REPLAY = "base/sqs/report_build", "base/sqs/promotion_replay"
"""Played once more without the bucket that one writes to and the table that the other reads: no
sample fails by itself."""
_METER = "base/schedule/promotion_meter"
"""Played again after an order that no sample can place."""
_OVER_AT = datetime(2026, 2, 1, tzinfo=UTC)
"""Hours after the promotion of its sample."""
_VOID, _ISSUE = "activity/http/coupon_api.void_coupon", "activity/sqs/coupon_give_issue"
"""Played once more after such an order, and after a customer of the issue had a coupon."""
_GONE = "activity/schedule/coupon_meter"
"""Played again where most coupons are gone, and all."""
_REMIND = "activity/schedule/coupon_remind"
"""Played once more where a coupon ends soon."""
_BONUS = "activity/http/targeted_offer_grants.give_bonus"
"""Played once more after the invited customer's coupon was used, with and without one in return."""
_VOID_CODES = "activity/http/coupon_void_codes.void_codes"
"""Played once more where one of its codes is there: no sample foresees a code."""
_RECEIPTS = "outreach/sqs/delivery_receipts"
"""Played once more where providers told of messages before, which no sample gives an id."""
_TEND = "activity/schedule/flash_sale_tend"
"""Played again without waiting for late calls, and where all is sold and something came back."""
_HEARD, _WALKED = "outreach/sqs/journey_triggers", "outreach/sqs/journey_steps"
"""Played once more where a journey runs, and somebody is on it."""


class Played(NamedTuple):
    """What came of a sample: `stated` are (table, fact) of the items that it left."""

    name: str
    records: list[Json]
    stated: set[tuple[str, str]]


@cache
def plays() -> list[Played]:
    """Every sample that may write, in a cloud of its own, the smallest first."""
    reads = {name for name, each in samples.http_samples() if each.request.method == "GET"}
    names = [name for name in sample_paths() if name not in reads | {STREAM}]
    played = [_played(name) for name in names]
    played += [_played(_REPORT, _without_bucket), _played(_REPLAY, _without_orders)]
    played += [_played(_METER, _deed("used_up.use_up", minor)) for minor in (4_000_000, 5_000_000)]
    played += [_played(_METER, _deed("used_up.use_up_quota")), _played(_METER, at=_OVER_AT)]
    played += [
        _played(_VOID, _deed("used_coupon.use_and_return")),
        _played(_ISSUE, _deed("used_coupon.give_before")),
    ]
    with patch.object(issuing, "PAGE", 1), afresh():
        played += [_played(_ISSUE)]
    played += [_played(_GONE, _deed("used_coupon.give_away", count)) for count in (800, 1_000)]
    played += [
        _played(_VOID_CODES, _deed("used_coupon.make_code")),
        _played(_REMIND, _deed("used_coupon.come_near")),
    ]
    played += [
        _played(_BONUS, _deed("offered.use_invited")),
        _played(_BONUS, _deed("offered.use_invited_after_a_stop")),
    ]
    played += [_played(_RECEIPTS, _deed("delivery_deeds.hear_of_three"))]
    played += [_played(PAGES, apply_after_approval), _played(FINISH, upload_sample)]
    played += [
        _played(_HEARD, _deed("running_journeys.run")),
        _played(_WALKED, _deed("running_journeys.begin")),
    ]
    played += [_played(_TEND, _deed("sold_out.sell_out"))]
    played += [_played(EXPORTED, export_every_way), _played(IMPORTED, import_every_way)]
    with patch.object(tending, "LAG", timedelta(0)), afresh():
        played += [_played(_TEND)]
    return sorted(played, key=lambda each: len(each.records))


def files() -> dict[str, str]:
    """Name under events/, without suffix → text of every sample that is not written by hand."""
    firsts = _firsts()
    distinct = {id(each): each for _, each in firsts.values()}
    records = [_record(place, each) for place, each in enumerate(distinct.values(), 1)]
    with cloud():
        told = relayed(records)
    untold = sorted({each["dynamodb"]["NewImage"]["fact"]["S"] for each in told.parked})
    assert untold == [], f"{UNTOLD} {untold}"
    bus = {each["detail-type"]: each for each in told.events}
    written = {f"{_module(firsts[fact][0])}/bus/{fact}": each for fact, each in bus.items()}
    written |= {STREAM: {"Records": records}}
    written |= _refreshed(bus, {each["fact"]: each for each in told.changes})
    written |= _handed_on()
    written[SCHEMAS] = _schemas()
    return {name: samples.pretty(each) + "\n" for name, each in written.items()}


def committed_events() -> list[str]:
    return sorted(map(samples.name_of, samples.EVENTS.glob("*/bus/*.json")))


def _schemas() -> Json:
    """JSON Schema of the published facts, for those who do not read Python."""
    facts = {fact.__name__: fact for fact in published().values()}
    _, described = msgspec.json.schema_components(
        sorted(facts.values(), key=lambda fact: fact.__name__), ref_template="#/$defs/{name}"
    )
    for name, fact in facts.items():
        described[name] |= {"x-source": fact.publisher, "x-schema": fact.schema}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": dict(sorted(described.items())),
    }


def _played(
    name: str, meanwhile: Callable[[], None] = lambda: None, at: datetime = SAMPLE_TIME
) -> Played:
    """`meanwhile` is what comes between what the sample takes as given, and itself, `at` when."""
    with cloud(), standing():
        gateway = Gateway()
        prepare(given(name), gateway)
        meanwhile()
        with standing(at):
            perform(name, gateway)
        items = [(table, each) for table, stored in dump().items() for each in stored]
        stated = {(table, each["fact"]["S"]) for table, each in items if "fact" in each}
        return Played(name, streamed(), stated)


def _without_bucket() -> None:
    aws.client("s3").delete_bucket(Bucket=SETTINGS["REPORT_BUCKET"])


def _without_orders() -> None:
    aws.client("dynamodb").delete_table(TableName=SETTINGS["ORDER_TABLE"])


def _deed(name: str, *told: int) -> Callable[[], None]:
    """Of tests/support: its stores read settings when they are loaded."""
    module, _, deed = name.partition(".")
    return lambda: getattr(import_module(f"tests.support.{module}"), deed)(*told)


def _firsts() -> dict[str, tuple[str, Json]]:
    """Fact → the sample that tells it in the fewest steps, and the record of it."""
    found: dict[str, tuple[str, Json]] = {}
    for played in plays():
        for record in played.records:
            for fact in _told_by(record):
                found.setdefault(fact, (played.name, record))
    return dict(sorted(found.items()))


def _told_by(record: Json) -> Iterator[str]:
    stated = record["dynamodb"].get("NewImage", {}).get("fact", {}).get("S")
    if stated:
        yield stated
    known = [fact for fact in published().values() if issubclass(fact, Crossing)]
    yield from (told.fact for told in crossings_of(record, known))


def _module(sample: str) -> str:
    return sample.partition("/")[0]


def _record(place: int, record: Json) -> Json:
    """As Lambda hands it on, without what differs from run to run."""
    images = {name: record["dynamodb"][name] for name in _IMAGES if name in record["dynamodb"]}
    table = record["eventSourceARN"].split("/")[1]
    return {
        "eventID": f"{place:032d}",
        "eventName": record["eventName"],
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": "eu-west-1",
        "dynamodb": {
            "ApproximateCreationDateTime": int(SAMPLE_TIME.timestamp()),
            **{
                name: {key: _fixed(key, images[name][key]) for key in images[name]}
                for name in images
            },
            "SequenceNumber": f"{place:021d}",
            "StreamViewType": "NEW_AND_OLD_IMAGES",
        },
        "eventSourceARN": _ARN.format(table),
    }


def _fixed(name: str, value: Json) -> Json:
    """What is sealed is sealed otherwise every time; keys of clients and addresses are drawn."""
    if name in _DRAWN:
        return {"S": _DIGEST.sub("0" * 64, value["S"])}
    return {"B": _SEALED} if "B" in value else value


def _handed_on() -> Iterator[tuple[str, Json]]:
    """Samples of queues that hold what another sample put there."""
    for name in filter(sent_by, map(samples.name_of, samples.EVENTS.glob("**/sqs/*.json"))):
        with cloud(), standing():
            play(sent_by(name) or "", Gateway())
            put = delivered(queue_of(name.rpartition("/")[2]))["Records"]
        event = json.loads((samples.EVENTS / f"{name}.json").read_text())
        for message, each in zip(event["Records"], put, strict=True):
            body = json.loads(each["body"]) | {"sealed": _SEALED}
            message["body"] = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        yield name, event


def _refreshed(bus: dict[str, Json], changes: dict[str, Json]) -> Iterator[tuple[str, Json]]:
    """Samples of queues that hold an event, or a change, under the fact that they name."""
    for path in sorted(samples.EVENTS.glob("**/sqs/*.json")):
        event = json.loads(path.read_text())
        bodies = [json.loads(each["body"]) for each in event["Records"]]
        if any(isinstance(each, list) for each in bodies):
            continue
        told = [
            bus.get(each.get("detail-type")) or changes.get(each.get("fact")) for each in bodies
        ]
        if all(told):
            for message, each in zip(event["Records"], told, strict=True):
                message["body"] = json.dumps(each, ensure_ascii=False, separators=(",", ":"))
            yield samples.name_of(path), event
