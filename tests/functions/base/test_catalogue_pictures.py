"""Pictures of products over HTTP: announced, uploaded, looked at, kept and seen."""

from base64 import b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest

from infra.local import template
from promenade.base.catalogue.model import picture
from promenade.kit import aws
from tests.support.callers import ANALYST, SHOPPER
from tests.support.cloud import dump
from tests.support.confined import hire
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring as put_on_sale
from tests.support.pictures import announce, announced_id, bring, finish, kept, png, upload
from tests.support.settings import SETTINGS

PICTURE = png()
ID = announced_id(PICTURE)
PATH = f"/media/{ID}"
UNKNOWN = f"/media/{'0' * 64}.png"
MUG: dict[str, Any] = {"id": "MUG", "title": "Mug", "category": "mugs", "images": [PATH]}
ROW = (
    b"product,sku,title,category,currency,list_price_minor,images\nMUG,MUG-S,Mug,mugs,CNY,900,%s\n"
)


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"})
    return gateway


def see(gateway: Gateway, picture_id: str) -> Answer:
    return gateway.call(f"GET /media/{picture_id}", caller=None)


def test_a_picture_is_announced_uploaded_and_kept(shop: Gateway) -> None:
    told = announce(shop, PICTURE)
    assert (told.status, told.json["path"], told.json["is_ready"]) == (200, PATH, False)
    upload(ID, PICTURE)
    done = finish(shop, ID)
    assert done.json == {
        "id": ID,
        "path": PATH,
        "media_type": "image/png",
        "size_bytes": len(PICTURE),
        "is_ready": True,
        "width": 640,
        "height": 480,
        "upload": None,
    }
    stored = aws.client("s3").get_object(Bucket=SETTINGS["MEDIA_BUCKET"], Key=f"media/{ID}")
    assert (stored["Body"].read(), stored["ContentType"]) == (PICTURE, "image/png")


def test_the_address_takes_the_announced_bytes_alone(shop: Gateway) -> None:
    sent = announce(shop, PICTURE).json["upload"]
    assert f"/uploads/{ID}?" in sent["url"]
    assert sent["headers"] == {
        "Content-Type": "image/png",
        "Content-Length": str(len(PICTURE)),
        "x-amz-checksum-sha256": b64encode(sha256(PICTURE).digest()).decode(),
    }
    signed = parse_qs(urlparse(sent["url"]).query)["X-Amz-SignedHeaders"]
    assert signed == ["content-length;content-type;host;x-amz-checksum-sha256"]


def test_announcing_keeps_nothing_and_one_that_is_here_is_uploaded_no_more(shop: Gateway) -> None:
    before = dump()
    announce(shop, PICTURE)
    assert dump() == before
    done = bring(shop, PICTURE)
    before = dump()
    assert announce(shop, PICTURE).json == finish(shop, ID).json == done.json
    assert dump() == before


@pytest.mark.parametrize(
    "said",
    [
        {"size_bytes": 10 * 1_048_576 + 1},
        {"size_bytes": 0},
        {"media_type": "image/svg+xml"},
        {"sha256": "A" * 64},
    ],
)
def test_what_is_too_large_or_no_picture_is_not_announced(shop: Gateway, said: Any) -> None:
    refused = announce(shop, PICTURE, **said)
    ((_, pointer, _),) = refused.pointers
    assert (refused.status, pointer) == (400, f"/{next(iter(said))}")


CUT = PICTURE[:-1]
JPEG = b"\xff\xd8\xff\xc0\x00\x11\x08\x00\x01\x00\x01\x03"


@pytest.mark.parametrize(
    ("of", "uploaded", "status", "detail"),
    [
        (PICTURE, None, 409, "Upload the picture first, all of it."),
        (PICTURE, PICTURE[:-1], 422, "These are other bytes than were announced."),
        (
            CUT,
            CUT,
            422,
            "The picture breaks off before its end: upload another copy of it.",
        ),
        (JPEG, JPEG, 422, "The file is no picture of the type that was announced."),
        (b"<svg/>", b"<svg/>", 422, "The file is no picture of the type that was announced."),
    ],
)
def test_what_is_not_the_picture_that_was_announced_is_not_kept(
    shop: Gateway, of: bytes, uploaded: bytes | None, status: int, detail: str
) -> None:
    id_ = announce(shop, of).json["id"]
    if uploaded is not None:
        upload(id_, uploaded)
    before = dump()
    refused = finish(shop, id_)
    assert (refused.status, refused.json["detail"]) == (status, detail)
    assert (dump(), kept(), see(shop, id_).status) == (before, [], 404)


