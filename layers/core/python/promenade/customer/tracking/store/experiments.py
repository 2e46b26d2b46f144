"""Experiments in DynamoDB: who is put for the first time is added to their arm in the same
transaction, so that sums are of all people and of each once."""

from collections.abc import Mapping, Sequence

import msgspec

from promenade.customer.tracking.model.experiments import Experiment, Outcome, Tally
from promenade.customer.tracking.store.records import TrackingRecord, encode
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.lookups import Key
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp

_FIELDS = Tally.__struct_fields__
_experiment = msgspec.json.Decoder(Experiment)
_outcome = msgspec.json.Decoder(Outcome)


class DynamoExperimentStore:
    def add(self, experiment: Experiment, stamp: Stamp) -> Experiment:
        record = TrackingRecord(*_key(experiment.id), version=1, body=encode(experiment))
        return _experiment.decode(dynamo.add(record.stamped(stamp)).body)

    def find(self, id_: str) -> Experiment | None:
        record = dynamo.find(TrackingRecord, *_key(id_), consistent=True)
        return _experiment.decode(record.body) if record else None

    def outcomes(self, id_: str, subjects: Sequence[str]) -> Mapping[str, Outcome]:
        keys = {_subject(id_, each): each for each in subjects}
        found = dynamo.find_many(TrackingRecord, keys, consistent=True)
        return {keys[each.pk, each.sk]: _outcome.decode(each.body) for each in found}

    def count(self, id_: str, outcomes: Mapping[str, Outcome], before: int) -> None:
        tallies: dict[str, Tally] = {}
        for each in outcomes.values():
            tallies[each.arm] = tallies.get(each.arm, Tally()).plus(each)
        puts = [_put(_subject(id_, name), each) for name, each in outcomes.items()]
        sums = [_sum(id_, arm, tally) for arm, tally in tallies.items()]
        try:
            dynamo.transact_once([_people(id_, before, len(outcomes)), *puts, *sums])
        except ConditionFailed:
            raise Contended from None

    def tallies(self, id_: str) -> Mapping[str, Tally]:
        found = dynamo.all_between(TrackingRecord, _key(id_)[0], "ARM#", "ARM#~", consistent=True)
        return {each.sk.removeprefix("ARM#"): _tally(each) for each in found}


def _put(key: Key, outcome: Outcome) -> Write:
    record = TrackingRecord(*key, body=encode(outcome))
    return Write("Put", record, TrackingRecord.pk.does_not_exist())


def _people(id_: str, before: int, count: int) -> Write:
    """Of all arms, on the experiment itself: nobody else was counted meanwhile."""
    people = TrackingRecord.people
    is_so = people.does_not_exist() | (people == before)
    return Write("Update", TrackingRecord(*_key(id_)), is_so, [people.set(before + count)])


def _sum(id_: str, arm: str, tally: Tally) -> Write:
    record = TrackingRecord(_key(id_)[0], f"ARM#{arm}")
    adds = [getattr(TrackingRecord, name).add(getattr(tally, name)) for name in _FIELDS]
    return Write("Update", record, actions=adds)


def _tally(record: TrackingRecord) -> Tally:
    return Tally(*(getattr(record, name) or 0 for name in _FIELDS))


def _key(id_: str) -> Key:
    return f"EXPERIMENT#{id_}", "-"


def _subject(id_: str, subject: str) -> Key:
    """In partitions of their own: an experiment may have very many."""
    return f"EXPERIMENT#{id_}#{subject[:2]}", f"SUBJECT#{subject}"
