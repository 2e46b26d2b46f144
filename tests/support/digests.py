"""Digests under the key of the tests' cloud. Processes that work on a cloud of their own have these
too: nothing here changes where calls go."""

from promenade.kit.digests import Digests

SECRET = "s" * 43
DIGESTS = Digests(SECRET.encode)
