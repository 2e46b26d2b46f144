"""HTTP surface of the documentation, and the health of the deployment."""

from chalice.app import Chalice  # noqa: TID251

app = Chalice("docs")


@app.route("/healthz")
def health() -> dict[str, str]:
    return {"status": "ok"}
