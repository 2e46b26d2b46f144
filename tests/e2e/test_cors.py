"""Browsers ask the deployed API before pages call it."""

from infra.local.api import Answer, Api

STOREFRONT = "http://localhost:3000"
"""Of samconfig.toml, for the local cloud."""


def preflight(api: Api, path: str, origin: str) -> Answer:
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    return api.call(f"OPTIONS {path}", headers=headers)


def allowed(answer: Answer) -> str | None:
    return {name.lower(): value for name, value in answer.headers.items()}.get(
        "access-control-allow-origin"
    )


def test_a_page_of_the_storefront_may_call_and_no_other(api: Api, owner: str) -> None:
    told = preflight(api, "/quotes", STOREFRONT)
    assert (told.status, allowed(told)) == (204, STOREFRONT)
    assert "POST" in told.headers["Access-Control-Allow-Methods"]
    assert "Authorization" in told.headers["Access-Control-Allow-Headers"]
    other = preflight(api, "/quotes", "https://evil.example")
    assert (other.status, allowed(other)) == (204, None)
    for origin, expected in ((STOREFRONT, STOREFRONT), ("https://evil.example", None)):
        answer = api.call("GET /stock/NONE", token=owner, headers={"Origin": origin})
        assert (answer.status, allowed(answer)) == (404, expected)


def test_a_path_without_a_route_has_no_preflight(api: Api) -> None:
    told = preflight(api, "/nowhere", STOREFRONT)
    assert (told.status, told.body["code"]) == (404, "not_found")
    assert "Access-Control-Allow-Methods" not in told.headers
