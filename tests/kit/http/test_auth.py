"""Who is calling, and what they may do."""

from datetime import UTC, datetime
from typing import Any

import pytest

from promenade.kit.errors import (
    Forbidden,
    SecondFactorNeeded,
    Unauthenticated,
    Unavailable,
)
from promenade.kit.http.auth import Access, Authenticator, Issuer, Principal, require
from tests.support.callers import jwks, key, sign
from tests.support.fakes.directory import FakeDirectory

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
ACCESS = Access(
    roles={"owner": frozenset({"a", "b"}), "support": frozenset({"c"})},
    shopper=frozenset({"s"}),
    scopes=frozenset({"a", "c"}),
    told=frozenset({"groups"}),
)
ISSUERS = [
    Issuer("https://pool", "https://pool/jwks", "staff-app", "staff"),
    Issuer("https://pool", "https://pool/jwks", "storefront", "client"),
    Issuer("https://shop", "https://shop/jwks", "promenade", "shopper"),
]


def fetch(url: str) -> bytes:
    return jwks({"k1": key(url)})


def principal(issuer: str, **claims: Any) -> Principal:
    return believed(authenticator(), issuer, **claims)


def believed(by: Authenticator, issuer: str, **claims: Any) -> Principal:
    given = {"iss": issuer, "sub": "x", "exp": NOW.timestamp() + 60} | claims
    text = sign(given, signer=key(f"{issuer}/jwks"), kid="k1")
    return by.principal(f"Bearer {text}")


def authenticator() -> Authenticator:
    return Authenticator(ISSUERS, ACCESS, lambda: NOW, fetch, FakeDirectory())


@pytest.mark.parametrize(
    ("groups", "permissions"),
    [
        (["owner"], {"a", "b"}),
        (["owner", "support"], {"a", "b", "c"}),
        ("[owner]", {"a", "b"}),
        ("[owner, support]", {"a", "b", "c"}),
        ("owner support", {"a", "b", "c"}),
        (["stranger"], set()),
        ([], set()),
        ("", set()),
        (5, set()),
        ({"owner": 1}, set()),
    ],
)
def test_staff_hold_what_their_groups_hold(groups: Any, permissions: set[str]) -> None:
    found = principal("https://pool", client_id="staff-app", **{"cognito:groups": groups})
    assert found == Principal("staff", "x", frozenset(permissions))
    assert found.name == "staff:x"


def test_staff_without_groups_hold_nothing() -> None:
    assert principal("https://pool", client_id="staff-app").permissions == frozenset()


@pytest.mark.parametrize(
    ("scope", "permissions"),
    [
        ("promenade/a promenade/c", {"a", "c"}),
        ("a", {"a"}),
        ("promenade/b", set()),
        ("openid", set()),
        ("", set()),
        (None, set()),
    ],
)
def test_a_client_holds_its_scopes_that_clients_may_hold(scope: Any, permissions: set[str]) -> None:
    found = principal("https://pool", client_id="storefront", scope=scope)
    assert found == Principal("client", "x", frozenset(permissions))


def test_a_clients_groups_give_it_nothing() -> None:
    found = principal("https://pool", client_id="storefront", **{"cognito:groups": ["owner"]})
    assert found.permissions == frozenset()


def test_a_shopper_holds_what_every_shopper_holds() -> None:
    found = principal("https://shop", aud="promenade", scope="a", **{"cognito:groups": ["owner"]})
    assert found == Principal("shopper", "x", frozenset({"s"}))


def test_one_of_several_audiences_is_enough() -> None:
    assert principal("https://shop", aud=["other", "promenade"]).kind == "shopper"


@pytest.mark.parametrize(
    ("issuer", "claims"),
    [
        ("https://shop", {"aud": "other"}),
        ("https://shop", {"aud": ["other"]}),
        ("https://shop", {}),
        ("https://shop", {"aud": 5}),
        ("https://shop", {"aud": None}),
        ("https://shop", {"aud": "promenade-evil"}),
        ("https://shop", {"aud": "other", "client_id": "promenade"}),
        ("https://evil", {"aud": "promenade"}),
        ("https://shop/", {"aud": "promenade"}),
        ("https://pool", {"aud": "promenade"}),
        ("https://shop", {"aud": "staff-app"}),
    ],
)
def test_another_issuer_or_audience_is_nobody(issuer: str, claims: dict[str, Any]) -> None:
    with pytest.raises(Unauthenticated, match="issuer or audience"):
        principal(issuer, **claims)


