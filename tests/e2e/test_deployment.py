"""The parts hold together: domain, layers, settings, tokens, roles, stream, bus, queue."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from infra.local import auditing
from infra.local.api import Api
from infra.local.callers import Callers
from infra.local.stack import Stack


def _receive(api: Api, token: str, sku: str, key: str) -> int:
    answer = api.call(
        f"POST /stock/{sku}/movements",
        {"kind": "receive", "count": 5, "reason": "delivery"},
        token=token,
        headers={"Idempotency-Key": key},
    )
    return answer.status


def test_anybody_may_ask_whether_it_is_healthy(api: Api) -> None:
    assert api.call("GET /healthz").body["status"] == "ok"


def test_what_staff_receive_is_in_stock(api: Api, owner: str) -> None:
    assert _receive(api, owner, "DEPLOYED-1", "deployed-1-receipt") == 201
    assert api.call("GET /stock/DEPLOYED-1", token=owner).body["on_hand_count"] == 5


def test_a_storefront_reads_stock_with_its_own_credentials(api: Api, callers: Callers) -> None:
    answer = api.call("GET /stock/NEVER-SEEN", token=callers.storefront("stock:read"))
    assert (answer.status, answer.body["code"]) == (404, "not_found")


def test_a_storefront_without_the_scope_is_refused(api: Api, callers: Callers) -> None:
    answer = api.call("GET /stock/NEVER-SEEN", token=callers.storefront("quote:create"))
    assert (answer.status, answer.body["permission"]) == (403, "stock:read")


def test_a_shopper_moves_no_stock(api: Api, callers: Callers, owner: str) -> None:
    assert _receive(api, callers.shopper("ada"), "DEPLOYED-2", "deployed-2-receipt") == 403
    assert api.call("GET /stock/DEPLOYED-2", token=owner).status == 404


def test_a_token_of_yesterday_is_not_believed(api: Api, callers: Callers) -> None:
    answer = api.call("GET /stock/NEVER-SEEN", token=callers.shopper("ada", exp=1_700_000_000))
    assert (answer.status, answer.body["code"]) == (401, "unauthenticated")


def test_a_function_cannot_touch_what_its_role_does_not_name(stack: Stack) -> None:
    role = stack.client("lambda").get_function_configuration(FunctionName=stack.functions["relay"])[
        "Role"
    ]
    assert "dynamodb:PutItem" not in str(_policies(stack, role.rpartition("/")[2]))


def _policies(stack: Stack, role: str) -> list[Any]:
    iam = stack.client("iam")
    names = iam.list_role_policies(RoleName=role)["PolicyNames"]
    return [iam.get_role_policy(RoleName=role, PolicyName=name) for name in names]


def test_what_staff_change_reaches_the_audit_trail(
    api: Api, owner: str, tmp_path: Path, eventually: Callable[..., Any]
) -> None:
    assert _receive(api, owner, "DEPLOYED-3", "deployed-3-receipt") == 201

    def record() -> Any:
        answer = api.call("GET /audit-records?subject=sku:DEPLOYED-3", token=owner)
        return answer.body["items"] or None

    (found,) = eventually(record)
    assert found["actor"].startswith("staff:")
    path = tmp_path / "trail.jsonl"
    auditing.export(api, lambda: owner, path)
    assert found["event_id"] in path.read_text()
    assert "none was changed" in auditing.verify(path, None)


def test_a_file_arrives_as_the_bytes_it_is(api: Api, owner: str) -> None:
    row = "product,sku,title,category,currency,list_price_minor\nGB-1,GB-1,毛帽,hats,CNY,100\n"
    answer = api.call(
        "POST /product-imports?dry_run=true",
        row.encode("gb18030"),
        token=owner,
        headers={"Content-Type": "text/csv"},
    )
    (told,) = answer.body["rows"]
    assert [fault["code"] for fault in told["errors"]] == ["unknown_category"], told


def test_an_unknown_route_is_refused_like_anything_else(api: Api) -> None:
    answer = api.call("GET /nowhere")
    assert (answer.status, answer.body["code"]) == (404, "not_found")
    assert answer.headers["Content-Type"] == "application/problem+json"
