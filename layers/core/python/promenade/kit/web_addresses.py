"""Which texts are addresses of others that calls and links may lead to."""

_LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_PORT = r"(6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3})"
_CLOSED = "|".join(
    "".join(f"[{char.upper()}{char}]" for char in name)
    for name in ("localhost", "local", "internal", "invalid", "test")
)
"""Top-level names that nobody has (RFC 6761, RFC 6762, ICANN's decision on `internal`)."""

WEB_ADDRESS = (
    rf"^https://(?![^:/?#]*\.({_CLOSED})([:/?#]|(?!\n)$))({_LABEL}\.){{1,20}}[A-Za-z][A-Za-z0-9-]{{0,61}}[A-Za-z0-9]"
    rf"(:{_PORT})?([/?#][A-Za-z0-9._~!$&()*+,;=:@/?%#-]*)?(?!\n)$"
)
"""A server's name that others may have, no number and no user before it; of the rest what a browser
reads as it is."""

NO_WEB_ADDRESS = "Send an address: https://, the server's name, and no user, quotes or blanks."
