"""What staff find in the console of messages: campaigns, their templates and segments."""

from typing import Any, NamedTuple

from infra.local.shop import Shop

ZONE = "Asia/Shanghai"
SEGMENT = {
    "kind": "all_of",
    "of": [
        {"kind": "purchases", "at_least": 2},
        {
            "kind": "any_of",
            "of": [
                {"kind": "bought", "not_within_days": 60},
                {"kind": "not", "of": {"kind": "tag", "name": "member"}},
            ],
        },
    ],
}


class Outreach(NamedTuple):
    """The ids of what a campaign is made of."""

    account: str
    message: str
    segment: str


def outreach(shop: Shop, key: str) -> Outreach:
    account_id = account(shop, "站内信", key)
    return Outreach(
        account_id, agreed(shop, account_id, "春茶上新", key), segment(shop, "复购客", key)
    )


def account(shop: Shop, name: str, key: str) -> str:
    """The id of the shop's own inbox, as an account that messages go out by."""
    body = {
        "name": name,
        "provider": {"kind": "in_app"},
        "currency": "CNY",
        "unit_cost_micros": 10_000,
    }
    made = shop.ask(
        "POST /channel-accounts", body, token=shop.owner, Idempotency_Key=f"account-{key}"
    )
    return str(made["id"])


def message(shop: Shop, account_id: str, name: str, key: str) -> str:
    """The id of a message in two languages that nobody has submitted."""
    zh = {
        "subject": "{{name}}，新茶到店",
        "text": "{{name}}，春茶今日上市。",
        "url": "https://shop.example/tea",
    }
    body = {
        "name": name,
        "channel": "in_app",
        "purpose": "marketing",
        "accounts": [{"account_id": account_id}],
        "texts": {"zh": zh, "en": {"subject": "New tea", "text": "Spring tea is here, {{name}}."}},
        "default_locale": "zh",
        "variables": {"name": {"example": "王小明", "default": "亲爱的顾客"}},
    }
    made = shop.ask("POST /message-templates", body, Idempotency_Key=f"message-{key}")
    return str(made["id"])


def agreed(shop: Shop, account_id: str, name: str, key: str) -> str:
    """The id of a message that may be sent."""
    made = message(shop, account_id, name, key)
    path = f"POST /message-templates/{made}"
    shop.ask(f"{path}/submit", None, If_Match='"1"')
    decision = {"decision": "approve"}
    shop.ask(f"{path}/decisions", decision, token=shop.owner, If_Match='"2"')
    return made


def segment(shop: Shop, name: str, key: str, definition: Any = SEGMENT) -> str:
    body = {"name": name, "definition": definition}
    return str(shop.ask("POST /segments", body, Idempotency_Key=f"segment-{key}")["id"])


def terms(name: str, segment_id: str, template_id: str, at: str, **other: Any) -> dict[str, Any]:
    plan = {
        "kind": "one_off",
        "segment_id": segment_id,
        "channel": "in_app",
        "choices": [{"variant": "a", "template_id": template_id}],
        "at": at,
    }
    return {
        "name": name,
        "plan": plan,
        "currency": "CNY",
        "zone": ZONE,
        "budget_micros": 500_000_000,
    } | other


def campaign(shop: Shop, key: str, body: dict[str, Any]) -> str:
    return str(shop.ask("POST /campaigns", body, Idempotency_Key=f"campaign-{key}")["id"])


def submitted(shop: Shop, key: str, body: dict[str, Any]) -> str:
    made = campaign(shop, key, body)
    shop.ask(f"POST /campaigns/{made}/submit", None, If_Match='"1"')
    return made


def scheduled(shop: Shop, key: str, body: dict[str, Any]) -> str:
    """The id of one that somebody else has approved."""
    made = submitted(shop, key, body)
    shop.ask(f"POST /campaigns/{made}/approve", None, token=shop.owner, If_Match='"2"')
    return made


def state(shop: Shop, campaign_id: str) -> str:
    return str(shop.find(f"GET /campaigns/{campaign_id}").body["state"])
