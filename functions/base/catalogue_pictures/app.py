"""HTTP surface of pictures of products, as staff bring them."""

from functools import partial

from promenade.base.catalogue.model.picture import PictureRefused
from promenade.base.catalogue.service import pictures
from promenade.base.catalogue.store.pictures import DynamoPictureStore, S3PictureFiles
from promenade.base.catalogue.wire import pictures as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.uploads import FileIncomplete

app = api("catalogue_pictures", ACCESS, PATHS)
store, files = DynamoPictureStore(), S3PictureFiles()
bring = partial(
    app.on, allow=Permission.CATALOGUE_WRITE, held="anywhere", answers={200: wire.PictureView}
)


@bring("POST /product-media", body=wire.PictureBody)
def announce_picture(call: Call[wire.PictureBody, None]) -> Reply:
    """Announce a picture of products, to be told where to upload it.

    The same picture has the same place, however often it is announced; one that is here already is
    uploaded no more."""
    announced = wire.read_announced(call.body)
    found = pictures.announce(announced, system_clock(), store, files)
    return ok(wire.show_announced(announced, found))


@bring("POST /product-media/{picture}/finish", raises=(FileIncomplete, PictureRefused))
def finish_picture(call: Call[None, None]) -> Reply:
    """Keep a picture that was uploaded, if it is the one that was announced.

    From then on everybody sees it at its `path`, which may stand among a product's `images`; it
    stays for good."""
    kept = pictures.finish(call.path["picture"], call.stamp(system_clock), store, files)
    return ok(wire.show_picture(kept))
