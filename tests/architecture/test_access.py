"""The user pool knows the groups and scopes that contracts/access.py knows, and no other."""

from typing import Any

from infra.local import template
from promenade.contracts.access import ROLES, SCOPES, Permission

IDENTITY = "infra/identity.yaml"
POOLS = template.resources("AWS::Cognito::UserPool", IDENTITY)
CLIENTS = template.resources("AWS::Cognito::UserPoolClient", IDENTITY)


def test_groups_of_the_pool_are_our_roles() -> None:
    groups = template.resources("AWS::Cognito::UserPoolGroup", IDENTITY).values()
    assert {group["GroupName"] for group in groups} == set(ROLES)


def test_scopes_of_the_pool_are_what_clients_may_be_granted() -> None:
    (server,) = template.resources("AWS::Cognito::UserPoolResourceServer", IDENTITY).values()
    assert {scope["ScopeName"] for scope in server["Scopes"]} == set(SCOPES), (
        "SCOPES of contracts/access.py and Scopes of infra/identity.yaml say the same"
    )


def test_a_storefront_may_ask_for_every_scope_of_the_pool() -> None:
    allowed = CLIENTS["StorefrontClient"]["AllowedOAuthScopes"]
    assert set(allowed) == {f"promenade/{scope}" for scope in SCOPES}, (
        "AllowedOAuthScopes of infra/identity.yaml are the SCOPES of contracts/access.py"
    )


def test_the_owner_holds_every_permission_and_nobody_holds_another() -> None:
    assert ROLES["owner"] == frozenset(Permission)
    assert all(held <= frozenset(Permission) for held in ROLES.values())


def test_only_owners_manage_the_staff_so_that_no_other_group_begins_it() -> None:
    others = {role for role, held in ROLES.items() if Permission.STAFF_MANAGE in held} - {"owner"}
    assert others == set()


def test_nobody_signs_in_without_a_second_factor_for_that_is_how_their_tokens_are_read() -> None:
    (pool,) = POOLS.values()
    assert pool["EnabledMfas"] == ["SOFTWARE_TOKEN_MFA"]
    assert pool["MfaConfiguration"] == "ON"


def test_a_token_of_staff_lives_minutes_and_a_password_never_travels_in_prod() -> None:
    staff = CLIENTS["StaffClient"]
    assert (staff["AccessTokenValidity"], staff["TokenValidityUnits"]["AccessToken"]) == (
        15,
        "minutes",
    )
    assert staff["EnableTokenRevocation"] is True
    flows = list(map(in_prod, staff["ExplicitAuthFlows"]))
    assert flows == ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]


def in_prod(value: Any) -> Any:
    """Of what is different elsewhere: `!If [IsProd, here, elsewhere]`."""
    return value["If"][1] if isinstance(value, dict) else value
