"""Webhooks of other platforms: believed by their signature, queued, or parked sealed."""

from typing import Any

import msgspec
import pytest

from tests.support import functions
from tests.support.cloud import delivered, dump, queues, waiting
from tests.support.gateway import Answer, Gateway
from tests.support.platforms import SECRET, shopify, signature, woo
from tests.support.traffic import counted

OTHER = "another-secret-of-the-shop"
HEADERS = {
    "shopify": ("X-Shopify-Topic", "X-Shopify-Hmac-Sha256"),
    "woocommerce": ("X-WC-Webhook-Topic", "X-WC-Webhook-Signature"),
}


@pytest.fixture(autouse=True)
def _connected(gateway: Gateway) -> None:
    for platform in HEADERS:
        terms = {"store": "my-shop", "zone": "Europe/Berlin", "secrets": [SECRET]}
        body = terms | {"platform": platform, "shop": "my-shop"}
        assert gateway.call("POST /order-connections", body).status == 201
    delivered("audit")


def send(
    gateway: Gateway, platform: str, topic: str, document: Any, secret: str = SECRET, **at: str
) -> Answer:
    raw = document if isinstance(document, bytes) else msgspec.json.encode(document)
    names = HEADERS[platform]
    headers = dict(zip(names, (topic, signature(raw, secret)), strict=True))
    where = f"POST /order-webhooks/{platform}/{at.get('shop', 'my-shop')}"
    return gateway.call(where, raw.decode(errors="replace"), headers=headers, caller=None)


def ingest() -> None:
    assert functions.invoke("order_ingest", delivered("order-ingest")) == {"batchItemFailures": []}


def stored(gateway: Gateway, source: str, number: str) -> Any:
    return gateway.call(f"GET /orders/{source}", query={"number": number}).json


@pytest.mark.parametrize("topic", ["orders/create", "orders/updated", "orders/paid"])
def test_an_order_of_shopify_is_stored_under_its_name(gateway: Gateway, topic: str) -> None:
    answer = send(gateway, "shopify", topic, shopify())
    assert (answer.status, answer.json) == (200, {"outcome": "queued"})
    ingest()
    found = stored(gateway, "shopify.my-shop", "#1001")
    assert (found["order"]["paid_minor"], found["order"]["store"]) == (5060, "my-shop")
    assert found["personal"]["recipient"] == "Ada Byron"


def test_an_order_of_woocommerce_is_stored_under_its_number(gateway: Gateway) -> None:
    answer = send(gateway, "woocommerce", "order.updated", woo())
    assert (answer.status, answer.json) == (200, {"outcome": "queued"})
    ingest()
    assert stored(gateway, "woocommerce.my-shop", "727")["order"]["paid_minor"] == 4895


def test_what_comes_twice_is_stored_once_and_what_comes_late_changes_nothing(
    gateway: Gateway,
) -> None:
    later = shopify(fulfillment_status="fulfilled", updated_at="2026-01-06T00:00:00Z")
    for document in (later, later, shopify(), shopify(financial_status="pending")):
        send(gateway, "shopify", "orders/updated", document)
    ingest()
    assert stored(gateway, "shopify.my-shop", "#1001")["order"]["state"] == "shipped"
    assert waiting("order-ingest-dead") == 0


def test_an_order_that_is_paid_after_its_stock_was_let_go_is_paid(gateway: Gateway) -> None:
    let_go = {"status": "cancelled", "date_paid_gmt": None}
    paid = {"date_paid_gmt": "2026-01-05T10:28:12", "date_modified_gmt": "2026-01-05T10:28:12"}
    for told in (woo(**let_go, date_modified_gmt="2026-01-05T09:58:12"), woo(**paid)):
        assert send(gateway, "woocommerce", "order.updated", told).json == {"outcome": "queued"}
        ingest()
    found = stored(gateway, "woocommerce.my-shop", "727")["order"]
    assert (found["state"], found["paid_minor"]) == ("paid", 4895)
    assert waiting("order-ingest-dead") == 0


