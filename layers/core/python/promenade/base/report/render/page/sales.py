"""What was sold: the headline, the days, where it came from."""

from collections.abc import Iterator, Sequence

from promenade.base.report.model.report import Comparison, DayRow, Report, Slice
from promenade.base.report.render.figures import count, percent
from promenade.base.report.render.page import charts
from promenade.base.report.render.page.words import Words
from promenade.kit.markup import Markup, el, join

_OTHERS = (
    "gmv_minor",
    "paid_minor",
    "order_count",
    "paid_order_count",
    "buyer_count",
    "aov_minor",
    "refunded_minor",
    "discount_minor",
)
_BETTER_LOW = frozenset({"refunded_minor", "refund_count"})
_NEITHER = frozenset({"discount_minor"})
_SOLD = ("unit_count", "paid_minor", "refunded_minor", "net_minor")
_DAILY = (
    "net_minor",
    "gmv_minor",
    "paid_minor",
    "refunded_minor",
    "order_count",
    "discount_minor",
)
_MOST_BARS = 8
_DATES = 9


def metrics(report: Report, words: Words) -> Markup:
    hero = report.headline["net_minor"]
    nets = [day.sums.net_minor for day in report.days]
    shown = [*_metric("net_minor", hero, words), charts.sparkline(nets)]
    others = (
        el("div", _metric(name, report.headline[name], words), class_="metric") for name in _OTHERS
    )
    parts = [el("div", shown, class_="hero"), el("div", others, class_="others")]
    return el("section", parts, class_="metrics", aria_label=words["summary"])


def _metric(name: str, each: Comparison, words: Words) -> list[Markup]:
    previous = f"{words['previous']} {words.figure(name, each.previous)}"
    return [
        el("div", words[name], class_="label"),
        el("div", words.figure(name, each.value), class_="value"),
        el("div", words.change(each), class_=f"delta {_tone(name, each.change_bp)}"),
        el("div", previous, class_="before"),
    ]


def _tone(name: str, change_bp: int | None) -> str:
    if not change_bp or name in _NEITHER:
        return "flat"
    return "good" if (change_bp > 0) != (name in _BETTER_LOW) else "bad"


def day_by_day(report: Report, words: Words) -> Markup:
    head = [el("h2", words["day_by_day"]), _legend(report, words)]
    best = max(report.days, key=lambda day: day.sums.net_minor)
    about = words.say("best_day", day=words.day(best.on), amount=words.money(best.sums.net_minor))
    parts = [
        el("div", head, class_="head"),
        _plot(report.days, words),
        el("p", about, class_="about") if best.sums.net_minor > 0 else "",
        el("details", [el("summary", words["daily_figures"]), _daily(report.days, words)]),
    ]
    return el("section", parts)


def _legend(report: Report, words: Words) -> Markup:
    items = [
        el("li", words["net_minor"]),
        el("li", words["gmv_minor"], class_="gmv"),
        el("li", f"{words['net_minor']} · {words[report.compare]}", class_="past"),
    ]
    if any(day.is_restated for day in report.days):
        items.append(el("li", words["restated"], class_="restated"))
    return el("ul", items, class_="legend")


def _plot(days: Sequence[DayRow], words: Words) -> Markup:
    net = [day.sums.net_minor for day in days]
    gmv = [day.sums.gmv_minor for day in days]
    past = [day.previous.net_minor for day in days if day.previous]
    scale = charts.scale_of([*net, *gmv, *past])
    drawn = [
        charts.grid(scale),
        charts.area(net, scale, "net-area"),
        charts.line(past, scale, "past", len(days)),
        charts.line(gmv, scale, "gmv"),
        charts.line(net, scale, "net"),
        *_rings(days, scale),
        *charts.hover_bands([_told(day, words) for day in days]),
    ]
    label = f"{words['day_by_day']}: {words['net_minor']}, {words['gmv_minor']}"
    ticks = [
        el("span", words.tick(tick), style=f"top:{scale.y(tick) / charts.HEIGHT:.2%}")
        for tick in scale.ticks
    ]
    parts = [
        el("div", ticks, class_="scale", aria_hidden="true"),
        charts.drawing(drawn, label),
        el("div", _dates(days, words), class_="dates", aria_hidden="true"),
    ]
    return el("div", parts, class_="plot")


def _rings(days: Sequence[DayRow], scale: charts.Scale) -> Iterator[Markup]:
    for index, day in enumerate(days):
        if day.is_restated or len(days) == 1:
            y = scale.y(day.sums.net_minor)
            yield charts.dot(index, len(days), y, "ring")
            yield charts.dot(index, len(days), y, "hole")


