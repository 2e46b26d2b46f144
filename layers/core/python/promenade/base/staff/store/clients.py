"""API clients as they are listed, and how often they called."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from promenade.base.staff.model.client import Calls, KeptClient
from promenade.base.staff.store.items import ALL_CLIENTS, client_of
from promenade.kit import dynamo
from promenade.kit.dynamo_api_clients import DAY, CallsRecord, calls_key
from promenade.kit.dynamo_authority import AccessRecord
from promenade.kit.http.quota import MINUTE_S
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition


def list_clients(limit: int, after: Position | None) -> Page[KeptClient]:
    """The one registered last first, without those that were removed."""
    place = Partition(ALL_CLIENTS, index="gsi1", newest_first=True)
    found = dynamo.page(AccessRecord, place, limit=limit, after=after)
    return Page(tuple(map(client_of, found.items)), found.next)


def calls_of(client_ids: Iterable[str], now: datetime) -> Mapping[str, Calls]:
    """Of those that have called."""
    keys = {calls_key(each): each for each in client_ids}
    found = dynamo.find_many(CallsRecord, keys, consistent=True)
    return {keys[each.pk, each.sk]: _calls(each, now) for each in found}


def _calls(record: CallsRecord, now: datetime) -> Calls:
    minute, last = int(now.timestamp()) // MINUTE_S, record.minute or 0
    return Calls(
        minute_count=(record.calls or 0) if last >= minute else 0,
        day_count=(record.day_calls or 0) if last // DAY >= minute // DAY else 0,
        last_at=datetime.fromtimestamp(last * MINUTE_S, UTC),
    )
