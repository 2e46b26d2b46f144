"""What others may know of what people do: contracts.behaviour.Behaviour."""

from collections.abc import Mapping

from promenade.activity.behaviour.model.counting import span_of, tallied, utc_days
from promenade.activity.behaviour.store.records import (
    DAY,
    LAST,
    BehaviourRecord,
    customer_place,
    day_of,
)
from promenade.contracts.behaviour import Act, Days, Tally
from promenade.kit import dynamo


class DynamoBehaviour:
    def tallies(self, customer: str, days: Days) -> Mapping[Act, Tally]:
        span = span_of(days)
        first, last = utc_days(span)
        place, until = customer_place(customer), f"{DAY}{last}{LAST}"
        found = dynamo.all_between(BehaviourRecord, place, f"{DAY}{first}", until)
        return tallied(map(day_of, found), span)
