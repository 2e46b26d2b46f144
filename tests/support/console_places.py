"""Every place of the console, and what has to have happened so that each shows something."""

from infra.local.shop import Shop
from tests.support.console_campaigns import outreach, scheduled, terms
from tests.support.console_coupons import place, template
from tests.support.console_goods import draft, proposed, submitted
from tests.support.console_reports import built
from tests.support.console_sales import sale, sold
from tests.support.console_selling import book, change, on_sale, paid
from tests.support.console_staff import client, invited

MENU = {
    "首页": "Home",
    "审批": "Approvals",
    "促销": "Promotions",
    "模拟器": "Simulator",
    "优惠券": "Coupons",
    "秒杀": "Flash sales",
    "营销活动": "Campaigns",
    "顾客分群": "Segments",
    "商品": "Products",
    "价格": "Prices",
    "库存": "Stock",
    "订单": "Orders",
    "报表": "Reports",
    "成员与权限": "Staff",
    "审计": "Audit",
}
"""As owners see it, in order."""

PLACES = {
    "home": "/home",
    "approvals": "/approvals",
    "promotions": "/promotions?status=draft",
    "promotion": "/promotions?status=draft&open={promotion}",
    "drafting a promotion": "/promotions/new",
    "editing a promotion": "/promotions/{promotion}/edit",
    "simulator": "/simulator",
    "coupons": "/coupons",
    "coupon": "{coupon}",
    "coupon of codes": "{coded}",
    "stopping a coupon": "{issued}?do=stop",
    "extending a coupon": "{coupon}?do=extend",
    "drafting a coupon": "/coupons/new",
    "a customer's coupons": "/coupons/customers?customer=amelie",
    "flash sales": "/flash-sales",
    "flash sale": "{sale}",
    "ending a flash sale": "{sale}?do=end",
    "drafting a flash sale": "/flash-sales/new",
    "campaigns": "/campaigns",
    "calendar": "/campaigns/calendar?on=2030-05-01",
    "effects": "/campaigns/effects",
    "campaign": "/campaigns/{campaign}",
    "runs": "/campaigns/{campaign}?view=runs",
    "decisions": "/campaigns/{campaign}?view=decisions",
    "effect": "/campaigns/{campaign}?view=effect",
    "previewing a campaign": "/campaigns/{campaign}?view=preview",
    "stopping a campaign": "/campaigns/{campaign}?ask=cancel",
    "copying a campaign": "/campaigns/{campaign}?ask=copy",
    "drafting a campaign": "/campaigns/new",
    "editing a campaign": "/campaigns/{campaign}/edit",
    "message templates": "/campaigns/templates?channel=in_app",
    "message template": "/campaigns/templates/{message}",
    "channel accounts": "/campaigns/accounts",
    "segments": "/segments",
    "segment": "/segments/{segment}",
    "building a segment": "/segments/{segment}/edit",
    "products": "/products",
    "product": "/products/BOWL-1",
    "refusing a product": "/products/BOWL-2?decide=reject",
    "prices": "/prices",
    "price books": "/prices?tab=books",
    "opening a book": "/prices?tab=books&book=new",
    "price jobs": "/prices?tab=jobs",
    "price": "/prices/PLATE-1?rule=cn7&was=129",
    "proposing a price": "/prices/PLATE-1?propose=yes",
    "stock": "/stock",
    "warehouses": "/stock?tab=warehouses",
    "reservations": "/stock?tab=reservations",
    "stock faults": "/stock?tab=faults",
    "level": "/stock/PLATE-1",
    "receiving": "/stock/PLATE-1?do=move",
    "orders": "/orders",
    "order faults": "/orders?stage=faults",
    "order": "/orders/{order}",
    "refunding": "/orders/{order}?do=refund",
    "reports": "/reports?act=new",
    "report": "/reports/{report}",
    "staff": "/staff?tab=people",
    "granting": "/staff/people/{member}?act=grant",
    "making a role": "/staff?tab=roles&role=new",
    "API client": "/staff/clients/{client}",
    "approval policy": "/staff?tab=policy&act=policy",
    "own permissions": "/staff?tab=mine",
    "audit": "/audit?subject=product:BOWL-1",
}


def fill(shop: Shop) -> dict[str, str]:
    """What the places name."""
    _goods(shop)
    return {
        "promotion": draft(shop, "满200减30", "draft"),
        "report": built(shop),
        "member": invited(shop, "nora"),
        "client": client(shop, "ERP"),
        **_coupons(shop),
        **_selling(shop),
        **_outreach(shop),
    }


def _goods(shop: Shop) -> None:
    """One product is sold, another waits, and so does a promotion."""
    for number, title in enumerate(("粗陶碗", "青瓷碗"), 1):
        proposed(shop, f"BOWL-{number}", title, "bowls")
    decision = {"decision": "approve"}
    shop.ask("POST /products/BOWL-1/decisions", decision, token=shop.owner, If_Match='"2"')
    submitted(shop, "满300减50", "waiting")


def _coupons(shop: Shop) -> dict[str, str]:
    """Three that are given, each in its way."""
    coded, issued = {"take": {"kind": "code"}}, {"take": {"kind": "issue"}}
    paths = {
        "coupon": template(shop, "满100减20", "claim", "active"),
        "coded": template(shop, "一券一码", "code", "active", **coded),
        "issued": template(shop, "补偿券", "issue", "active", **issued),
    }
    return {name: place(path) for name, path in paths.items()}


def _selling(shop: Shop) -> dict[str, str]:
    """A flash sale with a queue; a product whose price in a book waits, and a paid order of it."""
    sold(shop, "TEAPOT-1", "紫砂壶")
    queue = {"fairness": "queue", "peak_per_s": 10}
    on_sale(shop, "PLATE-1", "粗陶盘")
    change(shop, "PLATE-1", book(shop, "会员价"), 900)
    return {
        "sale": sale(shop, "抽签场", "queue", "TEAPOT-1", "scheduled", **queue),
        "order": paid(shop, "PLATE-1", "seen"),
    }


def _outreach(shop: Shop) -> dict[str, str]:
    """A campaign that is sent in years."""
    mail = outreach(shop, "screens")
    sent = terms("春茶上新", mail.segment, mail.message, "2030-05-06T10:00")
    return mail._asdict() | {"campaign": scheduled(shop, "screens", sent)}
