"""Who calls the demonstration: staff of the user pool, the storefront's server, shoppers.

Run as a program, it prints a token: `python -m infra.local.callers owner@promenade.localhost`,
`… client`, `… shopper:SHOPPER_ID`.
"""

import base64
import json
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from infra.local.cloud import CloudError
from infra.local.running import command, running_stack
from infra.local.stack import Stack
from infra.local.staff_accounts import StaffAccounts

STAFF = {
    "owner": "owner",
    "marketer": "marketer",
    "approver": "marketer",
    "analyst": "analyst",
    "support": "support",
}
"""Their roles: where two others have to approve what the marketer wrote, owner and approver do. The
pool's groups of these names count until the first owner is on record."""
_KEYS_BUCKET = "promenade-shop-keys"
_KEY_ID = "shop-1"
_LIFE_S = 3600


def staff_email(name: str) -> str:
    return f"{name}@promenade.localhost"


class Callers:
    """Tokens for `stack`. `home` holds the private key of the shop's issuer, and what `accounts` of
    the staff sign in by."""

    def __init__(self, stack: Stack, home: Path) -> None:
        self._stack = stack
        self._key = _private_key(home / "shop-issuer.pem")
        self.accounts = StaffAccounts(stack, home)

    def prepare(self) -> None:
        """The staff, and the shop's public keys where functions look."""
        for name, group in STAFF.items():
            self.accounts.make(staff_email(name), group)
        self._stack.client("s3").put_object(
            Bucket=_KEYS_BUCKET,
            Key="jwks.json",
            Body=json.dumps(self._jwks()).encode(),
            ContentType="application/json",
        )

    def token(self, who: str) -> str:
        """`who` as `make token AS=` takes it: e-mail or name of staff, `client`, `shopper:<id>`."""
        if who.startswith("shopper:"):
            return self.shopper(who.removeprefix("shopper:"))
        if who == "client":
            return self.storefront()
        return self.staff(staff_email(who) if who in STAFF else who)

    def staff(self, email: str) -> str:
        """By password and second factor."""
        try:
            return self.accounts.sign_in(email)
        except ClientError as error:
            known = ", ".join(staff_email(name) for name in STAFF)
            raise CloudError(f"{email} cannot sign in. Known staff: {known}") from error

    def storefront(self, *scopes: str) -> str:
        """By client credentials; without `scopes`, all that the client may have."""
        client_id = self._stack.outputs["StorefrontClient"]
        client = self._stack.client("cognito-idp").describe_user_pool_client(
            UserPoolId=self._stack.outputs["Pool"], ClientId=client_id
        )["UserPoolClient"]
        form = {"grant_type": "client_credentials"}
        if scopes:
            form["scope"] = " ".join(f"promenade/{scope}" for scope in scopes)
        credentials = base64.b64encode(f"{client_id}:{client['ClientSecret']}".encode()).decode()
        request = urllib.request.Request(
            f"{self._stack.cloud.endpoint}/oauth2/token",
            data=urllib.parse.urlencode(form).encode(),
            headers={"Authorization": f"Basic {credentials}"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return str(json.load(answer)["access_token"])

    def shopper(self, shopper_id: str, **claims: Any) -> str:
        """`claims` replace those of a good token, for tests of bad ones."""
        now = int(time.time())
        good = {
            "iss": self._stack.parameter("ShopIssuer"),
            "aud": "promenade",
            "sub": shopper_id,
            "iat": now,
            "exp": now + _LIFE_S,
        }
        header = {"alg": "RS256", "typ": "JWT", "kid": _KEY_ID}
        signed = f"{_encode(header)}.{_encode(good | claims)}"
        signature = self._key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{signed}.{_base64url(signature)}"

    def _jwks(self) -> dict[str, Any]:
        numbers = self._key.public_key().public_numbers()
        key = {"kty": "RSA", "alg": "RS256", "use": "sig", "kid": _KEY_ID}
        return {"keys": [key | {"n": _number(numbers.n), "e": _number(numbers.e)}]}


def _private_key(path: Path) -> rsa.RSAPrivateKey:
    if not path.exists():
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
    loaded = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(loaded, rsa.RSAPrivateKey):
        raise CloudError(f"{path} holds no RSA key. Delete it and run: make up")
    return loaded


def _encode(claims: dict[str, Any]) -> str:
    return _base64url(json.dumps(claims).encode())


def _number(value: int) -> str:
    return _base64url(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def print_token() -> None:
    stack = running_stack()
    print(Callers(stack, stack.cloud.home).token(sys.argv[1]))


if __name__ == "__main__":
    command(print_token)
