"""HTTP surface of the register of tags."""

from functools import partial
from urllib.parse import quote

from promenade.base.catalogue.model.tags import TooManyRules
from promenade.base.catalogue.service import tags
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.wire import tags as wire
from promenade.base.catalogue.wire.tags import TagView
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, created, ok
from promenade.kit.paging import PageQuery

app = api("catalogue_tags", ACCESS, PATHS)
pages, store = cursors(), DynamoCatalogueStore()
WRITE = Permission.CATALOGUE_WRITE
look = partial(app.on, allow=Permission.CATALOGUE_READ, held="anywhere")


@look("GET /tags", query=PageQuery, answers={200: wire.TagPage})
def list_tags(call: Call[None, PageQuery]) -> Reply:
    """List the tags on the register, by name."""
    page = store.list_tags(call.query.limit, pages.open(call.query.cursor, "tags"))
    return ok(wire.show_tags(page, pages.seal(page.next, "tags")))


@look("GET /tags/{tag}", answers={200: TagView}, raises=(NotFound,))
def get_tag(call: Call[None, None]) -> Reply:
    """Show one tag."""
    tag = tags.get_tag(call.path["tag"], store)
    return ok(wire.show_tag(tag), version=tag.version)


@app.on(
    "POST /tags",
    allow=WRITE,
    body=wire.TagBody,
    idempotent=True,
    answers={201: TagView},
    raises=(Conflict, TooManyRules),
)
def add_tag(call: Call[wire.TagBody, None]) -> Reply:
    """Put a tag on the register.

    One with a rule comes to the products that fit it within a minute."""
    tag = tags.add_tag(wire.read_tag(call.body), call.stamp(system_clock), store)
    return created(f"/tags/{quote(tag.id, safe='')}", wire.show_tag(tag), version=tag.version)


@app.on(
    "PUT /tags/{tag}",
    allow=WRITE,
    body=wire.TagBody,
    versioned=True,
    answers={200: TagView},
    raises=(NotFound, Stale),
)
def change_tag(call: Call[wire.TagBody, None]) -> Reply:
    """Spell a tag otherwise, or have another rule give it."""
    asked, named = wire.read_change(call), wire.read_tag(call.body).id
    tag = tags.change_tag(asked, named, call.stamp(system_clock), store)
    return ok(wire.show_tag(tag), version=tag.version)
