"""Who gets into the page of a team, how far, and what is written down of it."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.routing import Mount, Route

from importer import operators, settings
from importer.runs import Jobs
from importer.web import Desk, Desks, Front, Register
from importer.web.app import application
from importer.web.team import Team as TeamPage
from tests import faulty_oto as sandbox
from tests.cli.test_runs import Merchant
from tests.web.pages import HEAD, File, at_work, line, names_in
from tests.web.teams import LISTEN, PASSWORD, PUBLIC, Served, Team, log_in, served

OPEN = {("GET", "/login"), ("HEAD", "/login"), ("POST", "/login"), ("GET", "/static/page.js")}


@pytest.fixture(scope="module")
def oto() -> Iterator[str]:
    with sandbox.serve() as base_url:
        yield base_url


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory, oto: str) -> Team:
    return Team(tmp_path_factory.mktemp("team"), oto)


@pytest.fixture(scope="module")
def page(team: Team) -> Iterator[Served]:
    with served(team) as running:
        yield running


@pytest.fixture
def noura(page: Served) -> httpx.Client:
    return page.logged_in("noura")


def addresses(routes: list[object], before: str = "") -> list[tuple[str, str]]:
    """Every address of the routes, by its methods."""
    found = []
    for route in routes:
        if isinstance(route, Mount):
            found.append(("GET", f"{before}{route.path}/page.js"))
        else:
            assert isinstance(route, Route)
            path = re.sub("{id}", "0123456789abcdef", route.path).replace("{kind}", "report")
            found += [(method, f"{before}{path}") for method in sorted(route.methods or ())]
    return found


def of_account(folder: Path, account: str) -> list[tuple[str, str]]:
    """Every address of an account's page."""
    desk = Desk(settings.load(folder, keyring=False), "en")
    return addresses(list(application(desk, lambda *_: None).routes), f"/accounts/{account}")


def of_team(folder: Path) -> list[tuple[str, str]]:
    """Every address beside those of the accounts."""
    own = settings.load(folder, keyring=False)
    register = Register(str(folder / "ledger.db"))
    made = TeamPage(Desks(own, "en", register), register, Front("http://127.0.0.1:1"))
    routes = list(made.app.routes)
    made.close()
    register.close()
    return [each for each in addresses(routes) if "{account}" not in each[1]]


def test_nothing_is_open_but_the_log_in(page: Served, tmp_path: Path) -> None:
    """Without a session, with a guessed one or an empty one, every address that there is sends to
    the log-in or says 401; those of one person's page are not there."""
    known = [*of_team(tmp_path), *of_account(tmp_path, "one"), ("GET", "/accounts/nowhere/")]
    assert len(known) > 25 and not {path for _, path in known} & {"/leave", "/accounts/one/leave"}
    name = f"importer-team-{page.origin.rpartition(':')[2]}"
    for cookie in ("", f"{name}=guess", f"{name}=", "__Host-importer=x"):
        browser = page.browser(Cookie=cookie)
        for method, path in known:
            answer = browser.request(method, path)
            expected = (200, 401) if (method, path) in OPEN else (401,)
            assert answer.status_code in expected, (method, path)
            assert "set-cookie" not in answer.headers
        shown = browser.get("/accounts/one/", headers={"Accept": "text/html"})
        assert (shown.status_code, shown.headers["location"]) == (303, "/login")


def test_an_account_is_open_to_its_operators_alone(
    page: Served, noura: httpx.Client, tmp_path: Path
) -> None:
    """403 at every address of another account, of one that there is not, and of the one without a
    name; whoever may use all reaches all of them."""
    sara = page.logged_in("sara")
    for account in ("two", "nowhere", "-", "One", "one%2F..%2Ftwo"):
        for method, path in of_account(tmp_path, account):
            assert noura.request(method, path).status_code in (403, 404), (method, path)
    for method, path in of_account(tmp_path, "two"):
        assert noura.request(method, path).status_code == 403, (method, path)
        assert sara.request(method, path).status_code not in (401, 403), (method, path)
    for method, path in of_account(tmp_path, "one"):
        assert noura.request(method, path).status_code not in (401, 403), (method, path)
    assert noura.get("/audit").status_code == 403
    assert noura.get("/").headers["location"] == "/accounts/one/"
    listed = sara.get("/").text
    assert 'href="/accounts/one/"' in listed and 'href="/accounts/two/"' in listed


def test_a_file_belongs_to_its_account(page: Served, noura: httpx.Client) -> None:
    """Others of the account see it, and under another account's address it is not there."""
    file = page.dropped(noura, "one", HEAD + line("of-one"))
    sara = page.logged_in("sara")
    assert sara.get(f"/accounts/one{file.path}").status_code == 200
    assert file.path in sara.get("/accounts/one/").text
    assert sara.get(f"/accounts/two{file.path}").status_code == 404
    assert file.path not in sara.get("/accounts/two/").text


