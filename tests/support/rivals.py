"""Promotions of one group, and what is asked of them off the path of their samples."""

from functools import partial

from promenade.base.promotion.service.book import FRESH_FOR
from tests.support import promoting
from tests.support.callers import MARKETER
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.gateway import Gateway
from tests.support.play import perform

QUOTE = "base/http/promotion_quote.quote"


def rival(number: int) -> dict[str, object]:
    body: dict[str, object] = {"name": "Ten off", "stage": "store_coupon", "currency": "CNY"}
    effect = {"kind": "order_off", "off": {"kind": "amount", "off_minor": 1_000}}
    return body | {
        "effects": [effect],
        "code": {"text": f"TEN-{number}"},
        "limits": {"total": 1_000},
        "exclusion_group": "spring",
    }


def draft_rival(number: int, gateway: Gateway) -> str:
    """Drafted once, however often it is asked for."""
    drafted = gateway.call(
        "POST /promotions", rival(number), key=f"rival-draft-{number}", caller=MARKETER
    )
    return str(drafted.json["id"])


def publish_rival(number: int, gateway: Gateway) -> object:
    """Beside another one of its group, where there is one."""
    return promoting.publish(gateway, draft_rival(number, gateway), accept_overlaps="true")


def edit_rival(gateway: Gateway) -> object:
    route = f"PUT /promotions/{draft_rival(1, gateway)}"
    return gateway.call(route, rival(2), version=1)


def end_rival(gateway: Gateway) -> object:
    return gateway.call(f"POST /promotions/{draft_rival(1, gateway)}/end", version=4)


def quote_when_the_book_is_due(gateway: Gateway) -> object:
    perform(QUOTE, gateway)
    with standing(SAMPLE_TIME + FRESH_FOR):
        return perform(QUOTE, gateway)


def clear_by_stock(gateway: Gateway) -> object:
    step = {"at_most": 5, "off": {"kind": "percent", "off_bp": 1_000}}
    clearance = {"kind": "clearance", "by": "stock", "steps": [step]}
    scope = {"include": [{"skus": ["MUG-CELADON-S"]}]}
    terms = {"name": "Clearance", "stage": "unit", "scope": scope, "effects": [clearance]}
    drafted = gateway.call("POST /promotions", terms | promoting.LIMITED, caller=MARKETER)
    return promoting.publish(gateway, drafted.json["id"])


def kill_rival(gateway: Gateway) -> object:
    route = f"POST /promotions/{draft_rival(1, gateway)}/kill"
    return gateway.call(route, {"reason": "wrong price"})


def extend_rival(gateway: Gateway) -> object:
    route = f"POST /promotions/{draft_rival(1, gateway)}/extend"
    return gateway.call(route, {"end": "2030-01-01T00:00:00Z"}, version=4)


def validate_rival(gateway: Gateway) -> object:
    """The one that is drafted, which is not drafted again here."""
    (drafted,) = gateway.call("GET /promotions", query={"status": "draft"}).json["items"]
    return gateway.call(f"GET /promotions/{drafted['id']}/validation")


def publish_unit_prices(gateway: Gateway) -> object:
    return promoting.publish(gateway, promoting.draft_unit_prices(gateway))


def extend_unit_prices(gateway: Gateway, end: str = "2031-01-01T00:00:00Z") -> object:
    route = f"/promotions/{promoting.draft_unit_prices(gateway)}"
    version = gateway.call(f"GET {route}").json["version"]
    return gateway.call(f"POST {route}/extend", {"end": end}, version=version)


def publish_unit_prices_to_an_end(gateway: Gateway) -> object:
    publish_unit_prices(gateway)
    return extend_unit_prices(gateway, "2030-01-01T00:00:00Z")


def validate_unit_prices(gateway: Gateway) -> object:
    drafted = promoting.draft_unit_prices(gateway)
    return gateway.call(f"GET /promotions/{drafted}/validation")


DRAFT, OTHER_DRAFT = partial(draft_rival, 1), partial(draft_rival, 2)
RIVAL, OTHER_RIVAL = partial(publish_rival, 1), partial(publish_rival, 2)
