"""One that fails holds up nobody else, and is told."""

import pytest

from promenade.kit.turns import each_in_turn


def test_all_have_their_turn_before_what_failed_is_raised() -> None:
    done = list[int]()

    def act(number: int) -> bool:
        if number in {2, 3}:
            raise OverflowError(number)
        done.append(number)
        return number != 4

    with pytest.raises(ExceptionGroup) as raised:
        each_in_turn([1, 2, 3, 4, 5], act)
    assert done == [1, 4, 5]
    assert [error.args for error in raised.value.exceptions] == [(2,), (3,)]
    with pytest.raises(OverflowError):
        each_in_turn([3, 5], act)
    assert each_in_turn([1, 4, 5], act) == 2