def _told(day: DayRow, words: Words) -> str:
    named = ("net_minor", "gmv_minor", "refunded_minor", "order_count")
    figures = (f"{words[n]} {words.figure(n, getattr(day.sums, n))}" for n in named)
    return "\n".join([words.day(day.on), *figures])


def _dates(days: Sequence[DayRow], words: Words) -> Iterator[Markup]:
    step = -(-len(days) // _DATES)
    for order, index in enumerate(range(0, len(days), step)):
        left = f"left:{charts.x_of(index, len(days)) / charts.WIDTH:.2%}"
        shown = words.day(days[index].on, with_year=False)
        yield el("span", shown, style=left, class_="minor" if order % 3 else None)


def _daily(days: Sequence[DayRow], words: Words) -> Markup:
    heads = [
        el("th", words["day"], class_="text", scope="col"),
        *(el("th", words[name], scope="col") for name in _DAILY),
    ]
    rows = (_daily_row(day, words) for day in days)
    table = el("table", [el("thead", el("tr", heads)), el("tbody", rows)])
    return el("div", table, class_="scroll")


def _daily_row(day: DayRow, words: Words) -> Markup:
    name = el("th", [words.day(day.on), *_marks(day, words)], class_="text", scope="row")
    figures = (el("td", words.figure(each, getattr(day.sums, each))) for each in _DAILY)
    return el("tr", [name, *figures])


def _marks(day: DayRow, words: Words) -> Iterator[Markup]:
    for name, is_so in (("restated", day.is_restated), ("open", not day.is_closed)):
        if is_so:
            yield join([" ", el("span", words[name], class_="tag")])


def channels_and_categories(report: Report, words: Words) -> Iterator[Markup]:
    yield _bars("channels", report.channels, words)
    yield _bars("categories", report.categories, words)


def _bars(name: str, slices: Sequence[Slice], words: Words) -> Markup:
    if not slices:
        body = el("p", words["nothing"], class_="about")
        return el("section", [el("div", el("h2", words[name]), class_="head"), body])
    heads = [
        el("th", "", class_="text", scope="col"),
        el("th", words["net_minor"], scope="col"),
        el("th", words["share"], scope="col"),
        el("th", words["unit_count"], class_="wide", scope="col"),
    ]
    rows = [*(_bar(each, slices[0], words) for each in slices[:_MOST_BARS]), *_rest(slices, words)]
    table = el("table", [el("thead", el("tr", heads)), el("tbody", rows)], class_="bars")
    return el("section", [el("div", el("h2", words[name]), class_="head"), table])


def _bar(each: Slice, largest: Slice, words: Words) -> Markup:
    whole = max(largest.sums.net_minor, 1)
    width = max(each.sums.net_minor, 0) / whole
    bar = el("span", el("i", "", style=f"width:{width:.1%}"), class_="bar", aria_hidden="true")
    cells = [
        el("td", [words.name(each), bar], class_="text"),
        el("td", words.money(each.sums.net_minor)),
        el("td", percent(each.share_bp)),
        el("td", count(each.sums.unit_count), class_="wide"),
    ]
    return el("tr", cells)


def _rest(slices: Sequence[Slice], words: Words) -> Iterator[Markup]:
    left = slices[_MOST_BARS:]
    if left:
        shares = [each.share_bp for each in left if each.share_bp is not None]
        cells = [
            el("td", words.say("rest", count=len(left)), class_="text"),
            el("td", words.money(sum(each.sums.net_minor for each in left))),
            el("td", percent(sum(shares) if shares else None)),
            el("td", count(sum(each.sums.unit_count for each in left)), class_="wide"),
        ]
        yield el("tr", cells, class_="rest")


def best_sellers(report: Report, words: Words) -> Markup:
    shown, number = report.top_skus, report.sku_count
    about = words.say("top_skus_of", shown=len(shown), count=count(number))
    head = [el("h2", words["top_skus"]), el("p", about, class_="about")]
    heads = [
        el("th", "#", scope="col", class_="text rank"),
        el("th", words["title"], class_="text", scope="col"),
        *(el("th", words[name], class_=_wide(name), scope="col") for name in _SOLD),
    ]
    rows = (_best_seller(rank, each, words) for rank, each in enumerate(shown, start=1))
    table = el("table", [el("thead", el("tr", heads)), el("tbody", rows)])
    return el("section", [el("div", head, class_="head"), table])


def _best_seller(rank: int, each: Slice, words: Words) -> Markup:
    title = [each.title or each.name, el("span", each.name, class_="code")]
    figures = (
        el("td", words.figure(name, getattr(each.sums, name)), class_=_wide(name)) for name in _SOLD
    )
    cells = [el("td", str(rank), class_="text rank"), el("td", title, class_="text"), *figures]
    return el("tr", cells)


def _wide(name: str) -> str | None:
    return "wide" if name in {"paid_minor", "refunded_minor"} else None
