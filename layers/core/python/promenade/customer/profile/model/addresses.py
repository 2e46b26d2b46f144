"""Addresses as they are told, read as they are kept."""

import re
import unicodedata
from collections.abc import Iterator

import msgspec

from promenade.customer.profile.model.person import Contact, Details
from promenade.kit.errors import Fault, Invalid
from promenade.kit.mail_addresses import is_mail_address
from promenade.kit.phones import read_phone
from promenade.kit.text import visible
from promenade.kit.values import replace

MOST_SEALED_BYTES = 4_096
_NO_MAIL = (
    "This is no e-mail address: send one such as name@example.com, in letters without accents."
)
_SEVERAL = "These are several addresses: send one in a cell, or an entry."
_between = re.compile(r"[/;,|、，；\n]")
_LEAST_DIGITS = 7
_OF_AN_APP = frozenset({"wechat", "device"})


def read_details(details: Details, country: str | None) -> Details:
    """Of a customer of this country. Raises Invalid for addresses that are none, or more than can
    be sealed."""
    faults: list[Fault] = []
    contacts: list[Contact] = []
    for place, contact in enumerate(details.contacts):
        try:
            contacts.append(read_contact(contact, country))
        except Invalid as refusal:
            faults += [fault.within(f"/contacts/{place}") for fault in refusal.faults]
    read = replace(details, contacts=tuple(dict.fromkeys(contacts)))
    faults += too_long(read, "/contacts")
    if faults:
        raise Invalid(faults)
    return read


def read_contact(contact: Contact, country: str | None) -> Contact:
    """A phone number without a country's code is one of `country`, or else mainland China's.
    Raises Invalid."""
    if _is_several(contact):
        raise Invalid([Fault("/value", "several_addresses", _SEVERAL)])
    faults, value = list(_faults_of(contact)), contact.value
    if contact.kind == "email":
        value = _mail(value)
    if contact.kind == "phone":
        try:
            value = read_phone(value, country)
        except Invalid as refusal:
            faults += [fault.within("/value") for fault in refusal.faults]
    if faults:
        raise Invalid(faults)
    return replace(contact, value=value)


def too_long(details: Details, at: str) -> list[Fault]:
    if len(msgspec.json.encode(details)) <= MOST_SEALED_BYTES:
        return []
    return [Fault(at, "too_long", "All of this together is too long to be kept.")]


def _faults_of(contact: Contact) -> Iterator[Fault]:
    if contact.kind != "phone" and not _is_address(contact):
        says = _NO_MAIL if contact.kind == "email" else "This is no address of its kind."
        yield Fault("/value", "no_address", says)
    if contact.kind in _OF_AN_APP and not contact.app:
        yield Fault("/app", "missing", "Say which app this id belongs to.")
    if contact.kind not in _OF_AN_APP and contact.app:
        yield Fault("/app", "not_taken", "An address of this kind belongs to no app.")


def _is_several(contact: Contact) -> bool:
    """Of a phone, each long enough for a number: what stands before a bar may be an area's code."""
    if contact.kind == "email":
        return contact.value.count("@") > 1
    parts = _between.split(contact.value)
    long = [part for part in parts if sum(map(str.isdecimal, part)) >= _LEAST_DIGITS]
    return contact.kind == "phone" and len(long) > 1


def _is_address(contact: Contact) -> bool:
    if contact.kind == "email":
        return is_mail_address(_mail(contact.value))
    value = visible(contact.value)
    return value == contact.value and bool(value.strip())


def _mail(text: str) -> str:
    return visible(unicodedata.normalize("NFKC", text)).strip()
