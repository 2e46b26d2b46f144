"""Who changes something, when and in answer to which request: every write carries one."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Stamp:
    """`actor` is `kind:id` of the caller; `fingerprint` tells a replay from another request."""

    actor: str
    at: datetime
    correlation_id: str
    fingerprint: str
