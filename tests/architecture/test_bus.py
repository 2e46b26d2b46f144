"""What tables state reaches the bus, and every rule of the bus fits a golden event."""

from collections.abc import Iterator

import msgspec
import pytest

from infra.local import template
from infra.local.template import ROOT, texts
from promenade.contracts.facts import published
from tests.support import resources
from tests.support.published import plays
from tests.support.relaying import fits

pytestmark = pytest.mark.xdist_group("published")

RULES = template.resources("AWS::Events::Rule", "infra/messaging.yaml")
GOLDEN = {
    path.stem: msgspec.json.decode(path.read_bytes()) for path in ROOT.glob("events/*/bus/*.json")
}

TABLES = template.resources("AWS::DynamoDB::Table", "infra/tables.yaml")
NAMES = dict(
    zip((name for name, _ in resources.named("AWS::DynamoDB::Table")), TABLES, strict=True)
)
RELAY = template.functions()["relay"]
EVENTS = {name: event["Properties"] for name, event in RELAY["Events"].items()}
SOURCES = RELAY["Environment"]["Variables"]["RELAY_SOURCES"]["Sub"]


@pytest.mark.parametrize("name", [name for name in RULES if "EventPattern" in RULES[name]])
def test_a_rule_fits_a_golden_event(name: str) -> None:
    assert any(fits(RULES[name]["EventPattern"], event) for event in GOLDEN.values())


@pytest.mark.parametrize("name", GOLDEN)
def test_a_golden_event_lies_under_its_own_name(name: str) -> None:
    assert GOLDEN[name]["detail-type"] == name


def test_every_table_that_states_facts_reaches_the_bus() -> None:
    stated = {each for played in plays() for each in played.stated}
    missing = [
        f"{logical} states {fact}: {what}"
        for logical, fact in sorted((NAMES[table], fact) for table, fact in stated)
        for what in _missing(logical, fact)
    ]
    assert missing == [], "\n".join(missing)


def _missing(logical: str, fact: str) -> Iterator[str]:
    """What stands between a table's fact and the bus."""
    table, output = TABLES[logical], f"Tables.Outputs.{logical.removesuffix('Table')}"
    if table.get("StreamSpecification") != {"StreamViewType": "NEW_AND_OLD_IMAGES"}:
        yield "infra/tables.yaml gives the table no stream of NEW_AND_OLD_IMAGES"
    if f"{output}Stream" not in texts(RELAY["Events"]):
        yield f"the relay is not woken by {output}Stream"
    if f"${{{output}}}" not in SOURCES:
        yield f"the relay's RELAY_SOURCES names no source for {output}"
    if fact not in GOLDEN:
        yield f"there is no golden event events/*/bus/{fact}.json; run make sample"


@pytest.mark.parametrize("name", [name for name, each in EVENTS.items() if "Stream" in each])
def test_a_stream_is_read_within_bounds_and_only_for_facts(name: str) -> None:
    """What can never be read is given up before the stream forgets it, into dead letters."""
    stream = EVENTS[name]
    assert stream["BisectBatchOnFunctionError"] is True
    assert 0 < stream["MaximumRetryAttempts"] <= 1000
    assert 0 < stream["MaximumRecordAgeInSeconds"] <= 12 * 3600
    dead = {"GetAtt": "Messaging.Outputs.RelayDeadLetters"}
    assert stream["DestinationConfig"]["OnFailure"] == {"Type": "SQS", "Destination": dead}
    (only,) = stream["FilterCriteria"]["Filters"]
    pattern = {"dynamodb": {"NewImage": {"fact": {"S": [{"exists": True}]}}}}
    assert msgspec.json.decode(only["Pattern"]) == pattern


def test_sources_are_those_that_publish_facts() -> None:
    named = msgspec.json.decode(SOURCES)
    sources = {f"promenade.{each}" for each in named.values()}
    assert sources == {source for source, _ in published()}
