"""Two people who are one: what either refuses is refused. Who are two again keep what both refused,
each with what was said under their own name."""

from collections.abc import Collection, Mapping
from datetime import datetime

from promenade.contracts.channels import Channel
from promenade.contracts.consents import ConsentChange
from promenade.kit.values import replace
from promenade.outreach.consent.model.consent import (
    Cells,
    Consent,
    Source,
    by_merger,
    cell_of,
    latest,
    merged,
)
from promenade.outreach.consent.model.person import (
    CELLS,
    Entry,
    EntryChange,
    Person,
    Told,
    standing,
    told_of,
)
from promenade.outreach.consent.model.suppression import Causes, all_of

_Apart = Mapping[str, Cells]


def merge(gone: Person, kept: Person, at: datetime, *, is_lasting: bool = True) -> Told:
    """What `kept` is with all that `gone` said and suffered. What is not lasting may be parted."""
    cells = _both(kept.consents, gone.consents, at)
    after, entry = standing(kept, cells)
    joined = replace(
        kept.next() if after is kept else after,
        suppressions=_suppressions(gone, kept),
        others=(*kept.others, gone.person, *gone.others),
        apart=_with_refusals(_apart(gone, kept, at, is_lasting), cells, at),
    )
    return Told((), joined, entry)


def moved(gone: Person, into: str, at: datetime, mergers: int) -> Person:
    left = Person(gone.person, gone.customer, gone.version + 1, others=gone.others)
    return replace(left, merged_into=into, merged_at=at, mergers=mergers)


def may_part(gone: Person, left: Person) -> bool:
    return bool(gone.merged_into) and gone.person in left.apart


def back(gone: Person, left: Person) -> tuple[Person, Entry | None]:
    """Who was merged into the one that is `left`, as a person again."""
    cells, going = left.apart[gone.person], _going(gone, left)
    changes = tuple(_came(left.consents, cells))
    after = gone.next(
        consents=cells,
        suppressions=left.suppressions,
        changes=tuple(map(told_of, changes)),
        others=tuple(who for who in gone.others if who in going),
        apart=_several({who: each for who, each in left.apart.items() if who in going}),
        merged_into="",
        merged_at=None,
    )
    return after, Entry(after.version, changes) if changes else None


def without(gone: Person, left: Person) -> tuple[Person, Entry | None]:
    """Who is `left`, by what they said themselves. Consent that was not theirs is no more, and told
    as withdrawn."""
    going = _going(gone, left)
    apart = {who: each for who, each in left.apart.items() if who not in going}
    cells = latest(apart.values())
    after, entry = standing(left, cells)
    alone = replace(
        left.next() if after is left else after,
        changes=(*after.changes, *_lost(left.consents, cells)),
        others=tuple(who for who in left.others if who not in going),
        apart=_several(apart),
    )
    return alone, entry


def _going(gone: Person, left: Person) -> Collection[str]:
    """With those who were merged into them, as far as they were not parted since."""
    return {gone.person, *(set(gone.others) & set(left.others))}


def _apart(gone: Person, kept: Person, at: datetime, is_lasting: bool) -> _Apart:
    if is_lasting and not (gone.apart or kept.apart):
        return {}
    own = {**_own(kept), **_own(gone)}
    if is_lasting:
        own[kept.person] = _both(own[kept.person], own.pop(gone.person), at)
    return own


def _own(person: Person) -> _Apart:
    return person.apart or {person.person: person.consents}


def _with_refusals(apart: _Apart, cells: Cells, at: datetime) -> _Apart:
    refused = {cell: each for cell, each in cells.items() if each.state == "withdrawn"}
    return {
        who: {**own, **{cell: _for(own.get(cell), each, at) for cell, each in refused.items()}}
        for who, own in apart.items()
    }


def _for(own: Consent | None, refusal: Consent, at: datetime) -> Consent:
    """Who did not refuse themself does by the merger."""
    is_own = own and own.state == "withdrawn" and own.proof.source is not Source.MERGER
    return refusal if is_own else by_merger(refusal, at)


def _several(apart: _Apart) -> _Apart:
    return apart if len(apart) > 1 else {}


def _both(one: Cells, other: Cells, at: datetime) -> Cells:
    cells = {*one, *other}
    found = {cell: merged(one.get(cell), other.get(cell), at) for cell in cells}
    return {cell: each for cell, each in found.items() if each}


def _suppressions(gone: Person, kept: Person) -> Mapping[Channel, Causes]:
    one, other = gone.suppressions, kept.suppressions
    return {each: all_of(one.get(each, {}), other.get(each, {})) for each in {*one, *other}}


def _came(before: Cells, after: Cells) -> list[EntryChange]:
    """All that stands, to be told of who had nothing."""
    return [
        EntryChange(*cell, before[name].state, after[name].state, after[name].proof)
        for cell in CELLS
        if (name := cell_of(*cell)) in after
    ]


def _lost(before: Cells, after: Cells) -> list[ConsentChange]:
    return [
        ConsentChange(*cell, "given", "withdrawn")
        for cell in CELLS
        if (name := cell_of(*cell)) in before and name not in after
    ]
