"""Values are written into sentences short, and without errors."""

from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st
from immutables import Map

from filspec.actors.oracles import ConsensusFaultProof
from filspec.actors.storage_market.state import DealState
from filspec.kit.shown import LONGEST_TEXT, shown, shown_error

HUGE = 10**9_999
"""More digits than Python writes."""


def hashed(raw):
    return blake2b(raw, digest_size=8).hexdigest()


class Unwritable:
    """Something whose text cannot be had."""

    def __repr__(self):
        raise RuntimeError("no")


@pytest.mark.parametrize(
    "value", [0, -5, 10**70, "a text", b"bytes", True, None, DealState.ACTIVE, (1, "a"), (1,), (), [1, 2], {"a": 1}]
)
def test_what_is_small_is_written_as_python_writes_it(value):
    assert shown(value) == repr(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1 << 400, f"0x010000000000... (51 bytes, blake2b {hashed(bytes([1]) + bytes(50))})"),
        (-(1 << 400), f"-0x010000000000... (51 bytes, blake2b {hashed(bytes([1]) + bytes(50))})"),
        (b"\x01" * 100, f"0x010101010101... (100 bytes, blake2b {hashed(bytes([1]) * 100)})"),
        (Unwritable(), "<Unwritable that cannot be written: RuntimeError>"),
        (KeyError(104), "KeyError(104)"),
    ],
    ids=["a number", "a negative number", "bytes", "something unwritable", "an error"],
)
def test_what_is_large_is_written_by_its_head_its_size_and_its_hash(value, text):
    assert shown(value) == text


@pytest.mark.parametrize("wrapped", [lambda value: (value,), lambda value: {"a": [value]}, ValueError])
def test_a_huge_number_is_written_wherever_it_is(wrapped):
    """Two that differ are told apart."""
    with pytest.raises(ValueError, match="4300"):
        repr(wrapped(HUGE))
    assert "(4152 bytes, blake2b" in shown(wrapped(HUGE))
    assert shown(wrapped(HUGE)) != shown(wrapped(HUGE + 1))


def test_a_record_with_a_huge_proof_is_written():
    evidence = ConsensusFaultProof(miner=1, epoch=2, first=3, second=4, witness=0, blocks=HUGE)
    assert shown(evidence).startswith("ConsensusFaultProof(miner=1, epoch=2, first=3, second=4, witness=0, blocks=0x")


def test_rows_by_key_are_written():
    assert shown(Map({1: "a"})) == "{1: 'a'}"


values = st.recursive(
    st.integers() | st.text() | st.binary() | st.none() | st.integers(min_value=1 << 20_000),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
)


@given(value=values)
def test_every_value_is_written_in_a_line_of_bounded_length(value):
    assert len(shown(value)) <= LONGEST_TEXT


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (RuntimeError("the reward\nwas refused"), "RuntimeError: the reward was refused"),
        (KeyError(HUGE), "KeyError: 0x"),
        (ValueError(), "ValueError"),
        (ValueError("x" * 1_000), "ValueError: xxx"),
    ],
)
def test_an_error_is_written_with_its_kind(error, text):
    assert shown_error(error).startswith(text)
    assert len(shown_error(error)) <= LONGEST_TEXT + len("RuntimeError: ")
