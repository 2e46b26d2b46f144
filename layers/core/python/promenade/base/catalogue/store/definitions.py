"""What attributes the products of categories have, in DynamoDB: beside them, how many do."""

from functools import partial

import msgspec
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from promenade.base.catalogue.model.attributes import Counted, Definitions, Uses
from promenade.base.catalogue.model.change import Counting
from promenade.base.catalogue.service.ports import Kept, Looked
from promenade.base.catalogue.store.records import (
    CatalogueRecord,
    Guarded,
    Key,
    encode,
    exists,
    stale,
    transact,
)
from promenade.contracts.catalogue import AttributesDefined
from promenade.kit import dynamo
from promenade.kit.dynamo import Write
from promenade.kit.errors import DomainError
from promenade.kit.records import Record
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import replace

_TURNS: Key = ("DEFINITIONS", "-")
_decoder = msgspec.json.Decoder(Definitions)


def definitions_of(record: CatalogueRecord) -> Definitions:
    """The item's own version is the one that counts: it outlives the category."""
    return replace(_decoder.decode(record.body), version=record.version or 0)


class DynamoDefinitionStore:
    def find_definitions(self, category: str) -> Kept | None:
        record = dynamo.find(CatalogueRecord, *definitions_key(category), consistent=True)
        if record is None or record.version is None:
            return None
        stored = Stored(definitions_of(record), record.fingerprint)
        counts = {name: int(n) for name, n in record.counts.as_dict().items()}  # type: ignore[no-untyped-call]
        return Kept(stored, Uses(counts, record.count_revision))

    def definition_turns(self) -> int:
        record = dynamo.find(CatalogueRecord, *_TURNS, consistent=True)
        return record.turns or 0 if record else 0

    def put_definitions(
        self, before: Definitions | None, after: Definitions, looked: Looked, stamp: Stamp
    ) -> None:
        record = CatalogueRecord(*definitions_key(after.category), body=encode(after))
        record = record.stamped(stamp, AttributesDefined)
        record.version = after.version
        if before is None:
            record.counts, record.count_revision = {}, 0
        is_first = Record.version.does_not_exist()
        unchanged = Record.version == before.version if before else is_first
        if looked.uses:
            unchanged &= CatalogueRecord.count_revision == looked.uses.revision
        refuse = partial(_lost, after.version - 1)
        own = Guarded(Write("Update", record, unchanged, record.changes()), refuse)
        transact([own, exists(after.category), in_turn(looked.turns)])


def in_turn(turns: int) -> Guarded:
    """What types and units a tree has is decided by one after the other: that is rare."""
    number = CatalogueRecord.turns
    is_next = number == turns if turns else number.does_not_exist()
    record = CatalogueRecord(*_TURNS)
    return Guarded(Write("Update", record, is_next, [number.set(turns + 1)]), _overtaken)


def count(category: str, counting: Counting) -> Guarded:
    """Counts values in and out; in, only by the definitions that they were checked by."""
    actions: list[Action] = [CatalogueRecord.count_revision.add(1)]
    for name, by in counting.by.items():
        number = Path(["counts", name])
        actions.append(number.set((number | 0) + by))
    checked = None if counting.version is None else Record.version == counting.version
    record = CatalogueRecord(*definitions_key(category))
    return Guarded(Write("Update", record, checked, actions), stale)


def forget(category: str) -> Guarded:
    """Nothing is defined from now on; the version stays, and goes on where the category comes
    back. No value is counted then."""
    record = CatalogueRecord(*definitions_key(category))
    nothing = Record.body.set(encode(Definitions(category=category)))
    return Guarded(Write("Update", record, None, [nothing, Record.fingerprint.remove()]))


def _overtaken(_met: Record | None) -> DomainError:
    return Counted("Others defined attributes meanwhile.")


def _lost(expected: int, met: Record | None) -> DomainError:
    if met is not None and met.version == expected:
        return Counted("Values were counted meanwhile.")
    return stale(met)


def definitions_key(category: str) -> Key:
    return f"CATEGORY#{category}", "ATTRIBUTES"
