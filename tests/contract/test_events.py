"""What relays put on the bus has the form of the golden events."""

from typing import Any
from unittest.mock import patch

import msgspec
import pytest

from infra.local.samples import EVENTS
from promenade.kit import aws
from tests.support import functions

RELAYS = {path.stem: path for path in sorted(EVENTS.glob("*/stream/*.json"))}
GOLDEN = {path.stem: msgspec.json.decode(path.read_bytes()) for path in EVENTS.glob("*/bus/*.json")}


def relayed(name: str) -> list[dict[str, Any]]:
    """The entries that a relay makes of its sample."""
    sent: list[dict[str, Any]] = []

    class Bus:
        def put_events(self, Entries: list[dict[str, Any]]) -> dict[str, int]:  # noqa: N803
            sent.extend(Entries)
            return {"FailedEntryCount": 0}

    sample = msgspec.json.decode(RELAYS[name].read_bytes())
    with patch.object(aws, "client", lambda _service: Bus()):
        functions.invoke(name, sample)
    return sent


def form(value: Any) -> Any:
    """Names and types; a list by its first entry."""
    if isinstance(value, dict):
        return {name: form(each) for name, each in value.items()}
    return [form(value[0])] if isinstance(value, list) and value else type(value)


@pytest.mark.parametrize("name", RELAYS)
def test_a_relay_states_facts_in_their_golden_form(name: str) -> None:
    entries = relayed(name)
    assert entries
    for entry in entries:
        golden = GOLDEN[entry["DetailType"]]
        detail = msgspec.json.decode(entry["Detail"])
        assert (entry["Source"], entry["EventBusName"]) == (golden["source"], "promenade")
        assert detail.keys() == golden["detail"].keys()
        assert detail["data"].keys() == golden["detail"]["data"].keys()
        assert form(detail["data"]["after"]) == form(golden["detail"]["data"]["after"])


def test_every_relay_has_a_sample() -> None:
    assert [name for name in functions.NAMES if name.endswith("_relay")] == sorted(RELAYS)