@pytest.mark.parametrize(
    ("platform", "topic", "document"),
    [
        ("shopify", "orders/updated", shopify(updated_at="2099-01-01T00:00:00Z")),
        ("woocommerce", "order.updated", woo(date_modified_gmt="2099-01-01T00:00:00")),
        ("shopify", "orders/paid", shopify(total_price="5_0.60")),
    ],
)
def test_what_would_outrank_all_that_comes_and_what_is_no_amount_are_parked(
    gateway: Gateway, platform: str, topic: str, document: Any
) -> None:
    before = dump()
    assert send(gateway, platform, topic, document).json == {"outcome": "parked"}
    assert (waiting("order-ingest"), waiting("order-webhook-dead")) == (0, 1)
    delivered("order-webhook-dead")
    assert dump() == before


def test_a_wrong_signature_and_an_unknown_shop_cannot_be_told_apart(gateway: Gateway) -> None:
    before = dump()
    refused = [
        send(gateway, "shopify", "orders/paid", shopify(), secret=OTHER),
        send(gateway, "shopify", "orders/paid", shopify(), shop="nobodys"),
        send(gateway, "woocommerce", "order.updated", woo(), shop="nobodys"),
        gateway.call("POST /order-webhooks/shopify/my-shop", "{}", caller=None),
        gateway.call("POST /order-webhooks/shopify/my-shop", "{}"),
    ]
    assert {(each.status, each.json["detail"]) for each in refused} == {
        (401, "This shop is not connected, or the signature is not its own.")
    }
    assert dump() == before


@pytest.mark.parametrize("signed", ["", "=", "not base64", "é", "x" * 9_000])
def test_what_is_no_signature_is_refused(gateway: Gateway, signed: str) -> None:
    headers = {"X-Shopify-Topic": "orders/paid", "X-Shopify-Hmac-Sha256": signed}
    path = "POST /order-webhooks/shopify/my-shop"
    assert gateway.call(path, shopify(), headers=headers, caller=None).status == 401


def test_a_signature_is_over_the_very_bytes_and_not_what_they_mean(gateway: Gateway) -> None:
    raw = msgspec.json.encode(shopify())
    headers = {"X-Shopify-Topic": "orders/paid", "X-Shopify-Hmac-Sha256": signature(raw)}
    path = "POST /order-webhooks/shopify/my-shop"
    spaced = raw.decode().replace(":", ": ", 1)
    assert gateway.call(path, spaced, headers=headers, caller=None).status == 401
    assert gateway.call(path, raw, headers=headers, caller=None).status == 200


def test_the_secret_before_counts_while_it_is_replaced_and_a_closed_shop_is_refused(
    gateway: Gateway,
) -> None:
    terms = {"store": "my-shop", "zone": "Europe/Berlin"}
    path = "PUT /order-connections/shopify/my-shop"
    gateway.call(path, terms | {"secrets": [OTHER, SECRET]}, version=1)
    assert send(gateway, "shopify", "orders/paid", shopify(), secret=OTHER).status == 200
    assert send(gateway, "shopify", "orders/paid", shopify()).status == 200
    gateway.call(path, terms | {"secrets": [OTHER]}, version=2)
    assert send(gateway, "shopify", "orders/paid", shopify()).status == 401
    gateway.call(path, terms | {"secrets": [OTHER], "is_active": False}, version=3)
    assert send(gateway, "shopify", "orders/paid", shopify(), secret=OTHER).status == 401


@pytest.mark.parametrize(
    ("platform", "topic", "document"),
    [
        ("shopify", "refunds/create", {"id": 1, "order_id": 2}),
        ("shopify", "orders/edited", {"order_edit": {"id": 1}}),
        ("shopify", "orders/delete", {"id": 1}),
        ("shopify", "draft_orders/create", {"id": 1, "name": "#D1"}),
        ("woocommerce", "order.deleted", {"id": 1}),
        ("woocommerce", "order.updated", woo(status="checkout-draft")),
        ("woocommerce", "order.updated", woo(status="trash")),
    ],
)
def test_what_tells_of_no_order_is_acknowledged_and_moves_nothing(
    gateway: Gateway, platform: str, topic: str, document: Any
) -> None:
    before = dump()
    answer = send(gateway, platform, topic, document)
    assert (answer.status, answer.json) == (200, {"outcome": "ignored"})
    assert dump() == before


