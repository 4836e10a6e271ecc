"""A summand that is written out as a loop adds up what the summand says of each row."""

import pytest

from filspec.kit import sum_loops
from filspec.kit.sum_loops import sum_of_rows, sums_of_rows

LIMIT = 2
ROWS = [("a", 1), ("b", 5), ("a", 3)]


def capped(_key, row):
    """A summand on two paths."""
    if row > LIMIT:
        return LIMIT
    return row


def only_small(_key, row):  # noqa: RET503 (it ends without an answer)
    """A summand that ends without an answer at large rows."""
    if row < LIMIT:
        return row


def counted_down(_key, row):
    """A summand with a loop, which is more than can be written out."""
    while row > LIMIT:
        row -= 1
    return row


def of_no_key(row):
    """A summand of too few parameters."""
    return row


def by_key(key, row):
    """Shares that are pairs, each of a group that is a name or a constant."""
    return ((key, row), ("all", row), (key, 1))


def by_size(key, row):
    """Shares of groups that are computed, so that they are named once."""
    return ((row // LIMIT, row), (key + key, 1))


def on_two_paths(key, row):
    """Shares that are pairs on one path only."""
    if row > LIMIT:
        return ()
    return ((key, row),)


def pairs_of(key, row):
    """Shares on two paths."""
    if row > LIMIT:
        return ((key, LIMIT), (key, row - LIMIT))
    return ((key, row),)


def handed_on(key, row):
    """Shares that are no pairs in the text itself."""
    return pairs_of(key, row)


def chosen(key, row):
    """Shares of which each is a pair or another one."""
    return ((key, row) if row > LIMIT else ("few", row), ("all", row))


def without_an_end(key, row):  # noqa: RET503 (it ends without an answer)
    """Shares that end without an answer at large rows."""
    if row <= LIMIT:
        return ((key, row),)


def counted_shares(key, row):
    """Shares with a loop."""
    found = ()
    while row > 0:
        found, row = (*found, (key, 1)), row - 1
    return found


@pytest.fixture
def written(monkeypatch):
    """The texts that are written out."""
    made = []
    definition_of = sum_loops.function_of
    monkeypatch.setattr(sum_loops, "function_of", lambda name, *parts: made.append(name) or definition_of(name, *parts))
    return made


def test_numbers_are_added_up(written):
    # Given a summand on two paths
    loop = sum_of_rows(capped)
    # When the loop goes through no rows, and through some
    # Then each contributes what the summand says, and the summand is written out
    assert [loop([]), loop(ROWS), loop(iter(ROWS))] == [0, 5, 5]
    assert written == ["capped"]


@pytest.mark.parametrize(
    ("shares", "sums"),
    [
        (by_key, {"a": 6, "b": 6, "all": 9}),
        (by_size, {0: 1, 2: 5, 1: 3, "aa": 2, "bb": 1}),
        (on_two_paths, {"a": 1}),
        (handed_on, {"a": 4, "b": 5}),
        (chosen, {"few": 1, "b": 5, "a": 3, "all": 9}),
    ],
    ids=lambda found: getattr(found, "__name__", ""),
)
def test_shares_are_added_to_their_groups(written, shares, sums):
    # Given shares that are pairs in the text, and such that are not
    found = {}
    # When the loop adds those of some rows
    sums_of_rows(shares)(found, ROWS, 1)
    # Then each group has the sum of its amounts, and the text is written out
    assert found == sums
    assert written == [shares.__name__]


def test_a_sign_takes_away_what_was_added():
    # Given sums by group to which nothing was added yet, and some to which a row was
    loop, found = sums_of_rows(by_key), {"a": 10}
    loop(found, ROWS, 1)
    # When the same rows are taken away
    loop(found, ROWS, -1)
    # Then every group has what it had
    assert found == {"a": 10, "b": 0, "all": 0}


@pytest.mark.parametrize(("end", "summand"), [(sum_of_rows, only_small), (sums_of_rows, without_an_end)])
def test_a_row_without_an_answer_raises(written, end, summand):
    # Given a summand that ends without an answer at large rows
    loop = end(summand)
    given = () if end is sum_of_rows else ({},)
    sign = () if end is sum_of_rows else (1,)
    # When it is asked of small rows, it answers
    loop(*given, [("a", 1)], *sign)
    # Then it raises at a large one as a sum that calls the summand does
    with pytest.raises(TypeError, match="NoneType"):
        loop(*given, [("a", 1), ("b", 5)], *sign)
    assert written == [summand.__name__]


def test_what_cannot_be_written_out_is_called(written):
    # Given summands with more in their text than is known, or that are no functions with a text
    found = {}
    # When their loops are asked
    assert sum_of_rows(counted_down)(ROWS) == 5
    assert sum_of_rows(lambda _key, row: row)(ROWS) == 9
    sums_of_rows(counted_shares)(found, ROWS, 1)
    # Then they add up what the summands say when they are called
    assert found == {"a": 4, "b": 5}
    assert written == []


def test_a_summand_of_other_parameters_raises_when_it_is_asked(written):
    loop = sum_of_rows(of_no_key)
    with pytest.raises(TypeError, match=r"of_no_key\(\) takes 1 positional argument but 2 were given"):
        loop(ROWS)
    assert written == []


NAMED = []


def named(group):
    """Says when a group is asked for."""
    NAMED.append(group)
    return group


def asked_for(key, row):
    """Shares of a group that a call gives."""
    return ((named(key), row),)


def of_three_parts(key, row):
    """Shares that are no pairs."""
    return ((key, row, 1),)


def test_a_group_that_is_computed_is_asked_for_once_a_row():
    NAMED.clear()
    found = {}
    sums_of_rows(asked_for)(found, ROWS, 1)
    assert (found, NAMED) == ({"a": 4, "b": 5}, ["a", "b", "a"])


def test_what_is_no_pair_raises_as_before():
    with pytest.raises(ValueError, match="too many values to unpack"):
        sums_of_rows(of_three_parts)({}, ROWS, 1)
