"""A picture goes to the file store by the address that the deployed API signs, and is seen."""

import urllib.request
from typing import Any

from infra.local.api import Api
from tests.support.pictures import END, announced, png

PICTURE = png(320, 200, rest=b"uploaded" + END)


def test_a_picture_is_uploaded_kept_and_seen_by_everybody(api: Api, owner: str) -> None:
    told = api.call("POST /product-media", announced(PICTURE), token=owner).body
    finish = f"POST /product-media/{told['id']}/finish"
    early = api.call(finish, token=owner)
    assert (early.status, early.body["code"]) == (409, "file_incomplete")
    send(told["upload"])
    done = api.call(finish, token=owner)
    assert (done.status, done.body["width"], done.body["height"]) == (200, 320, 200)
    seen = api.call(f"GET {told['path']}")
    with urllib.request.urlopen(seen.headers["Location"], timeout=30) as answer:
        assert (answer.read(), answer.headers["Content-Type"]) == (PICTURE, "image/png")
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def send(upload: Any) -> None:
    asked = urllib.request.Request(upload["url"], PICTURE, upload["headers"], method="PUT")
    with urllib.request.urlopen(asked, timeout=30) as answer:
        assert answer.status == 200
