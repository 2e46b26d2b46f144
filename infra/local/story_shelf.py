"""The part of the story in which a product is drafted, approved and sold, says something else, and
what it said before."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from infra.local.story import Teller

_APPROVAL = {"decision": "approve"}
_BUYER = "shopper:lin"
_WAITS = "200 It still says {title}; {review[title]} waits"


def own_store(teller: "Teller") -> str:
    """Of a pot, and of who is there for its sake alone."""
    return f"story-{teller.run.lower()}"


def shelve(teller: "Teller", product: dict[str, Any]) -> None:
    """It is sold once somebody else has approved it."""
    teller.call("marketer", "POST /products", product, answers="201 {title}, a {review[state]}")
    path = f"/products/{product['id']}"
    teller.call(_BUYER, f"GET {path}", answers="404 {detail}")
    teller.call("marketer", f"POST {path}/submit", version=1, answers="200 {review[state]}")
    decide = f"POST {path}/decisions"
    teller.call("marketer", decide, _APPROVAL, version=2, answers="403 {detail}")
    teller.call("owner", decide, _APPROVAL, version=2, answers="200 {title} is on the shelf")


def reword(teller: "Teller", sku: str) -> dict[str, Any]:
    """What buyers read of a pot at each step, and what differed."""
    teller.chapter("A pot says what was approved, while another title waits, and says so again")
    pot = {
        "title": "故事壶 Story pot",
        "category": sku.lower(),
        "store": own_store(teller),
        "shelf": "ON",
        "skus": [{"code": f"{sku}-POT", "currency": "CNY", "list_price_minor": 12900}],
    }
    shelve(teller, {"id": f"{sku}-POT", **pot})
    path = f"/products/{sku}-POT"
    shown = [_shown(teller, path)]
    other = pot | {"title": "故事壶二代 Story pot II"}
    teller.call("marketer", f"PUT {path}", other, version=3, answers=_WAITS)
    shown.append(_shown(teller, path))
    _approve(teller, path, 4)
    shown.append(_shown(teller, path))
    told = "200 {differences[0][path]}: {differences[0][before]} became {differences[0][after]}"
    differs = teller.call("marketer", f"GET {path}/diff?before=3&after=5", answers=told)
    back = {"version": 3}
    teller.call("marketer", f"POST {path}/revisions", back, version=5, answers=_WAITS)
    _approve(teller, path, 6)
    shown.append(_shown(teller, path))
    return {"shown": shown, "differs": differs["differences"]}


def _shown(teller: "Teller", path: str) -> str:
    return str(teller.call(_BUYER, f"GET {path}", answers="200 {title}")["title"])


def _approve(teller: "Teller", path: str, version: int) -> None:
    told = "200 It says {title}"
    teller.call("owner", f"POST {path}/decisions", _APPROVAL, version=version, answers=told)