@pytest.mark.parametrize("subject", [None, "", 7, ["x"], "ada ", "\u3000ada", "ada\t"])
def test_a_token_without_a_subject_is_nobody(subject: Any) -> None:
    with pytest.raises(Unauthenticated, match="subject"):
        principal("https://shop", aud="promenade", sub=subject)


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic abc", "abc", "Bearer\tx"])
def test_without_a_bearer_token_one_is_nobody(header: str | None) -> None:
    with pytest.raises(Unauthenticated, match="bearer token"):
        authenticator().principal(header)


def test_the_scheme_is_read_in_any_case() -> None:
    given = {"iss": "https://shop", "sub": "x", "aud": "promenade", "exp": NOW.timestamp() + 60}
    text = sign(given, signer=key("https://shop/jwks"), kid="k1")
    assert authenticator().principal(f"bearer   {text} ").name == "shopper:x"


def test_what_is_not_held_is_forbidden_by_name() -> None:
    caller = Principal("staff", "x", frozenset({"a"}))
    require(caller, "a")
    with pytest.raises(Forbidden) as refused:
        require(caller, "b")
    assert refused.value.facts == {"permission": "b"}


def test_issuers_are_checked_all() -> None:
    authenticator().check_issuers()

    def fail_for_the_shop(url: str) -> bytes:
        if "shop" in url:
            raise Unavailable("Down.")
        return fetch(url)

    with pytest.raises(Unavailable):
        Authenticator(
            ISSUERS, ACCESS, lambda: NOW, fail_for_the_shop, FakeDirectory()
        ).check_issuers()


def test_of_a_shopper_alone_is_handed_on_what_is_listened_to() -> None:
    claims = {"groups": ["vip"], "email": "x@example.org"}
    assert principal("https://shop", aud="promenade", **claims).told == {"groups": ["vip"]}
    assert principal("https://pool", client_id="staff-app", **claims).told == {}


@pytest.mark.parametrize("told", [{}, {"amr": ["pwd", "otp", "mfa"]}, {"amr": "[pwd, mfa]"}])
@pytest.mark.parametrize(("age_s", "passes"), [(0, True), (900, True), (901, False)])
def test_staff_who_signed_in_with_a_second_factor_pass_for_fifteen_minutes(
    told: dict[str, Any], age_s: int, passes: bool
) -> None:
    signed_in_at = NOW.timestamp() - age_s
    caller = principal("https://pool", aud="staff-app", auth_time=signed_in_at, **told)
    if passes:
        authenticator().require_second_factor(caller)
        return
    with pytest.raises(SecondFactorNeeded) as refused:
        authenticator().require_second_factor(caller)
    assert refused.value.facts == {"max_age_s": 900}


@pytest.mark.parametrize(
    "claims",
    [
        {"auth_time": NOW.timestamp(), "amr": ["pwd"]},
        {"auth_time": NOW.timestamp(), "amr": []},
        {"auth_time": NOW.timestamp(), "amr": None},
        {"auth_time": NOW.timestamp(), "amr": {"mfa": 1}},
        {"amr": ["mfa"]},
        {"auth_time": "now"},
        {"iat": NOW.timestamp()},
    ],
)
def test_staff_whose_token_tells_of_no_second_factor_do_not_pass(claims: dict[str, Any]) -> None:
    with pytest.raises(SecondFactorNeeded):
        authenticator().require_second_factor(principal("https://pool", aud="staff-app", **claims))


def test_who_is_on_record_is_held_to_their_token_too() -> None:
    by = Authenticator(ISSUERS, ACCESS, lambda: NOW, fetch, FakeDirectory(owned=True))
    caller = believed(by, "https://pool", aud="staff-app", auth_time=NOW.timestamp() - 60)
    assert caller.proven_at == NOW.timestamp() - 60


def test_clients_have_no_second_factor_to_show() -> None:
    authenticator().require_second_factor(principal("https://pool", client_id="storefront"))
