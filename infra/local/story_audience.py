"""The part of the story in which people come, are found again as a segment, and words for them are
agreed to."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from infra.local.story import Teller

_PEOPLE = (
    ("an", "安然", "sms email"),
    ("bo", "柏青", "sms"),
    ("li", "黎曼", "email"),
    ("no", "诺言", ""),
)
"""Who, their name, and by what they agreed to be told; the last one said no to everything."""
NAMES = {who: name for who, name, _ in _PEOPLE}


def person(teller: "Teller", who: str) -> str:
    return f"{who}-{teller.run}".lower()


def take_in(teller: "Teller") -> None:
    teller.chapter("Customers and what they agreed to come as files")
    rows = ["customer,name,city,country,language,zone,email,phone,tags"]
    said = ["customer,channel,purpose,state,given_at,locale,wording,wording_version"]
    given = datetime.now(UTC).replace(microsecond=0) - timedelta(days=30)
    for place, (who, name, channels) in enumerate(_PEOPLE):
        one = person(teller, who)
        phone = f"+86138{int(teller.run, 16) % 10_000_000:07}{place}"
        rows.append(
            f"{one},{name},杭州,CN,zh-CN,{_noon()},{one}@example.com,{phone},{_tag(teller)}"
        )
        for channel in ("sms", "email"):
            state = "given" if channel in channels else "withdrawn"
            said.append(
                f"{one},{channel},marketing,{state},{given.isoformat()},zh-CN,我同意接收。,1"
            )
    told = "200 {created_count} customers, {rejected_count} rejected"
    teller.call("support", "POST /profile-imports", _csv(rows), answers=told)
    told = "200 {recorded_count} answers recorded, {rejected_count} rejected"
    teller.call("support", "POST /consent-imports", _csv(said), answers=told)


def _noon() -> str:
    """A zone where nobody sleeps now: messages of the kind wait until eight in the morning."""
    ahead = 12 - datetime.now(UTC).hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def _csv(rows: list[str]) -> bytes:
    return "\n".join([*rows, ""]).encode()


def _tag(teller: "Teller") -> str:
    return f"story-{teller.run}".lower()


def gather(teller: "Teller") -> str:
    teller.chapter("A segment: its size is told before anybody is counted")
    definition = {"kind": "tag", "name": _tag(teller), "test": "exists"}
    teller.call(
        "marketer",
        "POST /segment-estimates",
        {"definition": definition},
        answers="200 {matching[count]} of {population[count]}",
    )
    terms = {"name": f"故事里的人 {teller.run}", "definition": definition}
    drafted = teller.call("marketer", "POST /segments", terms, answers="201 {name}: {state}")
    runs = f"/segments/{drafted['id']}/runs"
    run = teller.call("marketer", f"POST {runs}", answers="202 {state}")
    done = {"state": "done"}
    told = "200 {count} of {judged_count} people"
    teller.call_until("marketer", f"GET {runs}/{run['id']}", done, told)
    return str(drafted["id"])


def agree_to(teller: "Teller", channel: str, provider: dict[str, Any], texts: Any) -> str:
    """The id of a message template that may be sent."""
    terms = {
        "name": f"上新 {teller.run}",
        "channel": channel,
        "purpose": "marketing",
        "accounts": [{"account_id": _account(teller, channel, provider)}],
        "texts": texts,
        "default_locale": "zh",
        "variables": {"name": {"example": "王小明", "default": "亲爱的顾客"}},
    }
    drafted = teller.call("marketer", "POST /message-templates", terms, answers="201 {status}")
    path = f"/message-templates/{drafted['id']}"
    teller.call("marketer", f"POST {path}/submit", version=1, answers="200 {status}")
    decide, said = f"POST {path}/decisions", {"decision": "approve"}
    teller.call("marketer", decide, said, version=2, answers="403 {detail}")
    teller.call("owner", decide, said, version=2, answers="200 {status}")
    return str(drafted["id"])


def _account(teller: "Teller", channel: str, provider: dict[str, Any]) -> str:
    account = {
        "name": f"{channel} {teller.run}",
        "provider": provider,
        "currency": "CNY",
        "unit_cost_micros": 45_000,
        "rate_per_s": 50,
    }
    told = "201 {name}: {channel} at {unit_cost_micros} millionths"
    added = teller.call("owner", "POST /channel-accounts", account, answers=told)
    return str(added["id"])
