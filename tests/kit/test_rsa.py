"""The key in a certificate; what signatures hold is in tests/kit/http/test_jwt.py."""

import ssl

import pytest

from promenade.kit.rsa import RsaKey, key_of
from tests.support.callers import key
from tests.support.providers import server, topic


def test_the_key_of_a_certificate_is_read() -> None:
    numbers = key("sns").public_key().public_numbers()
    assert key_of(topic.certificate().decode()) == RsaKey(numbers.n, numbers.e)


def test_a_key_of_another_kind_is_refused() -> None:
    pem = server.certificate("a.example").read_text()
    with pytest.raises(ValueError, match="another kind"):
        key_of(pem[pem.index("-----BEGIN CERT") :])


@pytest.mark.parametrize("cut", range(1, 900, 7))
def test_what_is_cut_off_is_no_certificate(cut: int) -> None:
    whole = ssl.PEM_cert_to_DER_cert(topic.certificate().decode())
    with pytest.raises((ValueError, IndexError)):
        key_of(ssl.DER_cert_to_PEM_cert(whole[: -min(cut, len(whole))]))
