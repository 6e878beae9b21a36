"""A table's own words decide how it is drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.documents.formats.table_shape import column_shares, needs_landscape, shades
from parley.documents.paper import Cell, Row, Table
from tests.documents.formats.sample_paper import ENTRIES, matrix, relations, timeline


def table(*rows):
    made = tuple(Row(heading="A", cells=tuple(Cell(text=text, entries=ENTRIES[:1]) for text in row)) for row in rows)
    return Table(title="T", corner="C", columns=tuple("x" for _ in rows[0]), rows=made)


def test_words_of_a_matrix_are_shaded_in_order_of_first_use():
    assert shades(matrix()) == {"accepts": 1, "rejects": 2, "conditional": 3, "no position": 4}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["a", "b"], ["c", "d"]], id="no word comes again"),
        pytest.param([[letter] * 4 for letter in "abcdef"], id="six words"),
        pytest.param([["a sentence that goes on and on"] * 4], id="prose"),
        pytest.param([["", ""]], id="nothing"),
    ],
)
def test_a_table_that_is_no_matrix_has_no_shades(rows):
    assert shades(table(*rows)) == {}


def test_only_long_words_in_many_columns_need_a_page_on_its_side():
    assert needs_landscape([matrix()])
    assert not needs_landscape([relations(), timeline()])


def test_no_column_is_narrower_than_its_longest_word():
    shares = column_shares(
        table(["conditional", "a"], ["x", "a long sentence that could fill a whole line alone"]), room=60
    )
    assert shares[1] * 60 >= len("conditional")
    assert shares[2] > shares[1] > shares[0]


@given(st.lists(st.lists(st.text(), min_size=3, max_size=3), min_size=1, max_size=5), st.integers(1, 200))
def test_any_columns_share_the_whole_width(rows, room):
    shares = column_shares(table(*rows), room=room)
    assert sum(shares) == pytest.approx(1)
    assert min(shares) > 0
