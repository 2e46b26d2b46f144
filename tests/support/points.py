"""A points account, as a capability of the ledger's form would have it: model, store, service."""

from datetime import datetime, timedelta
from typing import ClassVar

from promenade.kit.dynamo_ledger import DynamoLedger, Names
from promenade.kit.errors import DomainError
from promenade.kit.facts import Fact
from promenade.kit.ledger import Ledger, post
from promenade.kit.records import Record
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value


class PointsShort(DomainError):
    """The account has fewer points than are to be spent."""


class Account(Value, frozen=True):
    member: str
    points: int = 0
    version: int = 0


class MovePoints(Value, frozen=True):
    """`points` are earned, or spent where they are negative."""

    id: str
    member: str
    points: int


class Posting(Value, frozen=True):
    id: str
    points: int
    balance: int
    posted_at: datetime


def move(account: Account, command: MovePoints, at: datetime) -> tuple[Account, Posting]:
    """Raises PointsShort."""
    balance = account.points + command.points
    if balance < 0:
        raise PointsShort(f"{account.points} points are there.", points=account.points)
    after = Account(account.member, balance, account.version + 1)
    return after, Posting(command.id, command.points, balance, at)


class PointsMoved(Fact, frozen=True):
    publisher: ClassVar[str] = "promenade.points"

    member: str
    points: int


class PointsRecord(Record):
    class Meta:
        table_name = "promenade-order"


class DynamoPoints(DynamoLedger[Account, Posting]):
    kind, aggregate, entry = PointsRecord, Account, Posting
    names, fact = Names("MEMBER", "ACCOUNT", "POSTING"), PointsMoved
    guards_last = timedelta(days=30)


def move_points(command: MovePoints, stamp: Stamp, ledger: Ledger[Account, Posting]) -> Posting:
    """Raises PointsShort, Conflict or Unavailable."""

    def rule(account: Account | None) -> tuple[Account, Posting]:
        return move(account or Account(command.member), command, stamp.at)

    return post(ledger, command.member, command.id, rule, stamp)
