"""HTTP surface of what promotions have cost."""

from promenade.base.promotion.service.metering import usage_of
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.allotments import DynamoAllotments
from promenade.base.promotion.wire import usages
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("promotion_usage", ACCESS, PATHS)
store = DynamoPromotionStore()
allotments = DynamoAllotments()


@app.on(
    "GET /promotions/{promotion_id}/usage",
    allow=Permission.PROMOTION_READ,
    answers={200: usages.UsageView},
    raises=(NotFound,),
)
def get_usage(call: Call[None, None]) -> Reply:
    """Show what orders hold and have spent of a promotion's limits, now."""
    found = usage_of(call.path["promotion_id"], store, allotments)
    return ok(usages.show_usage(found, system_clock()))
