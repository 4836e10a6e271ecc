import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.conformance.field import Field, MalformedVectorError, shortened

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda nested: st.lists(nested, max_size=3) | st.dictionaries(st.text(max_size=4), nested, max_size=3),
    max_leaves=8,
)
READERS = (
    Field.text,
    Field.integer,
    Field.integers,
    Field.count,
    Field.truth,
    Field.octets,
    Field.octet_strings,
    Field.base64_octets,
    Field.as_object,
    Field.pair,
    list,
)


@given(json_values, st.sampled_from(READERS))
def test_any_value_is_read_or_refused_in_a_sentence_about_its_place(value, read):
    try:
        read(Field(value, "inputs.place"))
    except MalformedVectorError as refused:
        assert str(refused).startswith("inputs.place")
        assert "should" in str(refused)


@given(st.integers(-(10**30), 10**30), st.binary(max_size=20))
def test_numbers_and_bytes_read_back_from_either_form(number, octets):
    assert Field(number, "n").integer() == Field(str(number), "n").integer() == number
    assert Field(octets.hex(), "b").octets(len(octets)) == Field(octets.hex().upper(), "b").octets() == octets


def test_a_path_leads_to_the_fault():
    vector = Field({"blocks": [{"round": 1}, {"round": "one"}]}, "inputs")

    rounds = (block["round"].integer() for block in vector["blocks"])

    assert next(rounds) == 1
    with pytest.raises(MalformedVectorError, match=r"inputs\.blocks\[1\]\.round is 'one'; it should be a whole number"):
        next(rounds)


@pytest.mark.parametrize(
    ("value", "read", "sentence"),
    [
        ({}, lambda field: field["a"], "here.a is missing"),
        ([], lambda field: field["a"], "here is '\\[\\]'; it should be an object"),
        (True, Field.integer, "a whole number or decimal text"),
        ("1.5", Field.integer, "a whole number or decimal text"),
        ("9" * 1001, Field.integer, "a whole number or decimal text"),
        (-1, Field.count, "zero or more"),
        (1, Field.truth, "true or false"),
        ("abc", Field.octets, "bytes in hexadecimal"),
        ("0g", Field.octets, "bytes in hexadecimal"),
        ("AAA", Field.base64_octets, "base64"),
        ([1], Field.pair, "a list of two elements"),
        ("00", lambda field: field.octets(2), "here has 1 bytes; it should have 2"),
    ],
)
def test_what_is_wrong_is_said(value, read, sentence):
    with pytest.raises(MalformedVectorError, match=sentence):
        read(Field(value, "here"))


def test_null_is_no_bytes_in_base64_only():
    assert Field(None, "here").base64_octets() == b""
    with pytest.raises(MalformedVectorError, match="bytes in hexadecimal"):
        Field(None, "here").octets()


@given(st.text(min_size=101, max_size=300))
def test_a_long_value_is_shortened_to_a_line(text):
    assert len(shortened(text)) < 101
    assert shortened(text).startswith(text[:50])
    assert shortened(text[:100]) == text[:100]
