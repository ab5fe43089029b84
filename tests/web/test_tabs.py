"""Two tabs, two programs, and a click that comes twice: no order is sent twice, no mend is lost."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests import faulty_oto as sandbox
from tests.cli.test_runs import Merchant, oto
from tests.web.pages import HEAD, File, line, program

__all__ = ["oto"]
MOBILE = 5  # its column
COUNT = 30


@pytest.fixture
def merchant(tmp_path: Path, oto: str) -> Merchant:
    """A merchant with an account."""
    return Merchant(tmp_path, oto)


def test_mends_of_many_tabs_at_once_are_all_kept(merchant: Merchant, oto: str) -> None:
    """Each tab mends another order at the same moment, then all press "send" at the same moment:
    one run, in which every order goes out as it was mended."""
    text = HEAD + "".join(line(f"A{n}", "12") for n in range(COUNT))
    with program(merchant) as running, ThreadPoolExecutor(8) as tabs:
        file = File.dropped(running.visitor(), "week.csv", text)
        list(tabs.map(lambda n: file.mend((n + 2, MOBILE, f"05512345{n:02}")), range(COUNT)))
        assert file.judged().state()["counts"]["to_send"] == COUNT
        said = {"version": file.state()["version"]}
        sent = tabs.map(lambda _: file.client.post(f"{file.path}/send", json=said), range(8))
        assert sorted(answer.status_code for answer in sent) == [202] + [409] * 7
        file.until(lambda news: bool(news["run"]) and news["run"]["state"] == "done")
    orders = sandbox.Remote(oto).orders()
    assert len(orders) == COUNT == len(sandbox.Remote(oto).calls("createOrder"))
    phones = {each["customer"]["mobile"][-2:] for each in sandbox.Remote(oto).payloads().values()}
    assert phones == {f"{n:02}" for n in range(COUNT)}


def test_two_programs_on_one_file_send_each_order_once(merchant: Merchant, oto: str) -> None:
    """Started twice, each on its own port with its own key, both send the same file at once."""
    merchant.environment["OTO_RATE"] = "20"
    text = HEAD + "".join(line(f"A{n}", f"05512345{n:02}") for n in range(COUNT))
    with ExitStack() as programs:
        one, other = (programs.enter_context(program(merchant)) for _ in range(2))
        first = File.dropped(one.visitor(), "week.csv", text)
        second = File(other.visitor(), first.path.rpartition("/")[2])
        assert httpx.get(f"{other.origin}/", cookies=first.client.cookies).status_code == 403
        second.judged()
        first.begin()
        second.begin()
        for file in (first, second):
            file.until(lambda news: bool(news["run"]) and news["run"]["state"] == "done")
            assert file.judged().state()["counts"]["in_oto"] == COUNT
    assert (
        len(sandbox.Remote(oto).orders()) == COUNT == len(sandbox.Remote(oto).calls("createOrder"))
    )


def test_a_run_that_fails_says_so_and_can_be_sent_again(merchant: Merchant, oto: str) -> None:
    """OTO fails every call for a while: each order says that it is not sent or not certain, and
    sending once more ends with every order in OTO, once."""
    text = HEAD + "".join(line(f"A{n}", f"05512345{n:02}") for n in range(5))
    merchant.environment |= {"OTO_PATIENCE": "1"}
    with program(merchant) as running:
        file = File.dropped(running.visitor(), "week.csv", text)
        lost = {"fault": "lose", "orders": ["A1"]}
        refused = {"fault": "refuse", "orders": ["A2"], "status": 400}
        sandbox.Remote(oto).script([lost, refused])
        state = file.send()
        assert state["result"] and not state["result"]["good"]
        sandbox.Remote(oto).script([])
        assert file.send()["counts"]["in_oto"] == 5
    assert sorted(sandbox.Remote(oto).payloads()) == [f"A{n}" for n in range(5)]
    assert len(sandbox.Remote(oto).orders()) == 5


def test_an_order_on_its_way_when_the_program_was_killed_is_settled_by_sending(
    merchant: Merchant, oto: str
) -> None:
    """OTO has it and could not say so any more: it counts among those to send, not those to mend,
    and is asked for, not sent again; with a mistake in its rows it waits for the mend."""
    text = HEAD + line("A") + line("B")
    created = {"fault": "hang", "orders": ["B"], "seconds": 60, "after": True}
    sandbox.Remote(oto).script([created])
    with program(merchant) as running:
        file = File.dropped(running.visitor(), "week.csv", text)
        file.begin()
        file.until(lambda news: bool(news["run"]) and news["run"]["settled"] == 1)
        running.process.kill()
    sandbox.Remote(oto).script([])
    with program(merchant) as running:
        file = File(running.visitor(), file.path.rpartition("/")[2]).judged()
        state = file.state()
        assert state["counts"] == {"orders": 2, "to_send": 1, "to_mend": 0, "in_oto": 1, "rows": 2}
        assert file.rows("mend") == []
        file.mend((3, MOBILE, "12"))
        assert file.judged().state()["counts"]["to_mend"] == 1
        file.client.post(f"{file.path}/undo")
        assert file.send()["counts"]["in_oto"] == 2
    assert sorted(order["orderId"] for order in sandbox.Remote(oto).orders()) == ["A", "B"]
    # The call that was cut off never came to its end, and no other one was made for it.
    assert [call["orderId"] for call in sandbox.Remote(oto).calls("createOrder")] == ["A"]
