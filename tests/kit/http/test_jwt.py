"""Bearer tokens: what is believed, and every way in which one is not."""

from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.kit.errors import Unauthenticated, Unavailable
from promenade.kit.http.jwt import KeySet, Token
from promenade.kit.rsa import RsaKey
from tests.support.callers import base64url, jwks, key, sign

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
GOOD = {"sub": "olga", "exp": SECONDS + 60}


class Issuer:
    """Publishes `keys`, or fails; counts how often it was asked."""

    def __init__(self, *names: str, answer: bytes | None = None) -> None:
        self.keys = {name: key(name) for name in names}
        self.answer = answer
        self.is_up = True
        self.asked = 0

    def fetch(self, _url: str) -> bytes:
        self.asked += 1
        if not self.is_up:
            raise Unavailable("Down.")
        return self.answer if self.answer is not None else jwks(self.keys)


def check(text: str, issuer: Issuer | None = None, now: datetime = NOW) -> dict[str, Any]:
    token = Token.parse(text)
    token.check(KeySet("https://issuer/jwks", (issuer or Issuer("k1")).fetch), now)
    return token.claims


def signed(claims: Mapping[str, Any] = GOOD, **header: Any) -> str:
    return sign(claims, signer=key("k1"), kid="k1", header=header)


def refused(text: str, issuer: Issuer | None = None) -> str:
    with pytest.raises(Unauthenticated) as error:
        check(text, issuer)
    return error.value.detail


def test_a_good_token_is_believed() -> None:
    assert check(signed()) == GOOD


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS512", "ES256", "", None, ["RS256"]])
def test_only_rs256_is_accepted(algorithm: Any) -> None:
    assert refused(signed(alg=algorithm)) == "Only RS256 tokens are accepted."


def test_critical_extensions_are_not_understood() -> None:
    assert refused(signed(crit=["exp"])) == "Only RS256 tokens are accepted."


def test_a_token_that_was_not_signed_is_not_believed() -> None:
    head, claims, _ = signed().split(".")
    assert refused(f"{head}.{claims}.") == "The token's signature does not hold."


@pytest.mark.parametrize("length", [0, 1, 128, 255])
def test_a_signature_cut_short_does_not_hold(length: int) -> None:
    head, claims, signature = signed().split(".")
    cut = base64url(urlsafe_b64decode(signature + "==")[:length])
    assert refused(f"{head}.{claims}.{cut}") == "The token's signature does not hold."


@pytest.mark.parametrize("prefix", [b"\x00", b"\x00" * 256])
def test_a_signature_made_longer_does_not_hold(prefix: bytes) -> None:
    head, claims, signature = signed().split(".")
    longer = base64url(prefix + urlsafe_b64decode(signature + "=="))
    assert refused(f"{head}.{claims}.{longer}") == "The token's signature does not hold."


def test_a_signature_plus_the_modulus_does_not_hold() -> None:
    head, claims, signature = signed().split(".")
    modulus = key("k1").public_key().public_numbers().n
    number = int.from_bytes(urlsafe_b64decode(signature + "=="), "big") + modulus
    forged = base64url(number.to_bytes(257, "big")[-256:])
    assert refused(f"{head}.{claims}.{forged}") == "The token's signature does not hold."


def test_claims_cannot_be_exchanged() -> None:
    head, _, signature = signed().split(".")
    _, other, _ = signed({**GOOD, "sub": "root"}).split(".")
    assert refused(f"{head}.{other}.{signature}") == "The token's signature does not hold."


@given(st.integers(0, 255), st.integers(1, 255))
def test_no_byte_of_a_signature_can_be_changed(index: int, by: int) -> None:
    head, claims, signature = signed().split(".")
    found = bytearray(urlsafe_b64decode(signature + "=="))
    found[index] ^= by
    assert (
        refused(f"{head}.{claims}.{base64url(bytes(found))}")
        == "The token's signature does not hold."
    )


_PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")
_PREFIX_WITHOUT_NULL = bytes.fromhex("302f300b0609608648016503040201" + "0420")


@pytest.mark.parametrize(
    ("padded", "holds"),
    [
        (lambda digest: b"\x00\x01" + b"\xff" * 202 + b"\x00" + _PREFIX + digest, True),
        (
            lambda digest: b"\x00\x01" + b"\xff" * 8 + b"\x00" + _PREFIX + digest + b"\x00" * 194,
            False,
        ),
        (lambda digest: b"\x00\x02" + b"\xff" * 202 + b"\x00" + _PREFIX + digest, False),
        (lambda digest: b"\x00\x01" + b"\xfe" * 202 + b"\x00" + _PREFIX + digest, False),
        (
            lambda digest: b"\x00\x01" + b"\xff" * 204 + b"\x00" + _PREFIX_WITHOUT_NULL + digest,
            False,
        ),
        (lambda digest: b"\x00\x01" + b"\xff" * 221 + b"\x00" + digest, False),
    ],
    ids=["right", "short padding, garbage after", "type 2", "wrong filler", "no null", "no prefix"],
)
def test_only_the_one_right_padding_holds(padded: Callable[[bytes], bytes], *, holds: bool) -> None:
    """Signs an encoding of our choice with the raw private operation."""
    private = key("k1").private_numbers()
    encoded = padded(sha256(b"message").digest())
    assert len(encoded) == 256
    modulus = private.public_numbers.n
    forged = pow(int.from_bytes(encoded, "big"), private.d, modulus).to_bytes(256, "big")
    assert RsaKey(modulus, 65537).verifies(b"message", forged) is holds