def test_a_page_of_a_team_has_no_token_and_no_end(page: Served, noura: httpx.Client) -> None:
    """Neither the form nor the button; the account and who is logged in are told, and every
    address on it is the account's."""
    html = noura.get("/accounts/one/").text
    assert 'id="token"' not in html and 'id="leave"' not in html
    assert "<bdi>one</bdi>" in html and "<bdi>noura</bdi>" in html and 'action="/logout"' in html
    for action in ("login", "leave"):
        assert noura.post(f"/accounts/one/{action}").status_code == 404


def test_other_names_and_other_pages_are_refused(page: Served, noura: httpx.Client) -> None:
    """Another host, another origin or none, a request of another page: 403 for the log-in as well;
    a link from another page may be followed, and leads to the log-in."""
    for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"},
                    {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
                    {"Sec-Fetch-Site": "same-site"},
                    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate",
                     "Sec-Fetch-Dest": "document"}):  # fmt: skip
        for path in ("/login", "/logout", "/accounts/one/uploads"):
            assert noura.post(path, headers=headers).status_code == 403, (path, headers)
    silent = httpx.Request("POST", f"{page.origin}/logout", cookies=dict(noura.cookies))
    assert noura.send(silent).status_code == 403
    opened = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert noura.get("/login", headers={**opened, "Sec-Fetch-Dest": "iframe"}).status_code == 403
    followed = page.browser().get("/login", headers={**opened, "Sec-Fetch-Dest": "document"})
    assert followed.status_code == 200


def test_the_cookie_is_this_hosts_alone(team: Team) -> None:
    """Behind https it is bound to the host, secure, out of reach of scripts and other sites; the
    policy is as strict as on one person's page."""
    with served(team, "--public-url", PUBLIC) as page:
        answer = log_in(page.browser(), "noura")
        name, *flags = answer.headers["set-cookie"].split("; ")
        assert name.startswith("__Host-importer=") and len(name.partition("=")[2]) >= 43
        assert {flag.lower() for flag in flags} == {
            "httponly", "secure", "samesite=strict", "path=/", "max-age=604800"
        }  # fmt: skip
        browser = page.browser(Cookie=name)
        assert browser.get("/accounts/one/").status_code == 200
        for path in ("/login", "/accounts/one/", "/static/page.js", "/nowhere"):
            policy = browser.get(path).headers["content-security-policy"]
            assert "default-src 'none'" in policy and "unsafe" not in policy
        assert browser.get("/accounts/one/", headers={"Host": "127.0.0.1"}).status_code == 403


def test_a_wrong_password_says_no_more_than_an_unknown_name(team: Team) -> None:
    """The same words, and the same wait after five of either; then not even the right one opens,
    and another name does."""
    with served(team) as page:
        browser, told = page.browser(), []
        for name in ("noura", "nobody"):
            answers = [log_in(browser, name, f"wrong password {n}") for n in range(6)]
            assert [answer.status_code for answer in answers] == [401] * 5 + [429]
            assert 25 <= int(answers[-1].headers["retry-after"]) <= 31
            told += [answer.text.replace(name, "") for answer in answers]
        assert len(set(told)) == 1 and "do not belong together" in told[0]
        assert log_in(browser, "NOURA").status_code == 429
        assert log_in(browser, "sara").status_code == 303


def test_a_log_in_that_makes_no_sense_is_refused(page: Served) -> None:
    """Odd forms get a refusal, and the page goes on."""
    browser = page.browser()
    for content in (b"", b"name", b"name=%FF&password=%00", b"\xff" * 100, b"name=x&name=noura"):
        assert browser.post("/login", content=content).status_code in (401, 429)
    assert browser.post("/login", content=b"x" * 10_000).status_code == 413
    assert browser.get("/login").status_code == 200


def test_logging_out_ends_the_session(page: Served) -> None:
    """Also for whoever has copied the cookie; a new log-in ends the one before."""
    noura = page.logged_in("noura")
    copied = page.browser(Cookie="; ".join(f"{k}={v}" for k, v in noura.cookies.items()))
    assert copied.get("/accounts/one/").status_code == 200
    assert log_in(noura, "noura").status_code == 303
    assert copied.get("/accounts/one/").status_code == 401
    assert noura.post("/logout").headers["location"] == "/login"
    assert noura.get("/accounts/one/").status_code == 401


def test_a_session_that_is_over_opens_nothing(team: Team, page: Served) -> None:
    """One that was last used twelve hours ago, as the ledger has it."""

    def session(hours: float) -> str:
        with team.ledger(clock=lambda: time.time() - hours * 3600) as ledger:
            key = operators.begin_session(ledger, operators.find_known(ledger, "noura"))
        return f"importer-team-{page.origin.rpartition(':')[2]}={key}"

    for hours, status in ((11.9, 200), (12.1, 401)):
        browser = page.browser(Cookie=session(hours))
        assert browser.get("/accounts/one/").status_code == status