def test_a_picture_too_large_in_bytes_or_pixels_is_not_kept(
    shop: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = bring(shop, png(64_000, 1_001))
    assert (wide.status, wide.json["code"]) == (422, "picture_refused")
    assert (wide.json["width"], wide.json["height"]) == (64_000, 1_001)
    monkeypatch.setattr(picture, "MAX_BYTES", len(PICTURE) - 1)
    large = bring(shop, PICTURE)
    assert (large.status, large.json["detail"]) == (422, "A picture has at most 10 MiB.")
    assert kept() == []


def test_everybody_sees_it_by_a_link_that_outlives_the_redirect(shop: Gateway) -> None:
    bring(shop, PICTURE)
    seen = see(shop, ID)
    link = urlparse(seen.headers["location"])
    said = parse_qs(link.query)
    assert (seen.status, seen.headers["cache-control"]) == (302, "public, max-age=600")
    assert seen.headers["x-content-type-options"] == "nosniff"
    assert (link.path.endswith(PATH), said["X-Amz-Expires"]) == (True, ["900"])
    assert said["response-cache-control"] == ["public, max-age=31536000, immutable"]


@pytest.mark.parametrize(
    ("id_", "status"), [(f"{'0' * 64}.png", 404), ("mug.png", 400), (f"{'0' * 64}.svg", 400)]
)
def test_nothing_else_is_seen(shop: Gateway, id_: str, status: int) -> None:
    assert see(shop, id_).status == status


def test_it_stands_among_the_images_of_products_beside_addresses(shop: Gateway) -> None:
    bring(shop, PICTURE)
    images = [PATH, "https://cdn.shop.example/2.jpg"]
    made = shop.call("POST /products", MUG | {"images": images})
    assert (made.status, made.json["images"]) == (201, images)


@pytest.mark.parametrize(
    ("image", "status"), [(UNKNOWN, 400), (f"/media/{'0' * 64}.svg", 400), ("/etc/passwd", 400)]
)
def test_a_product_shows_no_picture_that_is_not_here(
    shop: Gateway, image: str, status: int
) -> None:
    announce(shop, PICTURE)
    before = dump()
    images = ["https://cdn.shop.example/2.jpg", image]
    refused = shop.call("POST /products", MUG | {"images": images})
    assert (refused.status, refused.pointers[0][1]) == (status, "/images/1")
    assert dump() == before


def test_a_row_of_a_file_shows_none_either(shop: Gateway) -> None:
    def result(image: str) -> Any:
        sent = {"content-type": "text/csv"}
        answer = shop.call("POST /product-imports", ROW % image.encode(), headers=sent)
        (row,) = answer.json["rows"]
        return row["result"], [(each["pointer"], each["code"]) for each in row["errors"]]

    assert result(UNKNOWN) == ("rejected", [("/images/0", "unknown_picture")])
    bring(shop, PICTURE)
    assert result(PATH) == ("created", [])


def test_a_feed_names_pictures_by_whole_addresses(shop: Gateway) -> None:
    bring(shop, PICTURE)
    sku = {"code": "MUG-S", "currency": "CNY", "list_price_minor": 900}
    put_on_sale(shop, MUG | {"shelf": "ON", "skus": [sku]})
    query = {"format": "merchant", "product_link": "https://shop.example/{product}"}
    link = urlparse(shop.call("GET /product-exports", query=query).headers["location"])
    key = link.path.lstrip("/").removeprefix(f"{SETTINGS['REPORT_BUCKET']}/")
    found = aws.client("s3").get_object(Bucket=SETTINGS["REPORT_BUCKET"], Key=key)["Body"].read()
    assert f"<g:image_link>https://api.shop.example{PATH}</g:image_link>".encode() in found


@pytest.mark.parametrize("caller", [ANALYST, SHOPPER])
def test_who_may_not_write_products_brings_no_picture(shop: Gateway, caller: Any) -> None:
    upload(ID, PICTURE)
    assert announce(shop, PICTURE, caller).status == finish(shop, ID, caller).status == 403
    assert kept() == []


def test_pages_may_upload_and_what_is_not_finished_goes_after_a_day() -> None:
    buckets = template.resources("AWS::S3::Bucket", "infra/storage.yaml")
    bucket = buckets["MediaBucket"]
    (cors,) = bucket["CorsConfiguration"]["CorsRules"]
    assert (cors["AllowedMethods"], cors["AllowedOrigins"]) == (["GET", "PUT"], ["*"])
    assert {*cors["AllowedHeaders"]} == {"content-type", "x-amz-checksum-sha256"}
    rules = bucket["LifecycleConfiguration"]["Rules"]
    expiring = [(each["Prefix"], each["ExpirationInDays"]) for each in rules if "Prefix" in each]
    assert expiring == [("uploads/", 1)]
    assert all(bucket["PublicAccessBlockConfiguration"].values())


def test_who_works_in_one_store_brings_pictures_and_shows_them_there_alone(shop: Gateway) -> None:
    keeper = hire(shop, "pia", stores=["paris"])
    assert announce(shop, PICTURE, keeper).status == 200
    upload(ID, PICTURE)
    assert finish(shop, ID, keeper).status == 200
    assert shop.call("POST /products", MUG | {"store": "paris"}, caller=keeper).status == 201
    refused = shop.call("POST /products", MUG | {"id": "CUP"}, caller=keeper)
    assert (refused.status, refused.json["code"]) == (403, "forbidden")