def test_a_small_key_is_not_believed() -> None:
    issuer = Issuer()
    issuer.keys = {"small": key("small", 1024)}
    text = sign(GOOD, signer=key("small", 1024), kid="small")
    assert refused(text, issuer) == "The token's signature does not hold."


@pytest.mark.parametrize("kid", ["k2", "", None, 7, ["k1"]])
def test_an_unknown_key_is_not_believed(kid: Any) -> None:
    assert refused(signed(kid=kid)) == "The token is signed with an unknown key."


def test_a_key_of_another_use_or_kind_is_not_believed() -> None:
    use = jwks({"k1": key("k1")}).replace(b'"use":"sig"', b'"use":"enc"')
    kind = jwks({"k1": key("k1")}).replace(b'"kty":"RSA"', b'"kty":"oct"')
    for answer in (use, kind):
        assert refused(signed(), Issuer(answer=answer)) == (
            "The token is signed with an unknown key."
        )


@pytest.mark.parametrize(("late", "is_good"), [(29, True), (30, False), (3600, False)])
def test_expiry_has_half_a_minute_of_leeway(late: int, is_good: bool) -> None:
    text = signed({"exp": SECONDS - late})
    if is_good:
        assert check(text)
    else:
        assert refused(text) == "The token has expired."


@pytest.mark.parametrize("expires", [None, "2030-01-01", [SECONDS]])
def test_a_token_without_an_end_is_not_believed(expires: Any) -> None:
    assert refused(signed({"exp": expires})) == "The token has expired."
    assert refused(signed({})) == "The token has expired."


@pytest.mark.parametrize(("early", "is_good"), [(30, True), (31, False)])
def test_a_token_is_not_believed_before_its_time(early: int, is_good: bool) -> None:
    text = signed({**GOOD, "nbf": SECONDS + early})
    if is_good:
        assert check(text)
    else:
        assert refused(text) == "The token is not valid yet."


@pytest.mark.parametrize("use", ["id", "refresh", None, 1])
def test_only_access_tokens_of_a_user_pool_are_believed(use: Any) -> None:
    assert check(signed({**GOOD, "token_use": "access"}))
    assert refused(signed({**GOOD, "token_use": use})) == "Send the access token, not the id token."


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a.b",
        "a.b.c",
        "....",
        "ä.ö.ü",
        "e30.e30",
        "W10.e30.AA",
        "e30.W10.AA",
        "e30.e30.A",
        "e30.e30.AA!A",
        "e30.e30.AA==",
        f"{base64url(b'[' * 2000)}.e30.AA",
        f"e30.{base64url(bytes([255]))}.AA",
    ],
)
def test_what_is_no_token_is_told(text: str) -> None:
    assert refused(text) == "The bearer token is not a JSON Web Token."


def test_keys_are_fetched_once_and_again_for_an_unknown_one_after_a_minute() -> None:
    issuer = Issuer("k1")
    keys = KeySet("https://issuer/jwks", issuer.fetch)
    keys.key("k1", NOW)
    keys.key("k1", NOW + timedelta(minutes=59))
    assert issuer.asked == 1
    issuer.keys = {"k1": key("k1"), "k2": key("k2")}
    keys.key("k2", NOW + timedelta(minutes=59))
    assert issuer.asked == 2
    for second in range(59):
        with pytest.raises(Unauthenticated):
            keys.key("k3", NOW + timedelta(minutes=59, seconds=second))
    assert issuer.asked == 2


def test_a_withdrawn_key_is_forgotten_within_the_hour() -> None:
    issuer = Issuer("k1")
    keys = KeySet("https://issuer/jwks", issuer.fetch)
    keys.key("k1", NOW)
    issuer.keys = {"k2": key("k2")}
    with pytest.raises(Unauthenticated):
        keys.key("k1", NOW + timedelta(hours=1))


def test_known_keys_outlive_an_issuer_that_is_down() -> None:
    issuer = Issuer("k1")
    keys = KeySet("https://issuer/jwks", issuer.fetch)
    known = keys.key("k1", NOW)
    issuer.is_up = False
    with pytest.raises(Unavailable):
        keys.key("k1", NOW + timedelta(hours=1))
    assert keys.key("k1", NOW + timedelta(hours=1, seconds=1)) == known


def test_without_any_key_an_issuer_that_is_down_is_asked_each_time() -> None:
    issuer = Issuer("k1")
    issuer.is_up = False
    keys = KeySet("https://issuer/jwks", issuer.fetch)
    with pytest.raises(Unavailable):
        keys.key("k1", NOW)
    issuer.is_up = True
    assert keys.key("k1", NOW)


def test_health_is_what_the_issuer_last_said() -> None:
    issuer = Issuer("k1")
    keys = KeySet("https://issuer/jwks", issuer.fetch)
    keys.check(NOW)
    issuer.is_up = False
    keys.check(NOW + timedelta(seconds=59))
    for second in (60, 61):
        with pytest.raises(Unavailable):
            keys.check(NOW + timedelta(seconds=second))
    assert issuer.asked == 2
    issuer.is_up = True
    keys.check(NOW + timedelta(seconds=120))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"keys": 1}',
        b'{"keys": ["k"]}',
        b'{"keys": [{"kid": "k"}]}',
        b'{"keys": [{"kty": "RSA", "kid": "k", "n": "!", "e": "AQAB"}]}',
    ],
)
def test_a_broken_key_set_is_the_issuers_fault_not_the_callers(answer: bytes) -> None:
    with pytest.raises(Unavailable):
        check(signed(), Issuer(answer=answer))
