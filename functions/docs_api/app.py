"""HTTP surface of the documentation, and the health of the deployment."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from promenade.contracts.access import ACCESS
from promenade.kit.decoding import View
from promenade.kit.errors import Unavailable
from promenade.kit.http.auth import PUBLIC
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok, see

app = api("docs", ACCESS)


class Health(View, frozen=True):
    """`description` is the digest of the API's description that this deployment serves."""

    status: str
    description: str


@app.on("GET /healthz", allow=PUBLIC, answers={200: Health}, raises=(Unavailable,))
def get_health(_call: Call[None, None]) -> Reply:
    """Tell whether calls can be answered: layers load, and every issuer publishes keys."""
    app.check_issuers()
    _, digest = _static("openapi.json")
    return ok(Health(status="ok", description=digest))


@app.on("GET /openapi.json", allow=PUBLIC, answers={200: str, 304: None})
def get_description(_call: Call[None, None]) -> Reply:
    """Read this description as OpenAPI 3.1, for machines."""
    return _cacheable("openapi.json")


@app.on("GET /", allow=PUBLIC, answers={302: None})
def find_docs(_call: Call[None, None]) -> Reply:
    """Lead people to the page of this description, `/docs`."""
    return see("/docs")


@app.on("GET /docs", allow=PUBLIC, answers={200: str, 304: None}, media_type="text/html")
def get_docs(_call: Call[None, None]) -> Reply:
    """Read this description as a page for people."""
    return _cacheable("docs.html")


def _cacheable(name: str) -> Reply:
    text, digest = _static(name)
    return Reply(200, text, {"ETag": f'"{digest}"', "Cache-Control": "public, max-age=300"})


@cache
def _static(name: str) -> tuple[str, str]:
    """The text of a file beside this one, and its digest."""
    text = Path(__file__).with_name("static").joinpath(name).read_text(encoding="utf-8")
    return text, sha256(text.encode()).hexdigest()[:16]
