"""The approval policy in DynamoDB: one item that states each change of it."""

import msgspec

from promenade.base.staff.model.policy import POLICY_ID, Policies
from promenade.base.staff.store import StaffRecord
from promenade.base.staff.store.items import encode
from promenade.contracts.staff import ApprovalPolicyChanged
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed
from promenade.kit.records import Record
from promenade.kit.stamp import Stamp, Stored

_KEY = (f"POLICY#{POLICY_ID}", "-")
_policies = msgspec.json.Decoder(Policies)


class DynamoPolicyStore:
    def find(self) -> Stored[Policies] | None:
        record = dynamo.find(StaffRecord, *_KEY, consistent=True)
        return Stored(_policies.decode(record.body), record.fingerprint or "") if record else None

    def put(self, after: Policies, stamp: Stamp) -> Policies:
        record = StaffRecord(*_KEY, version=after.version, body=encode(after))
        record.stamped(stamp, ApprovalPolicyChanged)
        is_first, is_next = Record.pk.does_not_exist(), Record.version == after.version - 1
        try:
            dynamo.put(record, is_first if after.version == 1 else is_next)
        except ConditionFailed as lost:
            return _policies.decode(dynamo.replayed(lost.old[0], record).body)
        return after
