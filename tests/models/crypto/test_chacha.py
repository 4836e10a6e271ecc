"""ChaCha: published figures, and the lanes that run many keys at once."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.crypto.chacha import LANE_BITS, SIGMA, chacha_block, chacha_keystream, chacha_words, words_of

words = st.integers(0, 2**32 - 1)
states = st.tuples(*[words] * 16)


@given(st.lists(states, min_size=1, max_size=5), st.sampled_from([8, 20]))
def test_every_lane_is_the_block_function_on_its_own(states_of_lanes, rounds):
    # Given several states interleaved word by word
    wide = [
        sum(word << LANE_BITS * lane for lane, word in enumerate(column))
        for column in zip(*states_of_lanes, strict=True)
    ]
    # When the block function runs once over all of them
    mixed = chacha_block(wide, rounds, lanes=len(states_of_lanes))
    # Then each lane holds what its own state gives
    for lane, state in enumerate(states_of_lanes):
        assert tuple(word >> LANE_BITS * lane & 0xFFFFFFFF for word in mixed) == chacha_block(state, rounds)


@given(st.binary(min_size=32, max_size=32), st.integers(1, 5), st.integers(1, 200))
def test_a_keystream_continues_at_any_block(key, block, length):
    nonce = b"synth-porep\0"
    whole = chacha_keystream(key, nonce, 64 * block + length)
    assert chacha_keystream(key, nonce, length, block_counter=block) == whole[64 * block :]


@given(st.binary(min_size=32, max_size=32))
def test_both_layouts_agree_where_nonce_and_high_counter_are_zero(key):
    assert words_of(chacha_keystream(key, bytes(12), 256)) == tuple(islice(chacha_words(key, 20), 64))


def test_block_function_of_rfc_8439_section_2_3_2():
    key = bytes(range(32))
    nonce = bytes.fromhex("000000090000004a00000000")
    block = chacha_block((*SIGMA, *words_of(key), 1, *words_of(nonce)), 20)
    assert [f"{word:08x}" for word in block[:4]] == ["e4e7f110", "15593bd1", "1fdd0f50", "c47120a3"]


def test_keystream_of_rfc_8439_appendix_a1():
    assert chacha_keystream(bytes(32), bytes(12), 16).hex() == "76b8e0ada0f13d90405d6ae55386bd28"


def test_eight_rounds_of_the_zero_key():
    # Source: draft-strombergson-chacha-test-vectors-01, TC1, 256-bit key, 8 rounds
    first_words = islice(chacha_words(bytes(32), 8), 4)
    assert b"".join(word.to_bytes(4, "little") for word in first_words).hex() == "3e00ef2f895f40d67f5bb8e81f09a5a1"


def test_a_short_key_is_refused():
    with pytest.raises(ValueError, match="a ChaCha key has 32 bytes, got 31"):
        chacha_keystream(bytes(31), bytes(12), 1)


def test_a_long_nonce_is_refused():
    with pytest.raises(ValueError, match="an IETF ChaCha nonce has 12 bytes, got 13"):
        chacha_keystream(bytes(32), bytes(13), 1)


def test_an_overflowing_counter_is_refused():
    with pytest.raises(ValueError, match="2 blocks from block 4294967295 do not fit"):
        chacha_keystream(bytes(32), bytes(12), 65, block_counter=2**32 - 1)


def test_an_odd_number_of_rounds_is_refused():
    with pytest.raises(ValueError, match="got 16 words and 7 rounds"):
        chacha_block((0,) * 16, 7)
