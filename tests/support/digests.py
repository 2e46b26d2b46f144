"""Digests under the key of the tests' cloud."""

from promenade.kit.digests import Digests
from tests.support.cloud import SECRET

DIGESTS = Digests(SECRET.encode)
