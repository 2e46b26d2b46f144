"""HTTP surface of what is said of customers: tags."""

from promenade.contracts.access import ACCESS, Permission
from promenade.customer.profile.service import tagging as service
from promenade.customer.profile.store.people import DynamoProfileStore
from promenade.customer.profile.wire import tagging as wire
from promenade.kit.clock import system_clock
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("profile_tagging", ACCESS)
store = DynamoProfileStore()


@app.on(
    "POST /profile-taggings",
    allow=Permission.PROFILE_TAG,
    body=wire.TaggingBody,
    answers={200: wire.TaggingReport},
)
def tag_profiles(call: Call[wire.TaggingBody, None]) -> Reply:
    """Say something of at most a hundred customers, and tell what became of each.

    What people say beats what rules say. The same call again changes nothing."""
    stamp = call.stamp(system_clock)
    said = wire.read_tag(call.body, stamp.at)
    return ok(wire.show_taggings(service.tag(wire.read_people(call.body), said, stamp, store)))


@app.on(
    "POST /profile-untaggings",
    allow=Permission.PROFILE_TAG,
    body=wire.UntaggingBody,
    answers={200: wire.TaggingReport},
)
def untag_profiles(call: Call[wire.UntaggingBody, None]) -> Reply:
    """Take back what was said of at most a hundred customers."""
    people, name, source = wire.read_people(call.body), call.body.name, call.body.source
    return ok(
        wire.show_taggings(service.untag(people, name, source, call.stamp(system_clock), store))
    )
