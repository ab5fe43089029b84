"""A sandbox for each test, and a caller that has its token."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from importer import sandbox
from tests import faulty_oto

UNUSED = httpx.create_ssl_context()  # takes 20 ms, and the sandbox speaks plain http


class Caller:
    """Calls the sandbox as OTO's own clients do; `url` is its base URL."""

    def __init__(self, url: str, refresh: str = "merchant") -> None:
        self.url = url
        self.http = httpx.Client(base_url=url, timeout=10, trust_env=False, verify=UNUSED)
        answer = self.http.post("/refreshToken", json={"refresh_token": refresh}).json()
        self.http.headers["Authorization"] = f"Bearer {answer.get('access_token')}"

    def order(self, order_id: str = "A-1", **changed: Any) -> dict[str, Any]:
        """A body that is taken as it is; a change to None takes the field away."""
        fields = {
            "orderId": order_id,
            "payment_method": "cod",
            "amount": 300.41,
            "amount_due": 300.41,
            "currency": "SAR",
            "customer": self.customer(),
            "items": [{"sku": "A-1", "quantity": 2}],
            **changed,
        }
        return {name: value for name, value in fields.items() if value is not None}

    def customer(self, **changed: Any) -> dict[str, Any]:
        """A customer that is taken as it is."""
        fields = {
            "name": "Sara",
            "mobile": "966500000001",
            "address": "King Fahd Road",
            "city": "Riyadh",
            "country": "SA",
            **changed,
        }
        return {name: value for name, value in fields.items() if value is not None}

    def create(self, order_id: str = "A-1", **changed: Any) -> httpx.Response:
        """One createOrder."""
        return self.http.post("/createOrder", json=self.order(order_id, **changed))


@pytest.fixture
def base_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A fresh sandbox: the plain one, but for a test that looks into it or gives it faults."""
    serve = faulty_oto.serve if "remote" in request.fixturenames else sandbox.serve
    with serve() as url:
        yield url


@pytest.fixture
def caller(base_url: str) -> Iterator[Caller]:
    """A merchant of the sandbox, logged in."""
    one = Caller(base_url)
    yield one
    one.http.close()


@pytest.fixture
def remote(base_url: str) -> faulty_oto.Remote:
    """The sandbox from within."""
    return faulty_oto.Remote(base_url)
