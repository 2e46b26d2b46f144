"""Least privilege, both ways: a role allows what its function does, and nothing else.

What a function does is what its samples do, and what happens off their path: pages go on, messages
are parked, and what ASIDE says."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache, partial
from unittest.mock import patch

import msgspec
import pytest

from infra.local import samples, template
from promenade.kit import aws, clock
from promenade.kit.paging import PageQuery
from tests.support import (
    campaign_deeds,
    catalogue_deeds,
    confined_deeds,
    delivery_deeds,
    effect_deeds,
    feed_deeds,
    flash_deeds,
    functions,
    journey_deeds,
    limited_deeds,
    offer_deeds,
    order_occasions,
    outlooks,
    outreach_deeds,
    parked_webhooks,
    pictures,
    product_export_deeds,
    product_import_deeds,
    profile_deeds,
    segment_deeds,
    staff_deeds,
)
from tests.support.actions import Deed, deeds_in, granted, listening
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import cloud
from tests.support.coupon_deeds import COUPONS
from tests.support.gateway import Gateway
from tests.support.play import caller, given, perform, prepare, sample_paths, send
from tests.support.price_acts import (
    OPEN_BOOK,
    PRICE_FOLD,
    PROPOSE,
    SUBMIT_PRICE,
    approve_below_cost,
    ask_what_was_offered,
    cancel_a_folded_order,
    go_on_with_a_category,
    move_a_price_that_is_compared,
    propose_below_cost,
    repeat_late,
)
from tests.support.price_job_deeds import (
    APPROVE,
    REQUEST_FILE,
    apply_approved,
    ask_by_file_from_a_day,
    ask_from_a_day,
    rehearse_file,
)
from tests.support.rivals import (
    DRAFT,
    OTHER_DRAFT,
    OTHER_RIVAL,
    QUOTE,
    RIVAL,
    clear_by_stock,
    edit_rival,
    end_rival,
    extend_rival,
    extend_unit_prices,
    kill_rival,
    publish_unit_prices,
    publish_unit_prices_to_an_end,
    quote_when_the_book_is_due,
    validate_rival,
    validate_unit_prices,
)
from tests.support.spoilt_stock import offer_less, offer_more
from tests.support.stored_orders import store_sale_of_last_month

pytestmark = pytest.mark.xdist_group("privileges")  # both go by the same deeds

Act = Callable[[Gateway], object]
Occasion = tuple[str, list[str | Act], Act]
"""A function, the samples and acts that come before, and what it is asked then."""

CATEGORY = "base/http/catalogue_categories.add_category"
PRODUCT = "base/http/catalogue_import.import_products-approved"
SUBMISSION = "customer/http/order_submission_api.submit_order"
FOLD = "base/sqs/report_fold"
BELOW = {"id": "cups", "name": "Cups", "parent": "tableware"}
RETAGGED = b"product,sku,tags\nMUG-CELADON,MUG-CELADON-S,retagged\n"
REDUCED = b"product,sku,sale_price_minor\nMUG-CELADON,MUG-CELADON-S,7500\n"
REPORT = "base/http/report_api.request_report"
BUILD = "base/sqs/report_build"
SIMULATE = "base/http/promotion_simulation.simulate_promotion"
REPLAY = "base/sqs/promotion_replay"


def import_retagged(gateway: Gateway) -> object:
    return gateway.call("POST /product-imports", RETAGGED, headers={"content-type": "text/csv"})


def import_reduced(gateway: Gateway) -> object:
    return gateway.call("POST /product-imports", REDUCED, headers={"content-type": "text/csv"})


def import_of_who_was_merged(gateway: Gateway) -> object:
    row = b"ada,sms,marketing,withdrawn,2026-01-05T00:00:00Z,zh-CN"
    content = b"customer,channel,purpose,state,given_at,locale\n" + row
    return gateway.call("POST /consent-imports", content, headers={"content-type": "text/csv"})


def follow_before_it_is_taken(gateway: Gateway) -> object:
    return perform("customer/http/order_submission_api.follow_submission", gateway)


def fold_day_before(_: Gateway) -> object:
    """A newer version of the sample's order, paid on the day before: in the sample's report."""
    event = msgspec.json.decode((samples.EVENTS / f"{FOLD}.json").read_bytes())
    (record,) = event["Records"]
    told = msgspec.json.decode(record["body"])
    paid_on = {"placed_at": "2026-01-04T04:00:00Z", "paid_at": "2026-01-04T04:00:00Z"}
    told["detail"]["data"] |= {"version": told["detail"]["data"]["version"] + 1, **paid_on}
    record["body"] = msgspec.json.encode(told).decode()
    return functions.invoke("report_fold", event)


def close_two_hours_later(_: Gateway) -> object:
    """An order was recorded, and nobody was told."""
    with patch.object(clock, "datetime", wraps=datetime) as later:
        later.now.return_value = SAMPLE_TIME + timedelta(hours=2)
        return functions.invoke("report_close", {"time": "2026-01-05T11:30:00Z"})


MOVEMENT, PROOF = "base/http/stock_api.move_stock", "base/sqs/stock_proof"


def spread(gateway: Gateway) -> object:
    body = {"name": "SPREAD", "count": 40}
    return gateway.call("POST /stock/MUG-RED/pools", body)


def count_what_is_spread(gateway: Gateway) -> object:
    rows = "sku,kind,count,reason\nMUG-RED,stock_take,45,Counted\n"
    return gateway.call("POST /stock-imports", rows, headers={"content-type": "text/csv"})


def tend_later(_: Gateway) -> object:
    with standing(SAMPLE_TIME + timedelta(hours=1)):
        return functions.invoke("stock_tend", {"id": "tend-later"})


MERGE = "outreach/http/consent_people.merge_consents"
CONNECT = "customer/http/order_connections.connect"


ASIDE: list[Occasion] = [
    ("audit_api", [], lambda api: api.call("GET /audit-records", query={"actor": "staff:maria"})),
    ("catalogue_categories", [CATEGORY], lambda api: api.call("POST /categories", BELOW)),
    ("catalogue_import", [CATEGORY, PRODUCT], import_retagged),
    ("catalogue_import", [CATEGORY, PRODUCT], import_reduced),
    *confined_deeds.OCCASIONS,
    ("consent_import", [MERGE], import_of_who_was_merged),
    ("order_submission_api", [SUBMISSION], follow_before_it_is_taken),
    ("order_webhooks", [CONNECT], parked_webhooks.send_one),
    ("order_webhook_replay", [CONNECT, parked_webhooks.put_back], parked_webhooks.read_again),
    ("price_adjustments", [SUBMIT_PRICE], move_a_price_that_is_compared),
    ("price_adjustments", [CATEGORY], go_on_with_a_category),
    ("price_adjustments", [PRODUCT, OPEN_BOOK], repeat_late),
    ("price_changes", [PROPOSE], partial(perform, PROPOSE)),
    ("price_api", [], ask_what_was_offered),
    ("price_approvals", [PRODUCT, OPEN_BOOK, propose_below_cost], approve_below_cost),
    ("price_job_files", [], ask_by_file_from_a_day),
    ("price_jobs", [], ask_from_a_day),
    ("price_job_pages", [APPROVE], apply_approved),
    ("price_job_pages", [REQUEST_FILE], rehearse_file),
    ("price_fold", [PRICE_FOLD], cancel_a_folded_order),
    ("promotion_api", [DRAFT], edit_rival),
    ("promotion_control", [RIVAL], OTHER_RIVAL),
    ("promotion_control", [RIVAL], end_rival),
    ("promotion_control", [CATEGORY, PRODUCT], publish_unit_prices),
    ("promotion_ending", [RIVAL, OTHER_RIVAL], extend_rival),
    ("promotion_ending", [RIVAL], kill_rival),
    ("promotion_ending", [CATEGORY, PRODUCT, publish_unit_prices_to_an_end], extend_unit_prices),
    ("promotion_quote", [*given(QUOTE)], quote_when_the_book_is_due),
    ("promotion_quote", [*given(QUOTE), clear_by_stock], partial(perform, QUOTE)),
    ("promotion_replay", [store_sale_of_last_month, SIMULATE], partial(perform, REPLAY)),
    ("promotion_review", [RIVAL, OTHER_DRAFT], validate_rival),
    ("promotion_review", [CATEGORY, PRODUCT], validate_unit_prices),
    ("report_build", [fold_day_before, REPORT], partial(perform, BUILD)),
    ("report_close", ["customer/sqs/order_ingest"], close_two_hours_later),
    ("report_fold", [FOLD], fold_day_before),
    (
        "stock_api",
        ["base/http/stock_api.move_stock", spread],
        lambda api: api.call("GET /stock/MUG-RED"),
    ),
    ("stock_import", [MOVEMENT, spread], count_what_is_spread),
    ("stock_proof", [MOVEMENT, spread, offer_more], partial(perform, PROOF)),
    ("stock_proof", [MOVEMENT, offer_more, PROOF, offer_less], partial(perform, PROOF)),
    ("stock_tend", ["base/http/stock_reservations.hold_units"], tend_later),
    ("stock_tend", ["base/http/stock_pools.close_pool"], tend_later),
]


def occasions() -> Iterator[Occasion]:
    yield from ASIDE
    yield from order_occasions.OCCASIONS
    yield from COUPONS
    yield from campaign_deeds.OCCASIONS
    yield from catalogue_deeds.OCCASIONS
    yield from delivery_deeds.OCCASIONS
    yield from effect_deeds.OCCASIONS
    yield from feed_deeds.OCCASIONS
    yield from flash_deeds.OCCASIONS
    yield from journey_deeds.OCCASIONS
    yield from limited_deeds.OCCASIONS
    yield from offer_deeds.OCCASIONS
    yield from outlooks.OCCASIONS
    yield from outreach_deeds.OCCASIONS
    yield from pictures.OCCASIONS
    yield from product_export_deeds.OCCASIONS
    yield from product_import_deeds.OCCASIONS
    yield from profile_deeds.OCCASIONS
    yield from segment_deeds.OCCASIONS
    yield from staff_deeds.occasions()
    for name in sample_paths():
        function = name.rpartition("/")[2].partition(".")[0]
        yield function, [*given(name)], partial(perform, name)
    for function, route in functions.routes():
        if isinstance(route.query, type) and issubclass(route.query, PageQuery):
            name = functions.sample_name(function, "http", route.view.__name__)
            yield function, [], partial(go_on, samples.read(samples.EVENTS / f"{name}.json"))
    for function, properties in template.functions().items():
        if any(event["Type"] == "SQS" for event in properties.get("Events", {}).values()):
            yield function, [], partial(park, function)


def go_on(sample: samples.Sample, gateway: Gateway) -> object:
    """The secret is needed to see that this is no cursor."""
    query = {**sample.request.query, "cursor": "A" * 32}
    request = msgspec.structs.replace(sample.request, query=query)
    sent = msgspec.structs.replace(sample, request=request)
    return send(sent, gateway, caller(sample.caller))


def park(function: str, _: Gateway) -> object:
    record = {"messageId": "m-1", "body": "{}", "eventSource": "aws:sqs"}
    return functions.invoke(function, {"Records": [record]})


@cache
def deeds() -> dict[str, set[Deed]]:
    """What each function asks of AWS."""
    found: dict[str, set[Deed]] = defaultdict(set)
    with listening() as heard:
        for function, before, act in occasions():
            with cloud(), standing():
                gateway = Gateway()
                for earlier in before:
                    prepare([earlier], gateway) if isinstance(earlier, str) else earlier(gateway)
                aws.secret.cache_clear()
                heard.clear()
                act(gateway)
                found[function] |= deeds_in(heard)
    return found


def test_a_role_allows_what_its_function_does() -> None:
    lacking = [
        f"{name} does {deed.action} on {deed.resource}: allow it in its function.yaml"
        for name in functions.NAMES
        for deed in sorted(deeds()[name])
        if not any(grant.allows(deed) for grant in granted(name))
    ]
    assert lacking == []


def test_a_role_allows_nothing_that_its_function_never_does() -> None:
    idle = [
        f"{name} may {unused} in {grant}, and never does: take it out of its function.yaml, or "
        "show here when it does"
        for name in functions.NAMES
        for grant in granted(name)
        for unused in grant.unused(deeds()[name])
    ]
    assert idle == []
