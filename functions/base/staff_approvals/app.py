"""HTTP surface of the inbox of all that waits for somebody's approval."""

from promenade.activity.coupon.reader import DynamoWaitingTemplates
from promenade.activity.flash_sale.reader import DynamoWaitingSales
from promenade.base.catalogue.reader import DynamoWaitingProducts
from promenade.base.price.reader.waiting import DynamoWaitingPrices
from promenade.base.promotion.reader.waiting import DynamoWaitingPromotions
from promenade.base.staff.service import inbox
from promenade.base.staff.wire import approvals as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.kit.clock import system_clock
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.messages import LANGUAGES
from promenade.kit.paging import PageQuery
from promenade.outreach.campaign.reader import DynamoWaitingCampaigns
from promenade.outreach.channel.reader import DynamoWaitingMessages

app = api("staff_approvals", ACCESS)
pages = cursors()
rooms: inbox.Rooms = {
    Permission.CAMPAIGN_READ: DynamoWaitingCampaigns(),
    Permission.CATALOGUE_READ: DynamoWaitingProducts(),
    Permission.COUPON_READ: DynamoWaitingTemplates(),
    Permission.FLASH_SALE_READ: DynamoWaitingSales(),
    Permission.MESSAGE_READ: DynamoWaitingMessages(),
    Permission.PRICE_READ: DynamoWaitingPrices(),
    Permission.PROMOTION_READ: DynamoWaitingPromotions(system_clock),
}


@app.on(
    "GET /approvals",
    allow=Permission.STAFF_OWN,
    query=PageQuery,
    languages=LANGUAGES,
    answers={200: wire.ApprovalPage},
)
def list_approvals(call: Call[None, PageQuery]) -> Reply:
    """List what waits for approval, the longest first.

    It is all that the caller may read, in the stores and categories where they may, with what it
    may cost at worst, what changes, and whether the caller may approve it. At most ten times
    `limit` of each kind are looked at for a page, so that one may be short and have a `next`."""
    after = pages.open(call.query.cursor, "approvals")
    page = inbox.list_waiting(rooms, call.caller, system_clock(), call.query.limit, after)
    return ok(wire.show_page(page, pages.seal(page.next, "approvals"), call.language))
