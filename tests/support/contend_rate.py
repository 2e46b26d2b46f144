"""One of several who share an account's rate: `python -m tests.support.contend_rate SEED COUNT`.

It takes COUNT turns of the account as they come, and prints as JSON when each was, in microseconds
since 1970. Whom others keep from booking asks again, as a queue would.
"""

import json
import sys
import time
from datetime import UTC, datetime

from promenade.contracts.channels import Channel
from promenade.kit.errors import Unavailable
from promenade.outreach.channel.model.account import Account, AccountTerms, Sns
from promenade.outreach.channel.service.pace import Pace
from promenade.outreach.channel.store.pace import book

RATE_PER_S = 50
_PATIENCE_S = 10
TERMS = AccountTerms("SMS", Sns("Lantern"), "USD", 6_450, rate_per_s=RATE_PER_S)
SHARED = Account("shared", 1, TERMS, Channel.SMS, datetime(2026, 1, 5, tzinfo=UTC), "request")


def contend(count: int) -> list[int]:
    pace, turns = Pace(book), list[int]()
    while len(turns) < count:
        try:
            turn_s = pace.grant(SHARED, time.time(), _PATIENCE_S)
        except Unavailable:
            continue
        if turn_s is not None:
            turns.append(round(turn_s * 1e6))
            time.sleep(max(0, turn_s - time.time()))
    return turns


if __name__ == "__main__":
    json.dump(contend(int(sys.argv[2])), sys.stdout)
