"""Charts drawn as SVG in a unit box that stretches; their texts are HTML around it, so that they
stay readable at every width."""

from collections.abc import Iterator, Sequence

from promenade.kit.markup import Markup, el, join
from promenade.kit.values import Value

WIDTH, HEIGHT = 1000, 300


class Scale(Value, frozen=True):
    """From values to heights; zero is always on it."""

    low: int
    high: int
    step: int

    def y(self, value: int) -> float:
        return round(HEIGHT * (self.high - value) / (self.high - self.low), 1)

    @property
    def ticks(self) -> list[int]:
        return list(range(self.low, self.high + 1, self.step))


def scale_of(values: Sequence[int]) -> Scale:
    """About five round steps."""
    low, high = min([0, *values]), max([0, *values])
    rough = max((high - low) // 4, 1)
    magnitude = 10 ** (len(str(rough)) - 1)
    step = next(m * magnitude for m in (1, 2, 5, 10) if m * magnitude >= rough)
    return Scale(-(-low // -step) * -step if low < 0 else 0, max(-(-high // step), 1) * step, step)


def x_of(index: int, count: int) -> float:
    return round(WIDTH * (index + 0.5) / count, 1)


def line(values: Sequence[int], scale: Scale, class_: str, count: int = 0) -> Markup:
    """`count` is that of the places on the axis, where the line ends before its end."""
    points = " ".join(_points(values, scale, count or len(values)))
    return el("polyline", points=points, class_=class_)


def area(values: Sequence[int], scale: Scale, class_: str) -> Markup:
    zero, count = scale.y(0), len(values)
    edges = (f"{x_of(0, count)},{zero}", f"{x_of(count - 1, count)},{zero}")
    points = " ".join([edges[0], *_points(values, scale, count), edges[1]])
    return el("polygon", points=points, class_=class_)


def dot(index: int, count: int, y: float, class_: str) -> Markup:
    """Round however the box is stretched: a line of no length with round ends."""
    return el("path", d=f"M{x_of(index, count)} {y}h0", class_=class_)


def grid(scale: Scale) -> Markup:
    return join(
        el(
            "path",
            d=f"M0 {scale.y(tick)}H{WIDTH}",
            class_="zero" if tick == 0 else "grid",
        )
        for tick in scale.ticks
    )


def hover_bands(titles: Sequence[str]) -> Iterator[Markup]:
    """What a pointer over a day is told."""
    width = WIDTH / len(titles)
    for index, title in enumerate(titles):
        yield el(
            "rect",
            el("title", title),
            x=round(index * width, 1),
            y=0,
            width=round(width, 1),
            height=HEIGHT,
            class_="hover",
        )


def drawing(parts: Sequence[str], label: str) -> Markup:
    return el(
        "svg",
        parts,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        preserveAspectRatio="none",
        role="img",
        aria_label=label,
    )


def sparkline(values: Sequence[int]) -> Markup:
    scale = scale_of(values)
    parts = [area(values, scale, "spark-area"), line(values, scale, "spark")]
    return el(
        "svg",
        parts,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        preserveAspectRatio="none",
        aria_hidden="true",
        class_="sparkline",
    )


def _points(values: Sequence[int], scale: Scale, count: int) -> Iterator[str]:
    return (f"{x_of(index, count)},{scale.y(value)}" for index, value in enumerate(values))
