"""Signatures of RSA with SHA-256 (RFC 8017, 8.2.2), and the key in a certificate.

Only public values are handled, and the expected encoding is built and compared whole: nothing of
the signature is parsed.
"""

import hashlib
import hmac
import ssl
from collections.abc import Iterator

from promenade.kit.values import Value

_SHA256_PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")
_RSA = bytes.fromhex("300d06092a864886f70d0101010500")
_SMALLEST_MODULUS_BYTES = 256
_SEQUENCE, _INTEGER, _BITS, _VERSION = 0x30, 0x02, 0x03, 0xA0


class RsaKey(Value, frozen=True):
    modulus: int
    exponent: int

    def verifies(self, message: bytes, signature: bytes) -> bool:
        size = (self.modulus.bit_length() + 7) // 8
        number = int.from_bytes(signature, "big")
        if size < _SMALLEST_MODULUS_BYTES or len(signature) != size or number >= self.modulus:
            return False
        tail = b"\x00" + _SHA256_PREFIX + hashlib.sha256(message).digest()
        expected = b"\x00\x01" + b"\xff" * (size - 2 - len(tail)) + tail
        found = pow(number, self.exponent, self.modulus).to_bytes(size, "big")
        return hmac.compare_digest(found, expected)


def key_of(certificate: str) -> RsaKey:
    """Of one in PEM (RFC 5280, 4.1), whose names and times are not looked at. Raises ValueError."""
    whole = _one(ssl.PEM_cert_to_DER_cert(certificate), _SEQUENCE)
    parts = [*_parts(_one(whole, _SEQUENCE))]
    told = parts[6 if parts[0][0] == _VERSION else 5][1]
    if not told.startswith(_RSA):
        raise ValueError("a key of another kind")
    bits = _one(told[len(_RSA) :], _BITS)
    (_, modulus), (_, exponent) = _parts(_one(bits[1:], _SEQUENCE))
    return RsaKey(int.from_bytes(modulus), int.from_bytes(exponent))


def _one(encoded: bytes, tag: int) -> bytes:
    """The content of the first part, which has the tag."""
    found, content = next(_parts(encoded), (0, b""))
    if found != tag:
        raise ValueError("no certificate")
    return content


def _parts(encoded: bytes) -> Iterator[tuple[int, bytes]]:
    """Tags and contents (DER), one behind the other."""
    at = 0
    while at < len(encoded):
        tag, length, start = encoded[at], encoded[at + 1], at + 2
        if length & 0x80:
            start += length & 0x7F
            length = int.from_bytes(encoded[at + 2 : start])
        at = start + length
        if at > len(encoded):
            raise ValueError("cut off")
        yield tag, encoded[start:at]