def test_a_removed_operator_is_out_at_once(team: Team, page: Served) -> None:
    """Her next request is refused, and a page of hers that listens hears nothing more; the same
    when her password or what she may use is changed."""
    team.tells(PASSWORD, "operators", "add", "lina", "--account", "one")
    lina = page.logged_in("lina")
    file = page.dropped(lina, "one", HEAD + line("L"))
    with lina.stream("GET", f"{file.path}/events") as events:
        heard = events.iter_lines()
        assert next(heard)
        team.tells("", "operators", "remove", "Lina")
        assert lina.get(f"{file.path}/state").status_code == 401
        noura = page.logged_in("noura")
        noura.base_url = lina.base_url
        File(noura, file.path.rpartition("/")[2]).mend((2, 5, "0551234568"))
        told = "".join(heard)  # it ends
        assert told.count("data:") < 20
    assert log_in(page.browser(), "lina").status_code == 401
    sara = page.logged_in("sara")
    team.tells("another long password", "operators", "password", "sara")
    assert sara.get("/").status_code == 401
    team.tells(PASSWORD, "operators", "password", "sara")


def test_a_header_counts_from_the_trusted_proxy_alone(team: Team) -> None:
    """From its address it names an operator that exists; from another, or named twice, it is as if
    it were not there."""
    named = {"X-Forwarded-User": "Omar"}
    options = ("--trusted-proxy", "127.0.0.9", "--trusted-header", "X-Forwarded-User")
    with served(team, *options) as page:
        by_proxy = page.browser("127.0.0.9", **named)
        html = by_proxy.get("/accounts/two/").text
        assert "<bdi>omar</bdi>" in html and 'action="/logout"' not in html
        assert by_proxy.get("/accounts/one/").status_code == 403
        assert page.browser("127.0.0.1", **named).get("/accounts/two/").status_code == 401
        for other in ("nobody", "", "sara, omar", "x\xff"):
            headers = [(b"X-Forwarded-User", other.encode("latin-1"))]
            answer = page.browser("127.0.0.9").get("/accounts/two/", headers=headers)
            assert answer.status_code == 403, other
        twice = [(b"X-Forwarded-User", b"omar"), (b"X-Forwarded-User", b"sara")]
        assert page.browser("127.0.0.9").get("/", headers=twice).status_code == 403
        cross = by_proxy.post("/accounts/two/uploads", headers={"Origin": "https://evil.example"})
        assert cross.status_code == 403
        assert log_in(page.browser("127.0.0.9"), "noura").status_code == 303
        assert log_in(page.browser("127.0.0.9"), "omar", "").status_code == 401


def test_failures_count_by_the_address_that_the_proxy_names(team: Team) -> None:
    """Twenty from one address, under whatever names; the proxy's other people get in, and what a
    browser itself writes into the header hides nobody."""
    with served(team, "--trusted-proxy", "127.0.0.9") as page:
        for n in range(20):
            browser = page.browser("127.0.0.9", **{"X-Forwarded-For": f"10.9.9.{n}, 10.0.0.1"})
            assert log_in(browser, f"guess{n}").status_code == 401
        browser = page.browser("127.0.0.9", **{"X-Forwarded-For": "10.8.8.8, 10.0.0.1"})
        assert log_in(browser, "noura").status_code == 429
        other = page.browser("127.0.0.9", **{"X-Forwarded-For": "10.0.0.2"})
        assert log_in(other, "noura").status_code == 303
        assert log_in(page.browser(**{"X-Forwarded-For": "10.0.0.1"}), "sara").status_code == 303


