"""Every kind of caller, with tokens signed by the issuers that the functions believe in tests."""

import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

from promenade.contracts.access import SCOPES
from tests.support.settings import ISSUERS, SHOP_ISSUER, STAFF_ISSUER


@cache
def key(name: str, bits: int = 2048) -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=bits)


def base64url(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def sign(
    claims: Mapping[str, Any],
    *,
    signer: RSAPrivateKey,
    kid: str,
    header: Mapping[str, Any] | None = None,
) -> str:
    head = {"alg": "RS256", "kid": kid} | dict(header or {})
    signed = ".".join(base64url(msgspec.json.encode(part)) for part in (head, dict(claims)))
    return f"{signed}.{base64url(signer.sign(signed.encode(), PKCS1v15(), SHA256()))}"


def jwks(keys: Mapping[str, RSAPrivateKey]) -> bytes:
    return msgspec.json.encode({"keys": [_public(kid, each) for kid, each in keys.items()]})


def _public(kid: str, private: RSAPrivateKey) -> dict[str, str]:
    numbers = private.public_key().public_numbers()
    n, e = (
        base64url(number.to_bytes((number.bit_length() + 7) // 8, "big"))
        for number in (numbers.n, numbers.e)
    )
    return {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": kid, "n": n, "e": e}


def fetch(url: str) -> bytes:
    """What the issuers publish, in place of a call over the network."""
    issuer = next(each["issuer"] for each in ISSUERS if each["jwks_url"] == url)
    return jwks({"k1": key(issuer)})


@dataclass(frozen=True)
class Caller:
    """`name` is `kind:subject`. `signer` is the issuer whose key signs, if not the named one."""

    name: str
    issuer: str
    claims: Mapping[str, Any] = field(default_factory=dict)
    signer: str = ""
    expires_in_s: int = 3600

    @property
    def kind(self) -> str:
        return self.name.partition(":")[0]

    @property
    def subject(self) -> str:
        return self.name.partition(":")[2]

    def token(self) -> str:
        now = int(time.time())
        times = {"auth_time": now, "exp": now + self.expires_in_s}
        claims = {"iss": self.issuer, "sub": self.subject, **times, **self.claims}
        return sign(claims, signer=key(self.signer or self.issuer), kid="k1")


def staff(name: str, *groups: str) -> Caller:
    access = {"client_id": "staff-client", "token_use": "access", "cognito:groups": list(groups)}
    return Caller(f"staff:{name}", STAFF_ISSUER, access)


def renewed(caller: Caller) -> Caller:
    """With a new token, of a sign-in long ago."""
    return replace(caller, claims={**caller.claims, "auth_time": 1_700_000_000})


def client(name: str, *scopes: str) -> Caller:
    granted = " ".join(f"promenade/{scope}" for scope in sorted(scopes))
    access = {"client_id": "storefront-client", "token_use": "access", "scope": granted}
    return Caller(f"client:{name}", STAFF_ISSUER, access)


def shopper(name: str) -> Caller:
    return Caller(f"shopper:{name}", SHOP_ISSUER, {"aud": "promenade"})


OWNER = staff("olga", "owner")
MARKETER = staff("maria", "marketer")
ANALYST = staff("anton", "analyst")
SUPPORT = staff("sven", "support")
NEWCOMER = staff("nils")
SHOPPER = shopper("amelie")
OTHER_SHOPPER = shopper("bruno")
STOREFRONT = client("storefront", *SCOPES)
UNSCOPED = client("guest-app")

EXPIRED = Caller(OWNER.name, STAFF_ISSUER, OWNER.claims, expires_in_s=-60)
FOREIGN = Caller(OWNER.name, "https://foreign.example", OWNER.claims)
FORGED = Caller(OWNER.name, STAFF_ISSUER, OWNER.claims, signer="https://foreign.example")
ID_TOKEN = Caller(
    OWNER.name,
    STAFF_ISSUER,
    {"aud": "staff-client", "token_use": "id", "cognito:groups": ["owner"]},
)

KNOWN = {
    "owner": OWNER,
    "marketer": MARKETER,
    "analyst": ANALYST,
    "support": SUPPORT,
    "newcomer": NEWCOMER,
    "shopper": SHOPPER,
    "other shopper": OTHER_SHOPPER,
    "storefront": STOREFRONT,
    "unscoped client": UNSCOPED,
}
UNKNOWN = {
    "nobody": None,
    "expired": EXPIRED,
    "foreign": FOREIGN,
    "forged": FORGED,
    "id token": ID_TOKEN,
}
