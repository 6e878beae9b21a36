import re

import pytest

from parley.actions.keys import key_of, short_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The North’s Delegation", "the-north-s-delegation"),
        ("Délégation de l’Île", "delegation-de-l-ile"),
        ("Делегация Южного берега", "delegatsiya-yuzhnogo-berega"),
        ("وفد الشمال", "wfd-alshmal"),
        ("Güneş ırmağı", "gunes-irmagi"),
        ("中国", "delegation-1"),
        ("…", "delegation-1"),
    ],
)
def test_key_is_made_from_the_name(name, key):
    assert key_of(name, taken=set(), otherwise="delegation") == key


def test_any_key_fits_a_seat_and_is_unlike_the_others():
    taken = set()
    for name in ("North", "north!", "N" * 300, "中国", "南", "North"):
        key = key_of(name, taken=taken, otherwise="delegation")
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", key)
        assert key not in taken
        taken.add(key)


def test_a_short_key_leaves_room_for_an_ending():
    assert short_key("N" * 300, otherwise="talks") == "n" * 40
    assert short_key("中国", otherwise="talks") == "talks-1"
