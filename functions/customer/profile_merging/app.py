"""HTTP surface of profiles that become one, two again, or nobody's."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.profile.model.merging import MergeFinal, MergeForbidden
from promenade.customer.profile.model.person import ProfileAnonymised, ProfileMerged
from promenade.customer.profile.service import merging
from promenade.customer.profile.service.people import anonymise
from promenade.customer.profile.store.people import DynamoProfileStore
from promenade.customer.profile.wire import changes as wire
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("profile_merging", ACCESS, PATHS)
store = DynamoProfileStore()


@app.on(
    "PUT /profiles/{customer}/merger",
    allow=Permission.PROFILE_MANAGE,
    body=wire.MergerBody,
    answers={200: wire.ChangeView},
    raises=(NotFound, MergeForbidden, ProfileAnonymised, ProfileMerged),
)
def merge_profile(call: Call[wire.MergerBody, None]) -> Reply:
    """Say that this customer is another one, and show that one.

    Its figures and addresses are those of both from now on; for thirty days it can be taken
    back."""
    stamp = call.stamp(system_clock)
    profile = merging.merge(call.path["customer"], call.body.into, stamp, store)
    return ok(wire.show_change(profile), version=profile.version)


@app.on(
    "DELETE /profiles/{customer}/merger",
    allow=Permission.PROFILE_MANAGE,
    answers={200: wire.ChangeView},
    raises=(NotFound, MergeFinal, MergeForbidden),
)
def unmerge_profile(call: Call[None, None]) -> Reply:
    """Take a merger back; each has what is his, with all that came since.

    What either refused until then holds for both until each gives consent anew, and consent is
    whose name it was given under; from then on each has their own say. What was merged of consents
    alone stays merged."""
    profile = merging.unmerge(call.path["customer"], call.stamp(system_clock), store)
    return ok(wire.show_change(profile), version=profile.version)


@app.on(
    "POST /profiles/{customer}/anonymisation",
    allow=Permission.PROFILE_MANAGE,
    answers={200: wire.ChangeView},
    raises=(NotFound,),
)
def anonymise_profile(call: Call[None, None]) -> Reply:
    """Forget who a customer is, at once and for good.

    The figures stay, for they are the shop's books. Those who were merged into him are forgotten
    with him."""
    profile = anonymise(call.path["customer"], call.stamp(system_clock), store)
    return ok(wire.show_change(profile), version=profile.version)
