"""Pictures: what they are in the catalogue's table, their bytes in a bucket of their own.

Whatever lies below `uploads/` goes after a day; what is below `media/` stays.
"""

from datetime import datetime

import msgspec

from promenade.base.catalogue.model.picture import Picture
from promenade.base.catalogue.store.records import CatalogueRecord, Key, encode
from promenade.contracts.catalogue import ProductPictureAdded
from promenade.kit import dynamo
from promenade.kit.config import setting
from promenade.kit.dynamo import ConditionFailed
from promenade.kit.files import Files, Found
from promenade.kit.records import Record
from promenade.kit.stamp import Stamp
from promenade.kit.uploads import Announced, Upload

PICTURES = "PICTURE"
LINK_LIFE_S = 900
_picture_of = msgspec.json.Decoder(Picture)


class DynamoPictureStore:
    def find_picture(self, picture_id: str) -> Picture | None:
        record = dynamo.find(CatalogueRecord, *picture_key(picture_id), consistent=True)
        return _picture_of.decode(record.body) if record else None

    def add_picture(self, picture: Picture, stamp: Stamp) -> None:
        record = CatalogueRecord(*picture_key(picture.id), version=1, body=encode(picture))
        try:
            dynamo.put(record.stamped(stamp, ProductPictureAdded), Record.pk.does_not_exist())
        except ConditionFailed:
            return


class S3PictureFiles:
    def __init__(self) -> None:
        self._files = Files(setting("MEDIA_BUCKET"))

    def upload(self, picture_id: str, announced: Announced, now: datetime) -> Upload:
        return self._files.upload(_upload_key(picture_id), announced, now)

    def received(self, picture_id: str) -> Found | None:
        return self._files.find(_upload_key(picture_id))

    def content(self, picture_id: str, found: Found) -> bytes | None:
        return self._files.get(_upload_key(picture_id), found.digest)

    def keep(self, picture: Picture, content: bytes) -> None:
        self._files.put(_kept_key(picture.id), content, picture.media_type)

    def link(self, picture_id: str) -> str:
        return self._files.lasting_link(_kept_key(picture_id), LINK_LIFE_S)


def picture_key(picture_id: str) -> Key:
    return f"{PICTURES}#{picture_id}", "-"


def _upload_key(picture_id: str) -> str:
    return f"uploads/{picture_id}"


def _kept_key(picture_id: str) -> str:
    return f"media/{picture_id}"
