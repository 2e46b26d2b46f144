"""HTTP surface of the documentation, and the health of the deployment."""

import msgspec

from promenade.contracts.access import ACCESS
from promenade.kit.http.auth import PUBLIC
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("docs", ACCESS)


class Health(msgspec.Struct, frozen=True):
    status: str


@app.on("GET /healthz", allow=PUBLIC, answers={200: Health})
def get_health(_call: Call[None, None]) -> Reply:
    """Whether the API, its layers and its settings hold together."""
    return ok(Health(status="ok"))
