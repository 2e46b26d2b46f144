"""Sets that tests take from, in the table of flash sales."""

from promenade.kit.claim_sets import Notes, Place, Taking
from promenade.kit.config import setting
from promenade.kit.dynamo_claim_sets import DynamoClaimSets
from promenade.kit.pieces import Pieces
from promenade.kit.set_items import SetRecord, Told
from tests.support.stamps import stamp


class Record(SetRecord):
    class Meta:
        table_name = setting("FLASH_SALE_TABLE")


def sets() -> DynamoClaimSets:
    """A new container."""
    return DynamoClaimSets(Record)


def told(place: Place | None = None) -> Told:
    return Told("Took", "{}" if place is None else f'{{"shard":{place[1]}}}', stamp())


def taking(ticket: str, taker: str = "ada", count: int = 1, most: int = 2) -> Taking:
    return Taking(ticket, taker, count, most)


def held(notes: dict[Place, Notes]) -> int:
    return sum(each.held for each in notes.values())


def place_of(ticket: str, lots: list[Pieces]) -> Place:
    """Where a ticket took something."""
    (place,) = (place for place, each in sets().notes(lots).items() if ticket in each.tickets)
    return place
