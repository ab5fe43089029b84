"""What the ledger knows of an order is told beside a mistake in its rows, by run and check."""

import json

import pytest
from openpyxl import load_workbook

from importer.orders import to_json
from tests.cli.test_runs import HEAD, TOKEN, Merchant, line, oto, results  # noqa: F401 (a fixture)
from tests.faulty_oto import Remote
from tests.sending.factories import make_order


@pytest.fixture
def merchant(tmp_path_factory: pytest.TempPathFactory, oto: str) -> Merchant:  # noqa: F811
    """A merchant whose orders A and B are in OTO; her sheet has no city column."""
    merchant = Merchant(tmp_path_factory.mktemp("truth"), oto)
    write(merchant, line("A"), line("B"))
    code, summary = merchant.summary("week.csv", "--set", "customer.city=Riyadh")
    assert (code, summary["created"]) == (0, 2)
    return merchant


def write(merchant: Merchant, *rows: str) -> None:
    """Her file of the week."""
    text = HEAD + "".join(rows)
    text = text.replace("customer.city,", "").replace("Riyadh,", "")
    (merchant.folder / "week.csv").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("command", [("check",), ()])
def test_an_order_that_is_in_oto_is_never_invalid(
    merchant: Merchant, command: tuple[str, ...]
) -> None:
    """The same rows without the option that made them whole: the orders are in OTO, and a third
    one, which is not, is invalid."""
    write(merchant, line("A"), line("B"), line("C"))
    code, summary = merchant.summary(*command, "week.csv")
    assert code == 1
    assert (summary["already_created"], summary["invalid"]) == (2, 1)
    rows = {row["orderId"]: row for row in results(summary["report"])}
    assert rows["A"]["otoId"] and rows["C"]["otoId"] is None


def test_a_created_order_whose_row_was_spoiled_is_a_conflict(merchant: Merchant) -> None:
    """A changed cell that a check refuses: OTO has the order as it was, and both are told."""
    write(merchant, line("A"), line("B", mobile="12"))
    code, summary = merchant.summary("week.csv", "--set", "customer.city=Riyadh")
    assert (code, summary["already_created"], summary["conflict"]) == (1, 1, 1)
    (row,) = (row for row in results(summary["report"]) if row["orderId"] == "B")
    assert row["errorCode"] == "changed_since_sent" and row["otoId"]
    assert "12" in str(row["error"])
    to_fix = load_workbook(str(summary["report"]))["To fix"]
    assert "B" in {str(cell.value) for line_ in to_fix.iter_rows() for cell in line_}


def test_an_order_that_another_channel_made_is_never_invalid(merchant: Merchant) -> None:
    """A run looks the orders up, too, that a mistake holds back: one that OTO has is told as what
    it is, beside its mistake, and nothing is sent over it."""
    remote = Remote(merchant.environment["OTO_BASE_URL"])
    order = json.loads(to_json(make_order(1, amount="10").payload))
    order["customer"] |= {"name": "Noura", "mobile": "966551234567", "address": "Street 1"}
    order["items"] = [{"sku": "sku", "quantity": 1}]
    same = remote.put({**order, "orderId": "C"}, account=TOKEN)
    other = remote.put({**order, "orderId": "D", "amount": 7}, account=TOKEN)
    write(merchant, *(line(name, mobile="12") for name in "CDE"), line("F"))
    code, summary = merchant.summary("week.csv", "--set", "customer.city=Riyadh")
    assert (code, summary["created"], summary["already_created"]) == (1, 1, 1)
    assert (summary["conflict"], summary["invalid"]) == (1, 1)
    rows = {row["orderId"]: row for row in results(summary["report"])}
    assert (str(rows["C"]["otoId"]), str(rows["D"]["otoId"])) == (str(same), str(other))
    assert "12" in str(rows["D"]["error"])
    assert len(remote.calls("createOrder")) == 3
