"""Files in S3, and links to them."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qs, urlparse

import pytest

from promenade.kit.files import Files
from promenade.kit.uploads import Announced
from tests.support.settings import SETTINGS

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def files(stores: None) -> Files:
    return Files(SETTINGS["REPORT_BUCKET"])


def test_what_was_put_is_found_and_read(files: Files) -> None:
    files.put("a/b", b"told")
    found = files.find("a/b")
    assert found
    assert found.size_bytes == 4
    assert files.get("a/b") == files.get("a/b", found.digest) == b"told"


def test_another_content_has_another_digest(files: Files) -> None:
    files.put("a/b", b"told")
    before = files.find("a/b")
    assert before
    files.put("a/b", b"gold")
    assert files.find("a/b") != before
    assert files.get("a/b", before.digest) is None


def test_what_is_not_there_is_none_even_beside_what_begins_alike(files: Files) -> None:
    files.put("a/bc", b"told")
    assert files.find("a/b") is None
    assert files.get("a/b") is None


def test_keys_below_a_prefix_come_in_their_order(files: Files) -> None:
    for name in ("a/2", "a/1", "b/1"):
        files.put(name, b"")
    assert [*files.below("a/")] == ["a/1", "a/2"]


def test_a_link_is_good_for_a_minute_and_names_the_file(files: Files) -> None:
    link = files.link("a/b", "b.csv")
    assert "X-Amz-Expires=60" in link
    assert "attachment%3B%20filename%3D%22b.csv%22" in link


def test_an_upload_is_signed_with_its_size(files: Files) -> None:
    upload = files.upload("a/b", Announced(7), NOW)
    assert upload.headers == {"Content-Type": "application/octet-stream", "Content-Length": "7"}
    assert "X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost" in upload.url
    assert upload.good_until == NOW + timedelta(hours=1)


def test_an_upload_of_known_bytes_is_signed_with_their_digest_and_type(files: Files) -> None:
    upload = files.upload("a/b", Announced(4, "image/png", sha256(b"told").hexdigest()), NOW)
    checksum = b64encode(sha256(b"told").digest()).decode()
    assert upload.headers == {
        "Content-Type": "image/png",
        "Content-Length": "4",
        "x-amz-checksum-sha256": checksum,
    }
    signed = parse_qs(urlparse(upload.url).query)["X-Amz-SignedHeaders"]
    assert signed == ["content-length;content-type;host;x-amz-checksum-sha256"]


def test_what_never_changes_may_be_kept_for_good(files: Files) -> None:
    said = parse_qs(urlparse(files.lasting_link("a/b", 900)).query)
    assert said["response-cache-control"] == ["public, max-age=31536000, immutable"]
    assert (said["response-content-disposition"], said["X-Amz-Expires"]) == (["inline"], ["900"])