def test_who_sent_and_who_stopped_is_written_down(tmp_path: Path, oto: str) -> None:
    """With account, file and upload or run, the newest first, for the admin's page and the command
    line; no customer, no password and no session's key is in it, in the ledger or in the log."""
    team = Team(tmp_path, oto)
    team.environment["OTO_RATE"] = "5"
    rows = "".join(line(f"W{n}", name="Unmistakable") for n in range(60))
    with served(team, "-vv") as page, at_work(team):
        noura, sara = page.logged_in("noura"), page.logged_in("sara")
        secrets = [value for each in (noura, sara) for value in each.cookies.values()]
        log_in(page.browser(), "noura", "a password that is wrong")
        file = page.dropped(noura, "one", HEAD + rows)
        file.mend((2, 5, "0551234568"))
        file.begin()
        file.until(lambda news: bool(news["run"]) and news["run"]["settled"] > 0)
        assert sara.post(f"/accounts/one{file.path}/stop").status_code == 202
        file.until(lambda news: news["run"]["state"] == "done")
        assert noura.post(f"{file.path}/stop").status_code == 202  # nothing is left to stop
        subject = f"week.csv ({file.path.rpartition('/')[2]})"
        run = f"week.csv ({file.state()['run']['id']})"
        shown = sara.get("/audit").text
        assert subject in shown and run in shown and "stopped" in shown
        _, said = page.running.end()
    done = json.loads(team.tells("", "operators", "audit", "--json"))
    told = [(e["operator"], e["action"], e["account"], e["subject"]) for e in done]
    assert told[:4] == [
        ("sara", "stopped", "one", run),
        ("noura", "submitted", "one", run),
        ("noura", "mended", "one", subject),
        ("noura", "added", "one", subject),
    ]
    assert ("", "operator_kept", "", "omar") in told
    assert subject in team.tells("", "operators", "audit")
    for secret in (*secrets, PASSWORD, "a password that is wrong"):
        assert secret not in said and not names_in(team.data, secret)
    in_files = {
        each.relative_to(team.data).parts[0] for each in names_in(team.data, "Unmistakable")
    }
    assert in_files - {"ledger.db-wal", "ledger.db-shm"} == {"web", "ledger.db"}
    with team.ledger() as ledger:  # there it is among the files of the run alone
        for table in ("audit", "jobs", "orders"):
            assert "Unmistakable" not in str(ledger.database.run(f"SELECT * FROM {table}", {}))


@pytest.mark.parametrize(
    ("options", "said"),
    [(("--listen", "0.0.0.0:8300"), "--public-url"),
     (("--listen", "8300"), "HOST:PORT"),
     (("--listen", "127.0.0.1:x"), "HOST:PORT"),
     ((*LISTEN, "--public-url", "http://orders.example.com"), "https://"),
     ((*LISTEN, "--public-url", "https://orders.example.com/page"), "without a path"),
     ((*LISTEN, "--public-url", "https://me@orders.example.com"), "without a path"),
     ((*LISTEN, "--trusted-header", "X-Forwarded-User"), "--trusted-proxy"),
     ((*LISTEN, "--trusted-proxy", "proxy.example.com"), "IP address"),
     ((*LISTEN, "--port", "8300"), "exclude each other"),
     ((*LISTEN, "--sandbox"), "exclude each other"),
     (("--public-url", PUBLIC), "--listen")],
)  # fmt: skip
def test_options_that_do_not_go_together_are_refused(
    tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    """With 2 and a sentence, before anything listens."""
    code, out, err = Merchant(tmp_path).runs("web", *options, "--lang", "en")
    assert code == 2 and said in err and not out


def test_without_operators_there_is_no_page(tmp_path: Path) -> None:
    """It ends with 3 and the command that adds one."""
    code, out, err = Merchant(tmp_path).runs("web", *LISTEN)
    assert code == 3 and "operators add NAME" in err and not out


def test_an_account_whose_token_does_not_open_says_so(team: Team) -> None:
    """The others go on; with the key it is there again."""
    key = team.environment.pop("OTO_KEY")
    with served(team) as page:
        answer = page.logged_in("noura").get("/accounts/one/", headers={"Accept": "text/html"})
        assert answer.status_code == 503 and "there is no key" in answer.text
    team.environment["OTO_KEY"] = key


def test_an_account_that_is_added_is_there_at_once(team: Team, page: Served, oto: str) -> None:
    """And one that is removed is not; nobody starts the page anew."""
    sara = page.logged_in("sara")
    assert sara.get("/accounts/three/").status_code == 403
    team.environment["OTO_BASE_URL"] = oto
    team.tells("a-third-token", "accounts", "add", "three")
    del team.environment["OTO_BASE_URL"]
    assert sara.get("/accounts/three/").status_code == 200
    team.tells("", "accounts", "remove", "three")
    assert sara.get("/accounts/three/").status_code == 403


def test_nothing_is_sent_that_cannot_be_written_down(tmp_path: Path, oto: str) -> None:
    """Without its audit the page refuses to send, and says why."""
    team = Team(tmp_path, oto)
    sent = len(sandbox.Remote(oto).orders())
    with served(team) as page:
        file = page.dropped(page.logged_in("noura"), "one", HEAD + line("unwritten"))
        with team.ledger() as ledger:
            ledger.database.run("ALTER TABLE audit RENAME TO gone", {})
        said = {"version": file.judged().state()["version"]}
        answer = file.client.post(f"{file.path}/send", json=said)
        assert answer.status_code == 400 and answer.json()["error"]["message"]
        assert file.judged().state()["counts"]["to_send"] == 1
        with team.ledger() as ledger:
            assert Jobs(ledger).newest() == []
    assert len(sandbox.Remote(oto).orders()) == sent
