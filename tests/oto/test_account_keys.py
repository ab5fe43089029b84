"""An account has one name, whatever token opened it, and the name gives nobody away."""

import asyncio
import base64
import json

import pytest

from importer.oto import Oto
from importer.oto.account_keys import account_claim, account_info_key
from tests.faulty_oto import Remote


def token(claims: object) -> str:
    """A JSON Web Token of these claims, signed by nobody."""
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"e30.{payload}.signature"


def test_two_tokens_of_one_account_have_one_key() -> None:
    """Times and ids of the token itself do not count, nor does the case of an e-mail address."""
    one = account_claim(token({"sub": "u1", "email": "Shop@example.com", "iat": 1, "jti": "a"}))
    two = account_claim(token({"sub": "u1", "email": "shop@example.com ", "iat": 2, "jti": "b"}))
    assert one == two and one is not None
    assert len(one) == 64 and "shop" not in one


@pytest.mark.parametrize(
    "claims", [{"sub": "u2"}, {"sub": "u1", "companyId": 8}, {"companyId": "u1"}, {"email": "u1"}]
)
def test_another_account_has_another_key(claims: object) -> None:
    """One claim that two accounts share does not make one of them."""
    key = account_claim(token(claims))
    assert key is not None
    assert key != account_claim(token({"sub": "u1", "companyId": 7}))


@pytest.mark.parametrize(
    "access_token",
    ["", "sandbox-access-1", "a.b", "a.!.c", "a.é.c", token([]), token({"iat": 1}),
     token({"sub": ""}), token({"sub": True}), token({"sub": {"a": 1}}), token({"sub": "x" * 300}),
     "a." + "A" * 20_000 + ".c", "a." + base64.urlsafe_b64encode(b"[" * 10_000).decode() + ".c"],
    ids=range(13),
)  # fmt: skip
def test_a_token_may_name_nobody(access_token: str) -> None:
    """Whatever it is, it is never an error."""
    assert account_claim(access_token) is None


def test_account_info_names_the_account() -> None:
    """By its id, which stays, before its e-mail address; by nothing else."""
    assert account_info_key({"id": 7, "email": "a@b"}) == account_info_key({"id": "7", "email": ""})
    assert account_info_key({"email": "A@b "}) == account_info_key({"email": "a@b", "name": "x"})
    assert account_info_key({"email": "a@b"}) != account_info_key({"email": "c@b"})
    assert account_info_key({"name": "Shop", "id": None, "email": []}) == ""


def test_a_new_token_of_the_account_has_its_key(base_url: str, remote: Remote) -> None:
    """accountInfo says the same to both tokens, and something else to another account's."""

    async def key(refresh_token: str) -> str:
        async with Oto(base_url, refresh_token) as oto:
            return (await oto.account_info()).key

    mine, again, other = (asyncio.run(key(name)) for name in ("shop#1", "shop#2", "other"))
    assert mine == again != other


def test_the_claim_is_read_from_the_token_in_use(base_url: str, remote: Remote) -> None:
    """The access token that OTO gave is asked."""
    fields = {"access_token": token({"sub": "u1"}), "success": True, "expires_in": "3600"}
    remote.script([{"fault": "answer", "path": "refreshToken", "body": fields}])

    async def claim() -> str | None:
        async with Oto(base_url, "token") as oto:
            return await oto.account_claim()

    assert asyncio.run(claim()) == account_claim(token({"sub": "u1"}))
