"""Runs of campaigns, and what is counted of them: each request once."""

from collections.abc import Mapping, Sequence

import msgspec
from pynamodb.expressions.update import Action

from promenade.contracts.deliveries import MessagesHandled
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.holds import Part
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition, Record
from promenade.outreach.campaign.model.runs import (
    Progress,
    Run,
    gained,
    is_final,
    page_of,
)
from promenade.outreach.campaign.store.records import (
    CountRecord,
    PageRecord,
    RunRecord,
    counts_key,
    page_key,
    run_key,
    run_of,
)

_IS_NEW = Record.pk.does_not_exist()
_SUMS = ("page_count", "sent_count", "held_out_count", "waiting_count", "cost_micros")
_FIRST, _LAST = " ", "\U0010ffff"


class DynamoRunStore:
    def open(self, run: Run) -> Part:
        return Part((Write("Put", _record(run, 1), _IS_NEW),), lambda _: None)

    def find(self, campaign_id: str, number: int) -> Run | None:
        record = dynamo.find(RunRecord, *run_key(campaign_id, number), consistent=True)
        return run_of.decode(record.body) if record else None

    def take(self, run: Run) -> Part:
        return Part((Write("Put", _record(run, 2), Record.version == 1),), lambda _: None)

    def count(self, handled: MessagesHandled, number: int) -> bool:
        once = CountRecord(f"HANDLED#{handled.request_id}", "-")
        writes = [Write("Put", once, _IS_NEW)]
        page = page_of(handled)
        if page is not None:
            told = PageRecord.done_count if is_final(handled) else PageRecord.reopened_count
            writes.append(_added(PageRecord(*page_key(handled.entry, page)), [told.add(1)]))
        writes += _counted(counts_key(handled.campaign, number), gained(handled))
        try:
            dynamo.transact(writes)
        except ConditionFailed:
            return False
        return True

    def progress(self, campaign_id: str, number: int) -> Progress:
        pk, _ = counts_key(campaign_id, number)
        found = [*dynamo.all_between(CountRecord, pk, _FIRST, _LAST, consistent=True)]
        sums = next((each for each in found if each.sk == "-"), None)
        totals = {name: getattr(sums, name, None) or 0 for name in _SUMS}
        return Progress(**totals, skipped=_named(found, "SKIP#"), sent=_named(found, "SENT#"))

    def pages_left(self, run_id: str, first: int, end: int) -> Mapping[int, int]:
        (pk, least), (_, most) = page_key(run_id, first), page_key(run_id, end - 1)
        found = dynamo.all_between(PageRecord, pk, least, most, consistent=True)
        told = {int(each.sk): each for each in found}
        left = (page for page in range(first, end) if not _is_done(told.get(page)))
        return {page: _reopened(told.get(page)) for page in left}

    def list_runs(self, campaign_id: str, limit: int, after: Position | None) -> Page[Run]:
        pk, _ = run_key(campaign_id, 0)
        place = Partition(pk, newest_first=True)
        are_runs = RunRecord.sk.startswith("RUN#")
        found = dynamo.page(RunRecord, place, limit=limit, after=after, sk=are_runs)
        return Page(tuple(run_of.decode(each.body) for each in found.items), found.next)


def _record(run: Run, version: int) -> RunRecord:
    record = RunRecord(*run_key(run.campaign, run.number), version=version)
    record.body = msgspec.json.encode(run, order="deterministic").decode()
    return record


def _is_done(page: PageRecord | None) -> bool:
    return page is not None and page.done_count is not None


def _reopened(page: PageRecord | None) -> int:
    return (page.reopened_count or 0) if page else 0


def _counted(key: tuple[str, str], more: Progress) -> list[Write]:
    """Nothing where there is nothing to add."""
    pk, sk = key
    sums = {name: getattr(more, name) for name in _SUMS if getattr(more, name)}
    writes = [_summed(CountRecord(pk, sk), sums)] if sums else []
    named = {f"SKIP#{name}": n for name, n in more.skipped.items()}
    named |= {f"SENT#{name}": n for name, n in more.sent.items()}
    return [
        *writes,
        *(_summed(CountRecord(pk, name), {"people_count": n}) for name, n in named.items()),
    ]


def _summed(record: CountRecord, more: dict[str, int]) -> Write:
    return _added(record, [getattr(CountRecord, name).add(n) for name, n in more.items()])


def _added(record: Record, actions: Sequence[Action]) -> Write:
    return Write("Update", record, None, actions)


def _named(found: list[CountRecord], start: str) -> dict[str, int]:
    counts = {each.sk: each.people_count or 0 for each in found if each.sk.startswith(start)}
    return {sk.removeprefix(start): count for sk, count in counts.items()}
