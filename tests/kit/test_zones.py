"""Which names are time zones."""

from zoneinfo import available_timezones

import pytest

from promenade.kit.zones import is_zone


def test_every_name_of_the_database_is_one() -> None:
    names = available_timezones() - {"Factory", "localtime", "posixrules"}
    assert len(names) > 400
    assert {name for name in names if is_zone(name)} == names


@pytest.mark.parametrize("name", ["localtime", "posixrules", "Factory", "right/UTC", "tzdata.zi"])
def test_another_file_of_the_database_is_none(name: str) -> None:
    assert not is_zone(name)


@pytest.mark.parametrize("name", ["", "../UTC", "/etc/localtime", "Asia", "Mars/Olympus", "UTC\n"])
def test_what_is_not_in_the_database_is_none(name: str) -> None:
    assert not is_zone(name)
