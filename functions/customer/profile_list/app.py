"""HTTP surface of lists of customers, for staff."""

from collections.abc import Mapping, Sequence
from typing import Any

from promenade.contracts.access import ACCESS, Permission
from promenade.customer.profile.model.person import Person
from promenade.customer.profile.service import listing as service
from promenade.customer.profile.store import subject_of
from promenade.customer.profile.store.listing import DynamoPeopleList
from promenade.customer.profile.store.people import DynamoProfileStore
from promenade.customer.profile.store.population import DynamoScoringStore
from promenade.customer.profile.wire import listing as wire
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.queues import Queue
from promenade.kit.trail import Trail
from promenade.kit.vault import Vault

app = api("profile_list", ACCESS)
pages = cursors()
doors = service.Doors(DynamoPeopleList(), DynamoProfileStore())
scoring = DynamoScoringStore()
trail = Trail(Queue(setting("AUDIT_QUEUE_URL")), system_clock)
vault = Vault(setting("PROFILE_KEY_ID"))


@app.on(
    "GET /profiles",
    allow=Permission.PROFILE_READ,
    query=wire.PeopleQuery,
    answers={200: wire.PeoplePage},
)
def list_profiles(call: Call[None, wire.PeopleQuery]) -> Reply:
    """List customers of a stage, of a tag, or of both.

    Who bought last is first; with a tag, of whom it was said last. Names are shown to who may see
    them, and on record then."""
    query, wanted = call.query, wire.read_wanted(call.query)
    scope, at = f"profiles {wanted}", service.At(system_clock(), scoring.rule().value)
    after = pages.open(query.cursor, scope)
    page = service.list_people(wanted, query.limit, after, at, doors)
    names = _names(page.items, call)
    return ok(wire.show_page(page.items, pages.seal(page.next, scope), at, names))


def _names(people: Sequence[Person], call: Call[Any, Any]) -> Mapping[str, str] | None:
    if not call.caller.may(Permission.PERSONAL_READ):
        return None
    subjects = [subject_of(each.profile) for each in people]
    return service.open_names(
        people, vault, lambda: trail.note_all("PersonalDataOpened", subjects, call)
    )
