"""Use cases of the register of tags."""

from promenade.base.catalogue.model.tags import Rewritten, Tag, TagInUse, tag_faults
from promenade.base.catalogue.service.ports import TagStore, Wanted, must_exist
from promenade.kit.errors import Conflict, Fault, Invalid, NotFound, Stale
from promenade.kit.patience import patiently
from promenade.kit.repeats import made_once
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace

_KEEPS_NAME = "A tag keeps its name, in another spelling at most. Add the other tag."
_KEEPS_KIND = "By hand or by a rule: a tag stays what it is. Add another tag."


def add_tag(asked: Tag, stamp: Stamp, store: TagStore) -> Tag:
    """A repeated request answers as at first; a removed tag comes back. Raises Invalid, Conflict,
    TooManyRules or, when others keep changing rules, Unavailable."""
    return made_once(
        lambda: patiently(lambda: _add_once(asked, stamp, store), Stale),
        lambda: store.tag_made(stamp),
    )


def _add_once(asked: Tag, stamp: Stamp, store: TagStore) -> Tag:
    stored = store.find_tag(asked.id)
    if stored and not stored.value.is_removed:
        if stored.fingerprint == stamp.fingerprint:
            return stored.value
        raise Conflict("This tag is on the register.", tag=stored.value.name)
    before = stored.value if stored else None
    after = replace(asked, version=before.version + 1 if before else 1)
    return _put(before, after, stamp, store)


def get_tag(tag_id: str, store: TagStore) -> Tag:
    stored = store.find_tag(tag_id)
    if stored is None or stored.value.is_removed:
        raise NotFound("There is no such tag.", tag=tag_id)
    return stored.value


def change_tag(asked: Tag, name_id: str, stamp: Stamp, store: TagStore) -> Tag:
    """`asked` has the version that was looked at, `name_id` is what its name comes to. Raises
    NotFound, Stale, Invalid."""
    return patiently(lambda: _change_once(asked, name_id, stamp, store), Rewritten)


def _change_once(asked: Tag, name_id: str, stamp: Stamp, store: TagStore) -> Tag:
    stored = must_exist(store.find_tag(asked.id), stamp)
    if stored.is_done(asked.version, stamp):
        return stored.value
    before = stored.value
    faults = [Fault("/name", "renamed", _KEEPS_NAME)] if name_id != before.id else []
    if (asked.rule is None) != (before.rule is None):
        faults.append(Fault("/rule", "other_kind", _KEEPS_KIND))
    if faults:
        raise Invalid(faults)
    return _put(before, replace(asked, version=before.version + 1), stamp, store)


def remove_tag(tag_id: str, expected: int, stamp: Stamp, store: TagStore) -> None:
    """What a rule gave is taken from products behind this. Raises NotFound, Stale, TagInUse."""
    patiently(lambda: _remove_once(tag_id, expected, stamp, store), Rewritten)


def _remove_once(tag_id: str, expected: int, stamp: Stamp, store: TagStore) -> None:
    stored = must_exist(store.find_tag(tag_id), stamp)
    if stored.is_done(expected, stamp):
        return
    before = stored.value
    if before.rule is None and store.list_products((), tag_id, 1, None).items:
        raise TagInUse("Products have this tag: take it off them first.", tag=before.name)
    gone = replace(before, is_removed=True, version=before.version + 1)
    sweep = store.sweep()
    store.put_tag(before, gone, sweep.begun(sweep.rules.with_tag(gone)), stamp)


def _put(before: Tag | None, after: Tag, stamp: Stamp, store: TagStore) -> Tag:
    sweep = store.sweep()
    named = after.rule.categories if after.rule else ()
    categories = store.known(Wanted(categories=named)).categories if named else {}
    faults = [*tag_faults(after, categories, sweep.rules.by_tag.keys() | _own(after))]
    if faults:
        raise Invalid(faults)
    store.put_tag(before, after, sweep.begun(sweep.rules.with_tag(after)), stamp)
    return after


def _own(tag: Tag) -> set[str]:
    return {tag.id} if tag.rule else set()
