"""What frames the figures: whose they are, when people order, whether they can be believed."""

from collections.abc import Iterator

from promenade.base.report.model.report import Reconciliation, Report, Sums
from promenade.base.report.render.figures import count, moment
from promenade.base.report.render.page.words import Words
from promenade.kit.markup import Markup, el, join

_DEFINED = ("gmv_minor", "paid_minor", "net_minor", "aov_minor", "buyer_count", "discount_minor")
_RECONCILED = ("net_minor", "paid_minor", "refunded_minor", "gmv_minor", "order_count")
_SOFTEST, _STRONGEST = 6, 100


def header(report: Report, words: Words) -> Markup:
    channel = report.scope.channel or words["all_channels"]
    period = el("strong", words.period(report.period))
    against = f" · {words['compared']} {words.period(report.previous)}"
    title = [
        el("p", f"Promenade · {words['report']}", class_="eyebrow"),
        el("h1", words.scope(report.scope)),
        el("p", [period, against], class_="when"),
        el("p", f"{channel} · {report.scope.currency}", class_="about"),
    ]
    return el("header", [el("div", title), _badge(report, words)])


def _standing(report: Report) -> tuple[str, str, str]:
    """Its name among the texts, its tone and its sign."""
    is_balanced = report.reconciliation.is_balanced
    if is_balanced is None:
        return "unchecked", "warn", "…"
    return ("balanced", "good", "✓") if is_balanced else ("unbalanced", "bad", "✕")


def _badge(report: Report, words: Words) -> Markup:
    name, tone, sign = _standing(report)
    shown = [el("span", sign, aria_hidden="true"), words[name]]
    return el("a", shown, class_=f"badge {tone}", href="#reconciliation")


def heat(report: Report, words: Words) -> Markup:
    busiest = max(max(row) for row in report.heat)
    head = [el("h2", words["heat"]), el("p", words["heat_about"], class_="about")]
    hours = (el("th", f"{hour:02}", scope="col") for hour in range(24))
    heads = el("tr", [el("th", ""), *hours])
    rows = (_heat_row(report, day, busiest, words) for day in range(7))
    table = el("table", [el("thead", heads), el("tbody", rows)], class_="heat")
    parts = [el("div", head, class_="head"), el("div", table, class_="scroll")]
    if busiest:
        parts.append(el("p", _busiest(report, busiest, words), class_="about"))
    return el("section", parts)


def _heat_row(report: Report, day: int, busiest: int, words: Words) -> Markup:
    name = words.weekday(day)
    cells = (
        el(
            "td",
            str(orders),
            style=f"--v:{_strength(orders, busiest)}",
            title=f"{name} {hour:02}:00–{hour:02}:59: {count(orders)}",
            class_="peak" if orders and orders == busiest else None,
        )
        for hour, orders in enumerate(report.heat[day])
    )
    return el("tr", [el("th", name, scope="row"), *cells])


def _strength(orders: int, busiest: int) -> int:
    if orders <= 0:
        return 0
    return _SOFTEST + (_STRONGEST - _SOFTEST) * orders // busiest


def _busiest(report: Report, busiest: int, words: Words) -> str:
    day = next(day for day in range(7) if busiest in report.heat[day])
    hour = report.heat[day].index(busiest)
    return words.say("busiest", weekday=words.weekday(day), hour=f"{hour:02}", count=count(busiest))


def trust(report: Report, words: Words) -> Iterator[Markup]:
    yield _reconciliation(report, words)
    yield _definitions(words)


def _reconciliation(report: Report, words: Words) -> Markup:
    found = report.reconciliation
    about = words[f"{_standing(report)[0]}_about"]
    restated = [day.on for day in report.days if day.is_restated]
    heads = [
        el("th", words.say("closed_days", count=found.closed_day_count), class_="text"),
        el("th", words["orders_say"], scope="col"),
        el("th", words["facts_say"], scope="col"),
    ]
    rows = (_compared(name, found.ledger, found.facts, words) for name in _RECONCILED)
    parts = [
        el("div", [el("h2", words["reconciliation"]), _badge(report, words)], class_="head"),
        el("p", about, class_="about"),
        el("table", [el("thead", el("tr", heads)), el("tbody", rows)], class_="check"),
        _line(words["open_days"], words.days(found.open_days)),
        _line(words["restated_days"], words.days(restated)),
        *_missing(found, words),
    ]
    return el("section", parts, id="reconciliation")


def _missing(found: Reconciliation, words: Words) -> Iterator[Markup]:
    if found.missing:
        named = (f"{each.store} {each.number} ({each.version})" for each in found.missing)
        label = words.say("missing_orders", count=found.missing_count)
        yield _line(label, ", ".join(named))


def _compared(name: str, ledger: Sums, facts: Sums, words: Words) -> Markup:
    values = (words.figure(name, getattr(side, name)) for side in (ledger, facts))
    return el("tr", [el("th", words[name], class_="text", scope="row"), *_cells(values)])


def _cells(values: Iterator[str]) -> Iterator[Markup]:
    return (el("td", value) for value in values)


def _line(label: str, text: str) -> Markup:
    return el("p", f"{label}: {text}", class_="about")


def _definitions(words: Words) -> Markup:
    terms = [(words[name], words[f"def_{name}"]) for name in _DEFINED]
    terms.append((words["day"], words["def_day"]))
    entries = (join([el("dt", term), el("dd", about)]) for term, about in terms)
    head = el("div", el("h2", words["definitions"]), class_="head")
    return el("section", [head, el("dl", entries)])


def footer(report: Report, words: Words) -> Markup:
    shown = (
        f"{words['fresh']}: {moment(report.folded_at)}",
        f"{words['built']}: {moment(report.built_at)}",
        report.id,
    )
    return el("footer", (el("span", each) for each in shown))
