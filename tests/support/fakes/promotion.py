"""Promotions in memory, for tests of what uses them."""

from datetime import datetime

from promenade.base.promotion.model import Promotion
from promenade.base.promotion.model.lifecycle import ManagedPromotion
from promenade.base.promotion.model.occasion import normalised
from promenade.base.promotion.service.revisions import Calendar, CodeTaken, Revision
from promenade.contracts.promotions import PromotionFact
from promenade.kit.errors import Conflict, NotFound, Unavailable
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp, Stored
from tests.support.fakes.pages import page


class FakePromotionStore:
    def __init__(self) -> None:
        self._stored: dict[str, Stored[ManagedPromotion]] = {}
        self._calendars: dict[str, int] = {}
        self._changes: list[tuple[datetime, ManagedPromotion]] = []

    def find(self, promotion_id: str) -> Stored[ManagedPromotion] | None:
        return self._stored.get(promotion_id)

    def add(self, managed: ManagedPromotion, stamp: Stamp) -> ManagedPromotion:
        met = self._stored.get(managed.id)
        if met is None:
            self._claim(managed, stamp)
            self._stored[managed.id] = Stored(managed, stamp.fingerprint)
            return managed
        if met.value.request != managed.request:
            raise Conflict("This Idempotency-Key was used for another promotion.")
        return met.value

    def calendar(self, group: str, now: datetime) -> Calendar:
        members = [each.promotion for each in self._unended(now) if each.group == group]
        members.sort(key=lambda each: each.id)
        return Calendar(group, self._calendars.get(group, 0), tuple(members))

    def save(self, revision: Revision, stamp: Stamp) -> ManagedPromotion:
        managed, calendar = revision.after, revision.calendar
        assert issubclass(revision.fact, PromotionFact)
        stored = self._stored.get(managed.id)
        if stored is None:
            raise NotFound("There is no such thing here.")
        if stored.is_done(managed.version - 1, stamp):
            return stored.value
        self._claim(managed, stamp)
        if calendar is not None:
            if calendar.version != self._calendars.get(calendar.group, 0):
                raise Contended
            self._calendars[calendar.group] = calendar.version + 1
        self._stored[managed.id] = Stored(managed, stamp.fingerprint)
        if managed.is_published:
            self._changes.append((stamp.at, managed))
        return managed

    def _claim(self, managed: ManagedPromotion, stamp: Stamp) -> None:
        code = managed.promotion.code
        for other in self._all():
            held, end = other.promotion.code, other.end
            if code is None or held is None or other.id == managed.id or managed.ended_at:
                continue
            if normalised(held.text) == normalised(code.text) and (end is None or end > stamp.at):
                raise CodeTaken("Another promotion has this code.", promotion_id=other.id)

    def list_drafts(self, limit: int, after: Position | None) -> Page[ManagedPromotion]:
        drafts = [each for each in self._all() if not each.is_published and not each.ended_at]
        return page(sorted(drafts, key=_end_and_id), limit, after)

    def list_unended(
        self, now: datetime, limit: int, after: Position | None
    ) -> Page[ManagedPromotion]:
        return page(self._unended(now), limit, after)

    def list_ended(
        self, now: datetime, limit: int, after: Position | None
    ) -> Page[ManagedPromotion]:
        out = [each for each in self._all() if each.is_published or each.ended_at]
        ended = [each for each in out if each.end is not None and each.end <= now]
        return page(sorted(ended, key=_end_and_id, reverse=True), limit, after)

    def read_book(self, now: datetime) -> tuple[Promotion, ...]:
        return tuple(managed.promotion for managed in self._unended(now))

    def read_changes(self, since: datetime) -> tuple[ManagedPromotion, ...]:
        return tuple(managed for at, managed in self._changes if at >= since)

    def _unended(self, now: datetime) -> list[ManagedPromotion]:
        published = [each for each in self._all() if each.is_published]
        unended = [each for each in published if each.end is None or each.end > now]
        return sorted(unended, key=_end_and_id)

    def _all(self) -> list[ManagedPromotion]:
        return [stored.value for stored in self._stored.values()]


def _end_and_id(managed: ManagedPromotion) -> tuple[bool, float, str]:
    return managed.end is None, managed.end.timestamp() if managed.end else 0, managed.id


class FakeBookStore:
    """What a table says of the promotions in force, until it does not answer any more."""

    def __init__(self, *promotions: Promotion) -> None:
        self.promotions = promotions
        self.is_answering = True
        self.reads = 0
        self.read_at: datetime | None = None

    def read_book(self, now: datetime) -> tuple[Promotion, ...]:
        self.read_at = now
        self._answer()
        return self.promotions

    def read_changes(self, since: datetime) -> tuple[ManagedPromotion, ...]:
        """All that there is, told as changed."""
        self._answer()
        return tuple(
            ManagedPromotion(each, since, "request", is_published=True) for each in self.promotions
        )

    def _answer(self) -> None:
        self.reads += 1
        if not self.is_answering:
            raise Unavailable("The table does not answer in time.")