def test_woocommerce_asks_unsigned_whether_anybody_listens(gateway: Gateway) -> None:
    before = dump()
    kind = {"content-type": "application/x-www-form-urlencoded"}
    for shop in ("my-shop", "nobodys"):
        path = f"POST /order-webhooks/woocommerce/{shop}"
        answer = gateway.call(path, "webhook_id=12", headers=kind, caller=None)
        assert (answer.status, answer.json) == (200, {"outcome": "ignored"})
    path = "POST /order-webhooks/shopify/my-shop"
    assert gateway.call(path, "webhook_id=12", headers=kind, caller=None).status == 401
    assert dump() == before


def dead_letter() -> dict[str, Any]:
    sqs = queues()
    url = sqs.get_queue_url(QueueName="order-webhook-dead")["QueueUrl"]
    (found,) = sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"])["Messages"]
    sqs.delete_message(QueueUrl=url, ReceiptHandle=found["ReceiptHandle"])
    attributes = found["MessageAttributes"]
    return {name: attributes[name]["StringValue"] for name in attributes} | {"body": found["Body"]}


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b"no json", "/: This is not valid JSON from byte"),
        (
            shopify(total_price="1.00"),
            "/total_price: This is $1.00; the sum of lines, shipping, tax",
        ),
        (shopify(currency="XXX"), "/currency: Send the ISO 4217 code of a currency, such as CNY."),
        (shopify(line_items=[]), "/subtotal_price: This is $40.00;"),
    ],
)
def test_what_is_not_understood_is_parked_sealed_with_its_reason(
    gateway: Gateway, document: Any, reason: str
) -> None:
    answer = send(gateway, "shopify", "orders/paid", document)
    assert (answer.status, answer.json) == (200, {"outcome": "parked"})
    letter = dead_letter()
    assert letter["reason"].startswith(reason)
    assert (letter["reason_code"], "Ada Byron" in letter["body"]) == ("invalid", False)
    assert waiting("order-ingest") == 0


def test_what_was_parked_is_read_again_after_a_fix_and_parked_again_without_one(
    gateway: Gateway,
) -> None:
    send(gateway, "woocommerce", "order.updated", woo(total="1.00"))
    body = dead_letter()["body"]
    record = {"messageId": "m-1", "body": body}
    with pytest.MonkeyPatch.context() as patched:
        fixed = "promenade.customer.order.wire.platforms.woocommerce_orders.require_sum"
        patched.setattr(fixed, lambda *_: None)
        event = {"Records": [record]}
        assert functions.invoke("order_webhook_replay", event) == {"batchItemFailures": []}
    ingest()
    assert stored(gateway, "woocommerce.my-shop", "727")["order"]["paid_minor"] == 100
    functions.invoke("order_webhook_replay", {"Records": [record]})
    assert dead_letter()["body"] == body


def test_a_bug_of_ours_loses_no_order(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise ZeroDivisionError("13812345678")

    monkeypatch.setattr("promenade.customer.order.wire.platforms.intake.read_webhook", fail)
    assert send(gateway, "shopify", "orders/paid", shopify()).json == {"outcome": "parked"}
    letter = dead_letter()
    assert letter["reason_code"] == "not_understood"
    assert letter["reason"].startswith("ZeroDivisionError in test_order_webhooks.py, line ")
    assert "13812345678" not in letter["reason"]


def test_an_order_takes_three_round_trips_and_its_secret_is_opened_once(gateway: Gateway) -> None:
    send(gateway, "shopify", "orders/paid", shopify())
    with counted() as calls:
        send(gateway, "shopify", "orders/paid", shopify())
    assert calls == ["dynamodb.GetItem", "kms.Encrypt", "sqs.SendMessageBatch"]


def test_a_body_beyond_what_is_taken_is_refused(gateway: Gateway) -> None:
    before = dump()
    assert send(gateway, "shopify", "orders/paid", b"x" * 2_000_001).status == 413
    assert dump() == before
