"""Tests that staff asked for, and where they are reached: sealed from the call to the gate."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from datetime import timedelta

import msgspec

from promenade.contracts.deliveries import MessageTestAsked, SendRequest
from promenade.contracts.profiles import Address, Opened, Recipient, Recipients
from promenade.kit import dynamo
from promenade.kit.errors import Conflict
from promenade.kit.stamp import Stamp
from promenade.kit.telemetry import Personal
from promenade.kit.values import Value, replace
from promenade.outreach.delivery.model.progress import base_of
from promenade.outreach.delivery.model.testing import MessageTest, Tester
from promenade.outreach.delivery.store.inbox import Sealer
from promenade.outreach.delivery.store.records import TestRecord, encode, test_key

KEPT_FOR = timedelta(days=30)
"""The address with it; the trail keeps for good that it was asked for."""

_test_of = msgspec.json.Decoder(MessageTest).decode
_tester_of = msgspec.json.Decoder(Tester).decode


class DynamoTestStore:
    def find(self, test_id: str, stamp: Stamp) -> MessageTest | None:
        record = dynamo.find(TestRecord, *test_key(test_id), consistent=True)
        if record is None:
            return None
        if record.fingerprint != stamp.fingerprint:
            raise Conflict("This Idempotency-Key was used for another request.")
        return _stored(record)

    def add(self, test: MessageTest, stamp: Stamp) -> MessageTest:
        open_ = replace(test, request=replace(test.request, tester=""))
        record = TestRecord(*test_key(test.id), version=1, body=encode(open_))
        record.sealed = b64decode(test.request.tester)
        record.expires_at = int((test.at + KEPT_FOR).timestamp())
        return _stored(dynamo.add(record.stamped(stamp, MessageTestAsked)))


class Testers:
    def __init__(self, vault: Sealer) -> None:
        self._vault = vault

    def seal(self, test_id: str, tester: Tester) -> str:
        sealed = self._vault.seal(msgspec.json.encode(tester), _context(test_id))
        return b64encode(sealed).decode()

    def of(self, request: SendRequest) -> Recipients:
        """Raises Unavailable."""
        sealed = b64decode(request.tester)
        return _One(_tester_of(self._vault.open(sealed, _context(base_of(request.id)))))


class _One(Value, frozen=True):
    tester: Tester

    def of(self, customers: Sequence[str]) -> Mapping[str, Recipient]:
        tester = self.tester
        opened = Opened(None, (Address(tester.kind, Personal(tester.address)),))
        return {
            each: Recipient(each, tester.language, None, (tester.kind,), lambda: opened)
            for each in customers
        }


def _stored(record: TestRecord) -> MessageTest:
    """The seal stands beside the document, and is told to nobody with it."""
    test = _test_of(record.body or "")
    return replace(test, request=replace(test.request, tester=b64encode(record.sealed).decode()))


def _context(test_id: str) -> dict[str, str]:
    return {"message_test": test_id}
