"""A report in every format it is asked for."""

from collections.abc import Mapping

import msgspec

from promenade.base.report.model.job import Format, Language
from promenade.base.report.model.report import Report
from promenade.base.report.render.page import to_html
from promenade.base.report.render.tables import to_csv, to_xlsx


def render(report: Report, language: Language) -> Mapping[Format, bytes]:
    return {
        "html": to_html(report, language),
        "json": msgspec.json.encode(report),
        "csv": to_csv(report),
        "xlsx": to_xlsx(report, language),
    }
