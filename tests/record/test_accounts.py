import secrets
from datetime import UTC, datetime

import psycopg
import pytest
from argon2 import PasswordHasher

from parley.record import accounts, store
from parley.record.accounts import Account
from parley.record.store import AlreadyThere

NOW = datetime(2031, 1, 1, tzinfo=UTC)
PASSWORD, OTHER = "a long enough passphrase", "another passphrase"


@pytest.fixture
def person(talks):
    """A person of the north's seat who may sign in."""
    who, login = secrets.token_hex(16), f"nadia-{secrets.token_hex(4)}"
    with talks.record.as_owner() as connection:
        accounts.add_account(connection, person=who, login=login, password=PASSWORD, seat=talks.seat("north"))
    return Account(
        person=who, seat=talks.seat("north"), process=talks.key, login=login, has_password=True, uses_codes=False
    )


def test_login_and_password_together_say_who_signs_in_for_which_seat(talks, person):
    assert accounts.signed_in(talks.record, login=person.login, password=PASSWORD, at=NOW) == person
    assert accounts.account_of(talks.record, person=person.person) == person


@pytest.mark.parametrize("password", ["", "A long enough passphrase", PASSWORD + " ", PASSWORD * 2])
def test_wrong_login_and_wrong_password_are_the_same_nobody(talks, person, password):
    assert accounts.signed_in(talks.record, login=person.login, password=password, at=NOW) is None
    assert accounts.signed_in(talks.record, login="nobody", password=password, at=NOW) is None
    assert accounts.signed_in(talks.record, login="nobody", password=PASSWORD, at=NOW) is None


@pytest.mark.parametrize("spelling", [str.upper, str.title, " {}".format, "{}\n".format, lambda _: "%"])
def test_login_is_spelt_as_it_was_given(talks, person, spelling):
    assert accounts.signed_in(talks.record, login=spelling(person.login), password=PASSWORD, at=NOW) is None


def test_person_without_an_account_has_none(talks):
    assert accounts.account_of(talks.record, person=secrets.token_hex(16)) is None


def test_login_is_taken_once(talks, person):
    with pytest.raises(AlreadyThere), talks.record.as_owner() as connection:
        accounts.add_account(
            connection, person=secrets.token_hex(16), login=person.login, password=OTHER, seat=talks.seat("south")
        )
    assert accounts.signed_in(talks.record, login=person.login, password=PASSWORD, at=NOW) == person
    assert accounts.signed_in(talks.record, login=person.login, password=OTHER, at=NOW) is None


def test_password_is_kept_as_a_salted_hash_alone(owner, person):
    (kept,) = owner.execute("select password from accounts.person where login = %s", [person.login]).fetchone()
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept
    assert PasswordHasher().verify(kept, PASSWORD)
    assert PasswordHasher().hash(PASSWORD) != kept


def test_hash_that_cannot_be_read_lets_nobody_in(talks, owner, person):
    owner.execute("update accounts.person set password = 'another passphrase' where login = %s", [person.login])
    assert accounts.signed_in(talks.record, login=person.login, password=PASSWORD, at=NOW) is None
    assert accounts.signed_in(talks.record, login=person.login, password=OTHER, at=NOW) is None


def test_process_that_serves_people_signs_them_in_without_the_owner(talks, person):
    assert accounts.signed_in(talks.record.for_serving(), login=person.login, password=PASSWORD, at=NOW) == person


@pytest.mark.parametrize("table", ["parley.entry", "parley.seat", "parley.process", "parley.sits"])
def test_web_role_reads_accounts_and_nothing_else(talks, person, table):
    with store.prepare(psycopg.connect(talks.record.web_address, autocommit=True)) as connection:
        (known,) = connection.execute(
            "select person from accounts.account where login = %s", [person.login], binary=True
        ).fetchone()
        assert known == person.person
        assert connection.execute("select id from parley.entries_after(null, null)").fetchall() == []
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(f"select from {table}")


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize(
    "command",
    [
        "delete from accounts.person",
        "update accounts.person set seat = seat",
        "update accounts.person set login = 'another'",
        "insert into accounts.person (person, login, seat) select person, 'another', seat from accounts.person",
        "insert into accounts.invitation select '\\x00', person, now() + interval '1 day' from accounts.account",
        "update accounts.request set answer = 'yes'",
    ],
)
def test_web_role_lets_nobody_in_by_itself(talks, command):
    connection = store.prepare(psycopg.connect(talks.record.web_address, autocommit=True))
    with connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(command)


def test_web_role_reads_of_the_persons_themselves_no_more_than_it_needs_to_find_them(talks, owner):
    query = """
        select a.attname from pg_catalog.pg_attribute a
        where a.attrelid = 'accounts.person'::regclass and a.attnum > 0
          and pg_catalog.has_column_privilege(%s, a.attrelid, a.attnum, 'SELECT')"""
    assert {name for (name,) in owner.execute(query, [talks.record.web_role])} == {"person", "code_taken"}
