"""A team as its operators are: accounts, operators, and who of them asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from cryptography.fernet import Fernet

from importer.ledger import Ledger
from tests.cli.test_runs import Merchant
from tests.web.pages import File, Program, program

PASSWORD = "correct horse battery"
LISTEN = ("--listen", "127.0.0.1:0", "--lang", "en")
PUBLIC = "https://orders.example.com"


class Team(Merchant):
    """Whoever runs a page for others: two accounts, and operators noura (of the first) and sara (of
    all, who sees the audit), and omar, who comes by a proxy."""

    def __init__(self, folder: Path, base_url: str) -> None:
        super().__init__(folder, base_url)
        self.environment["OTO_KEY"] = Fernet.generate_key().decode()
        token = self.environment.pop("OTO_REFRESH_TOKEN")
        for name in ("one", "two"):
            self.tells(f"{token}-{name}", "accounts", "add", name)
        self.tells(PASSWORD, "operators", "add", "noura", "--account", "one")
        self.tells(PASSWORD, "operators", "add", "sara", "--all-accounts", "--admin")
        self.tells("", "operators", "add", "omar", "--account", "two", "--proxy")
        del self.environment["OTO_BASE_URL"]

    def tells(self, typed: str, *arguments: str) -> str:
        """Runs a command that reads what was typed."""
        file = self.folder / "typed"
        file.write_text(typed + "\n", encoding="utf-8")
        with file.open(encoding="utf-8") as stdin:
            code, out, err = self.runs(*arguments, stdin=stdin)
        file.unlink()
        assert code == 0, err
        return out

    @property
    def data(self) -> Path:
        """Its data folder."""
        return self.folder / "data" / "oto-importer"

    def ledger(self, **options: object) -> Ledger:
        """Its ledger, beside the running page."""
        return Ledger.open(self.data / "ledger.db", **options)  # type: ignore[arg-type]


class Served:
    """A running page of a team; `origin` is that at which people reach it."""

    def __init__(self, running: Program, listens: str) -> None:
        self.running, self.origin, self._listens = running, running.origin, listens
        self._clients: list[httpx.Client] = []

    def browser(self, comes_from: str = "127.0.0.1", **headers: str) -> httpx.Client:
        """A browser that is not logged in, at that address of this machine."""
        client = httpx.Client(
            base_url=self._listens,
            headers={"Origin": self.origin, "Host": self.origin.partition("://")[2], **headers},
            timeout=60,
            transport=httpx.HTTPTransport(local_address=comes_from),
        )
        self._clients.append(client)
        return client

    def logged_in(self, name: str, password: str = PASSWORD) -> httpx.Client:
        """The browser of somebody who has logged in."""
        client = self.browser()
        answer = log_in(client, name, password)
        assert answer.status_code == 303, answer.text
        return client

    def dropped(self, client: httpx.Client, account: str, text: str) -> File:
        """A file handed over for the account."""
        client.base_url = httpx.URL(f"{self._listens}/accounts/{account}")
        return File.dropped(client, "week.csv", text)

    def close(self) -> None:
        """Leaves nothing open."""
        for client in self._clients:
            client.close()


def log_in(client: httpx.Client, name: str, password: str = PASSWORD) -> httpx.Response:
    """What the log-in says."""
    return client.post("/login", data={"name": name, "password": password})


@contextmanager
def served(team: Team, *options: str) -> Iterator[Served]:
    """The team's page in a process of its own."""
    with program(team, *LISTEN, *options) as running:
        assert running.process.stderr is not None
        listens = running.process.stderr.readline()
        page = Served(running, f"http://{listens.partition('listens on ')[2].partition(';')[0]}")
        try:
            yield page
        finally:
            page.close()
