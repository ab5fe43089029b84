"""The chart of statuses in the Summary."""

from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart

from importer.i18n import Language
from importer.outcome import Status
from importer.report import words
from importer.report.excel.style import INK, PALETTES


def status_chart(
    workbook: Workbook, sheet: str, first: int, shown: Sequence[Status], lang: Language
) -> Chart:
    """A bar for each status; codes and counts stand in columns B and C from row `first` on."""
    chart = workbook.add_chart({"type": "bar"})
    assert chart is not None
    last = first + len(shown) - 1
    chart.add_series(
        {
            "name": words.ORDERS.format(lang),
            "categories": [sheet, first, 1, last, 1],
            "values": [sheet, first, 2, last, 2],
            "points": [{"fill": {"color": PALETTES[status].strong}} for status in shown],
            "data_labels": {"value": True, "num_format": "#,##0;;"},
            "gap": 45,
        }
    )
    chart.set_title({"none": True})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "line": {"none": True}, "num_font": {"color": INK}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": 500, "height": 46 * len(shown) + 40})
    return chart
