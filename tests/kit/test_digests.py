"""Digests of what may tell of people."""

import hmac
from hashlib import sha256

import pytest

from promenade.kit import aws
from promenade.kit.digests import Digests, digests
from tests.support.traffic import counted

OURS, THEIRS = Digests(lambda: b"ours"), Digests(lambda: b"theirs")


def test_a_fingerprint_is_keyed_and_tells_contents_apart() -> None:
    expected = hmac.new(b"ours", b"fingerprint\n13812345678", sha256).hexdigest()[:32]
    assert OURS.fingerprint(b"13812345678") == expected
    assert OURS.fingerprint(b"13812345679") != expected
    assert THEIRS.fingerprint(b"13812345678") != expected


def test_a_pseudonym_is_one_persons_and_no_fingerprint() -> None:
    one = OURS.pseudonym("c-1")
    assert (len(one), OURS.pseudonym("c-1")) == (12, one)
    others = {OURS.pseudonym("c-2"), THEIRS.pseudonym("c-1"), OURS.fingerprint(b"c-1")[:12]}
    assert one not in others


@pytest.mark.usefixtures("stores")
def test_the_secret_is_fetched_once_and_by_who_needs_it() -> None:
    aws.secret.cache_clear()
    with counted() as calls:
        known = digests()
        assert calls == []
        known.fingerprint(b"a")
        known.pseudonym("b")
    assert calls == ["secretsmanager.GetSecretValue"]
