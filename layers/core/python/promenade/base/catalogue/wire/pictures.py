"""Pictures on the wire."""

from typing import Annotated, Literal

from msgspec import Meta

from promenade.base.catalogue.model.picture import MAX_BYTES, Picture, id_of, path_of
from promenade.kit.decoding import Strict, View, show
from promenade.kit.uploads import Announced, Upload, UploadView

FOR_SOME_MINUTES = {"Cache-Control": "public, max-age=600"}
"""A redirect is kept shorter than what it leads to is good for."""

_NO_DIGEST = "Send the SHA-256 of the picture's bytes: 64 digits of 0 to f."


class PictureBody(Strict, frozen=True):
    """A picture of up to 10 MiB; `sha256` is that of its bytes, in hex."""

    media_type: Literal["image/gif", "image/jpeg", "image/png", "image/webp"]
    size_bytes: Annotated[int, Meta(ge=1, le=MAX_BYTES)]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}(?!\n)$", extra={"says": _NO_DIGEST})]


class PictureView(View, frozen=True):
    """`path` is what stands among a product's `images`, and where everybody sees it once it is
    ready. Until then `upload` says where its bytes go, and its size in pixels is not known."""

    id: str
    path: str
    media_type: str
    size_bytes: int
    is_ready: bool
    width: int | None
    height: int | None
    upload: UploadView | None


def read_announced(body: PictureBody) -> Announced:
    return Announced(body.size_bytes, body.media_type, body.sha256)


def show_announced(announced: Announced, found: Picture | Upload) -> PictureView:
    if isinstance(found, Picture):
        return show_picture(found)
    id_ = id_of(announced)
    return PictureView(
        id=id_,
        path=path_of(id_),
        media_type=announced.media_type,
        size_bytes=announced.size_bytes,
        is_ready=False,
        width=None,
        height=None,
        upload=show(found, UploadView),
    )


def show_picture(picture: Picture) -> PictureView:
    return PictureView(
        id=picture.id,
        path=path_of(picture.id),
        media_type=picture.media_type,
        size_bytes=picture.size_bytes,
        is_ready=True,
        width=picture.width,
        height=picture.height,
        upload=None,
    )
