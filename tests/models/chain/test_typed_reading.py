import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.payment_channel.state import Lane
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.state import DealState
from filspec.actors.units import SectorID, TokenAmount
from filspec.chain.typed_reading import MalformedError, enum_form, reader

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.binary(max_size=9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN, st.sampled_from([int, bool, bytes, str, DealState, Lane, SectorID, tuple[int, ...]]))
def test_a_reader_returns_its_type_or_refuses(plain, kind):
    # Given any plain value, when it is read as a type, then it is one, or the refusal says where and why.
    try:
        value = reader(kind, "here")(plain)
    except MalformedError as refusal:
        assert str(refusal)
    else:
        assert isinstance(value, kind if isinstance(kind, type) else tuple)


@given(st.integers())
def test_an_integer_has_one_form(number):
    # Given the byte-string form of an integer, then it is read only where the plain form has no room.
    sign, magnitude = bytes([number < 0]), abs(number).to_bytes((abs(number).bit_length() + 7) // 8, "big")
    written = sign + magnitude if number else b""
    if -(1 << 64) <= number < 1 << 64:
        with pytest.raises(MalformedError, match="fits into 64 bits"):
            reader(int, "here")(written)
        assert reader(int, "here")(number) == number
    else:
        assert reader(int, "here")(written) == number


@pytest.mark.parametrize(
    ("kind", "plain", "sentence"),
    [
        (bool, 1, "here should be bool, not 1"),
        (int, True, "here should be bytes, not True"),
        (bytes, "text", "here should be bytes, not 'text'"),
        (TokenAmount, b"\x02\x01", "0201 is not a sign byte"),
        (DealState, 99, "99 is no member of DealState"),
        (DealState, [], "list is no member of DealState"),
        (Reason, 3, "3 is no member of Reason"),
        (SectorID, [1], "here has 2 fields, 1 were given"),
        (tuple[int, ...], [1, "x"], r"here\[\] should be bytes, not 'x'"),
        (Lane, [1, 2, 3], "Lane has 2 fields, 3 were given"),
        (Lane, [1, "x"], "Lane.nonce should be bytes, not 'x'"),
    ],
)
def test_a_refusal_names_the_place_and_the_value(kind, plain, sentence):
    # Given a value of another form, then the sentence says what stands where.
    with pytest.raises(MalformedError, match=sentence):
        reader(kind, "here")(plain)


def test_a_hostile_value_is_shown_in_few_words():
    # Given a text of a megabyte where bytes should be, then the refusal stays short.
    with pytest.raises(MalformedError) as refusal:
        reader(bytes, "here")("x" * 1_000_000)
    assert len(str(refusal.value)) < 100


def test_an_enum_of_sentences_is_written_by_name():
    # Given reasons, whose values are sentences that may be worded better one day, then their names are written.
    assert enum_form(Reason.NO_SUCH_DEAL) == "NO_SUCH_DEAL"
    assert enum_form(DealState.ACTIVE) == 2
    assert reader(Reason, "here")("NO_SUCH_DEAL") is Reason.NO_SUCH_DEAL


def test_a_type_without_a_form_is_an_error_of_the_program():
    # Given a type that values are never read as, then the programmer is told, not the sender.
    with pytest.raises(TypeError, match="no value of <class 'float'> is ever read from bytes"):
        reader(float, "here")
