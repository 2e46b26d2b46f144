"""A server of others on this machine: TLS under a name of theirs, with sockets of its own."""

import datetime as dt
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from tempfile import mkdtemp
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from promenade.kit.connections import pool_to
from promenade.kit.outward import Outward
from promenade.kit.places import Place


@cache
def certificate(*names: str) -> Path:
    """A key and a certificate of these names, in one file, which believes itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "doubles")])
    today = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([*map(x509.DNSName, names)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = Path(mkdtemp()) / "double.pem"
    pem = serialization.Encoding.PEM
    form, nothing = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(key.private_bytes(pem, form, nothing) + made.public_bytes(pem))
    return path


@contextmanager
def serving(serve: Callable[[ssl.SSLSocket], None], *names: str) -> Iterator[Place]:
    """Where it listens."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate(*names))

    def secretly(wire: socket.socket) -> None:
        with tls.wrap_socket(wire, server_side=True) as kept:
            serve(kept)

    with listening(secretly) as place:
        yield place


@contextmanager
def listening(serve: Callable[[socket.socket], None]) -> Iterator[Place]:
    """Where; without TLS. `serve` is given each connection."""

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            try:
                serve(self.request)
            except OSError:
                return  # who called went away

    with ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield ("127.0.0.1", server.server_address[1])
        finally:
            server.shutdown()


@contextmanager
def calling(place: Place, *names: str, most_s: float = 10.0) -> Iterator[Outward]:
    """Whatever is called, by one of the names, is the server there."""

    def find(_host: str, _port: int) -> Sequence[Place]:
        return [place]

    pool = pool_to(find, ca_certs=str(certificate(*names)))
    with pool:
        yield Outward(pool, most_s)
