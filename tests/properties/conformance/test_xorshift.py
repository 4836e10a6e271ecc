import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.conformance.xorshift import XorShift128
from filspec.proofs.fr import MODULUS

seeds = st.binary(min_size=16, max_size=16).filter(any)


@given(seeds, st.integers(0, 5))
def test_every_draw_is_made_of_words(seed, count):
    words = XorShift128(seed)

    assert XorShift128(seed).octets(count) == bytes(words.u32() & 0xFF for _ in range(count))
    words, halves = XorShift128(seed), XorShift128(seed)
    assert words.u64() == halves.u32() | halves.u32() << 32


def test_published_draws():
    # rust-fil-proofs filecoin-proofs/tests/seal_regression_records-v18.json.
    generator = XorShift128(bytes.fromhex("5962be5d763d318d17db37325406bce5"))

    prover_id = generator.field_element()
    ticket, seed = generator.octets(32), generator.octets(32)

    assert prover_id.to_bytes(32, "little").hex().startswith("101cbe4b9c42604f")
    assert (ticket.hex()[:8], seed.hex()[:8], generator.u64()) == ("e8867f20", "56964257", 9259733836259213201)


@given(seeds)
def test_a_field_element_is_below_the_modulus(seed):
    assert 0 <= XorShift128(seed).field_element() < MODULUS


@pytest.mark.parametrize("seed", [b"", bytes(16), bytes(15) + b"\x01\x01"])
def test_a_seed_that_cannot_start_the_generator_is_refused(seed):
    with pytest.raises(ValueError, match="a seed has 16 bytes that are not all zero"):
        XorShift128(seed)
