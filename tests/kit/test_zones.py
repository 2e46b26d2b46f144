"""Which names are time zones."""

from zoneinfo import available_timezones

import pytest

from promenade.kit.zones import is_zone

NONE = [
    "localtime",
    "posixrules",
    "Factory",
    "right/UTC",
    "posix/Asia/Shanghai",
    "tzdata.zi",
    "leapseconds",
    "../UTC",
    "/etc/localtime",
    "Asia",
    "Mars/Olympus",
]


def test_every_name_of_the_database_is_one() -> None:
    names = available_timezones() - {"Factory", "localtime", "posixrules"}
    assert len(names) > 400
    assert {name for name in names if is_zone(name)} == names


@pytest.mark.parametrize("name", [*NONE, "", "UTC\n", "Asia/Shanghai\0"])
def test_another_file_is_none(name: str) -> None:
    assert not is_zone(name)
