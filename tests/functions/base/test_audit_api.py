from datetime import UTC, datetime

import pytest
from msgspec import Raw

from promenade.base.audit.model import AuditRecord, chain_of
from promenade.base.audit.service import record_change
from promenade.base.audit.store import AuditItem, DynamoAuditStore
from tests.support.callers import MARKETER, OWNER, renewed
from tests.support.gateway import Gateway


def record(version: int, subject: str = "stock:SKU#MUG/LEVEL") -> AuditRecord:
    return AuditRecord(
        event_id=f"{subject}@{version}",
        subject=subject,
        version=version,
        fact="StockMoved",
        actor="staff:maria",
        occurred_at=datetime(2026, 3, 1, version, tzinfo=UTC),
        correlation_id="c-1",
        before=Raw(b"null"),
        after=Raw(b"{}"),
    )


def keep(told: AuditRecord) -> None:
    record_change(told, "salt", DynamoAuditStore())


def test_pages_go_on_by_cursor_until_there_is_nothing_left(gateway: Gateway) -> None:
    for version in (1, 2, 3):
        keep(record(version))
    asked = {"subject": "stock:SKU#MUG/LEVEL", "limit": 2}
    first = gateway.call("GET /audit-records", query=asked)
    rest = gateway.call("GET /audit-records", query=asked | {"cursor": first.json["next"]})
    assert [each["version"] for each in first.json["items"]] == [3, 2]
    assert [each["version"] for each in rest.json["items"]] == [1]
    assert rest.json["next"] is None


def test_a_cursor_is_good_for_its_own_listing_only(gateway: Gateway) -> None:
    for version in (1, 2):
        keep(record(version))
    by_subject = {"subject": "stock:SKU#MUG/LEVEL", "limit": 1}
    cursor = gateway.call("GET /audit-records", query=by_subject).json["next"]
    answer = gateway.call("GET /audit-records", query={"actor": "staff:maria", "cursor": cursor})
    assert answer.pointers == [("query", "/cursor", "unknown_cursor")]


def test_marketers_do_not_read_the_trail(gateway: Gateway) -> None:
    asked = {"actor": "staff:maria"}
    assert gateway.call("GET /audit-records", query=asked, caller=MARKETER).status == 403
    assert gateway.call("GET /audit-records", query=asked, caller=OWNER).json["items"] == []


@pytest.mark.parametrize(
    ("asked", "subject", "about"),
    [
        ("template_1", "coupon:TEMPLATE#template_1/-", "coupon_template:template_1"),
        ("flash_sale_1", "flash_sale:SALE#flash_sale_1/-", "flash_sale:flash_sale_1"),
        ("batch_1", "coupon:BATCH#batch_1/-", "code_batch:batch_1"),
        ("price_job_1", "price:JOB#price_job_1/-", "price_job:price_job_1"),
        ("order_1", "order:ORDER#shop#order_1/-", "order:shop/order_1"),
    ],
)
def test_an_id_alone_finds_what_was_done_and_so_does_what_it_is_about(
    gateway: Gateway, asked: str, subject: str, about: str
) -> None:
    keep(record(1, subject))
    for each in (asked, about, subject):
        (found,) = gateway.call("GET /audit-records", query={"subject": each}).json["items"]
        assert (found["subject"], found["about"]) == (subject, about)


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        ("foo:bar", "unknown_kind", "审计记录中没有此类对象，可查询的类别：brand, category, "),
        ("price_change_1", "incomplete_name", "请填写完整名称：price_change:<sku>/<id>。"),
    ],
)
def test_what_names_nothing_is_refused_in_words(
    gateway: Gateway, asked: str, code: str, told: str
) -> None:
    spoken = {"accept-language": "zh"}
    refused = gateway.call("GET /audit-records", query={"subject": asked}, headers=spoken)
    assert (refused.status, refused.pointers) == (400, [("query", "/subject", code)])
    assert refused.json["errors"][0]["detail"].startswith(told)


def test_the_chains_together_are_the_whole_trail_each_from_its_start(gateway: Gateway) -> None:
    for version in range(1, 24):
        keep(record(version))
    found = list[tuple[int, list[int]]]()
    for chain in range(16):
        items = gateway.call("GET /audit-records", query={"chain": chain}).json["items"]
        assert {each["link"]["chain"] for each in items} <= {chain}
        assert [e["link"]["place"] for e in items] == list(range(1, len(items) + 1))
        found.append((chain, [each["version"] for each in items]))
    assert sorted(version for _, each in found for version in each) == list(range(1, 24))


@pytest.mark.parametrize("chain", [-1, 16])
def test_there_are_sixteen_chains(gateway: Gateway, chain: int) -> None:
    refused = gateway.call("GET /audit-records", query={"chain": chain})
    assert (refused.status, refused.pointers[0][:2]) == (400, ("query", "/chain"))


def test_a_line_that_somebody_spoilt_is_shown_empty_among_the_others(gateway: Gateway) -> None:
    keep(record(1))
    keep(record(2))
    chain = chain_of(record(2))
    item = AuditItem.get(f"CHAIN#{chain:02d}", f"{1:015d}")
    item.body = "spoilt"
    item.save()
    items = gateway.call("GET /audit-records", query={"actor": "staff:maria"}).json["items"]
    assert [(each["version"], each["about"], each["link"]["hash"] == "") for each in items] == [
        (0, "", True),
        (1, "sku:MUG", False),
    ]


def test_who_signed_in_too_long_ago_is_told_what_to_do_in_their_language(gateway: Gateway) -> None:
    spoken = {"accept-language": "zh"}
    asked = {"actor": "staff:maria"}
    refused = gateway.call(
        "GET /audit-records", query=asked, headers=spoken, caller=renewed(OWNER)
    ).json
    assert (refused["status"], refused["code"]) == (401, "second_factor_needed")
    assert refused["detail"].startswith("请使用双重验证重新登录")
