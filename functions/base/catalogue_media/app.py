"""Pictures of products, for everybody."""

from promenade.base.catalogue.service import pictures
from promenade.base.catalogue.store.pictures import DynamoPictureStore, S3PictureFiles
from promenade.base.catalogue.wire.pictures import FOR_SOME_MINUTES
from promenade.contracts.access import ACCESS
from promenade.contracts.paths import PATHS
from promenade.kit.errors import NotFound
from promenade.kit.http.auth import PUBLIC
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, see
from promenade.kit.values import replace

app = api("catalogue_media", ACCESS, PATHS)
store, files = DynamoPictureStore(), S3PictureFiles()


@app.on("GET /media/{picture}", allow=PUBLIC, answers={302: None}, raises=(NotFound,))
def open_picture(call: Call[None, None]) -> Reply:
    """See a picture of products, by a link that is good for a quarter of an hour.

    What is behind the path never changes, and may be kept for good."""
    led = see(pictures.link(call.path["picture"], store, files))
    return replace(led, headers={**led.headers, **FOR_SOME_MINUTES})
