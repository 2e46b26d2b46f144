"""Integer money: every amount is a whole number of minor units (rules N1, N3 and N4)."""

from collections.abc import Sequence


def half_up(numerator: int, denominator: int) -> int:
    """The ratio rounded to a whole number, halves away from zero."""
    if numerator < 0:
        return -half_up(-numerator, denominator)
    return (2 * numerator + denominator) // (2 * denominator)


def allocate(total: int, weights: Sequence[int]) -> list[int]:
    """Parts in proportion to the weights that sum to the total exactly.

    Largest remainder; of equal remainders the lower index is served first.
    """
    whole = sum(weights)
    if not whole:
        if total:
            raise ValueError("a total cannot be shared out over weights that are all zero")
        return [0] * len(weights)
    if len(weights) == 1:
        return [total]
    parts = [total * weight // whole for weight in weights]
    short = total - sum(parts)
    if short:
        remainders = [total * weight % whole for weight in weights]
        by_remainder = sorted(range(len(parts)), key=remainders.__getitem__, reverse=True)
        for index in by_remainder[:short]:
            parts[index] += 1
    return parts


def allocate_within(total: int, weights: Sequence[int], limits: Sequence[int]) -> list[int]:
    """Like `allocate`, no part above its limit: what is cut off goes to those with room left.

    What finds no room at all is dropped, so the parts sum to at most the total.
    """
    parts = [0] * len(weights)
    room = list(limits)
    left = total
    while left:
        open_weights = [
            weight if free > 0 else 0 for weight, free in zip(weights, room, strict=True)
        ]
        if not any(open_weights):
            break
        for index, share in enumerate(allocate(left, open_weights)):
            placed = min(share, room[index])
            parts[index] += placed
            room[index] -= placed
            left -= placed
    return parts


def split(total: int, count: int) -> tuple[int, ...]:
    """A total over equal units: amounts differ by at most one, the larger ones first."""
    share, larger = divmod(total, count)
    return (share + 1,) * larger + (share,) * (count - larger)


# So many units at so many minor units each, one after the other.
Runs = tuple[tuple[int, int], ...]


def runs_of(total: int, count: int) -> Runs:
    """`split`, as runs."""
    share, larger = total // count, total % count
    if not larger:
        return ((count, share),)
    return ((larger, share + 1), (count - larger, share))


def saving_runs(before: int, after: int, count: int) -> Runs:
    """What each of the equal units saves when their total falls: `split` before less after."""
    saved = before - after
    saving = saved // count
    odd = saved - saving * count
    if not odd:
        return ((count, saving),)
    start, usual, other = after % count, saving, saving + 1
    end = start + odd
    if end >= count:
        start, end, usual, other = end - count, start, other, usual
    rest = (count - end, usual)
    return ((start, usual), (end - start, other), rest) if start else ((end, other), rest)
