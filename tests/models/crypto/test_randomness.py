import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.crypto.blake2b import blake2b_256
from filspec.crypto.randomness import DomainSeparationTag, draw_randomness, draw_randomness_from_digest

tags = st.sampled_from(DomainSeparationTag)
epochs = st.integers(-1, 2**40)
draws = st.tuples(st.binary(max_size=96), tags, epochs, st.binary(max_size=12))


@given(draws, draws)
def test_draws_are_equal_only_for_equal_base_purpose_epoch_and_entropy(draw, other):
    assert (draw_randomness(*draw) == draw_randomness(*other)) == (draw == other)


@given(draws)
def test_a_draw_depends_on_the_digest_of_the_base(draw):
    base, *rest = draw

    assert draw_randomness(*draw) == draw_randomness_from_digest(blake2b_256(base), *rest)
    assert len(draw_randomness(*draw)) == 32


def test_published_draw():
    # polka-storage primitives/src/randomness.rs, whose tag 1 means sealing and which clears the two top bits.
    digest = bytes.fromhex("18ea1bc64ae14b5862140d44614299337c6cc957f2e57cb76d0d202cf9de718b")
    drawn = bytearray(draw_randomness_from_digest(digest, 1, 0, bytes.fromhex("440099cb34")))
    drawn[31] &= 0x3F

    assert drawn.hex() == "1004941a552717ed7adaebeb4511b18ec86b7f54bd2891bbcd9f3aa1d139e204"


def test_a_digest_of_another_length_is_refused():
    with pytest.raises(ValueError, match="the digest of the base has 32 bytes, not 31"):
        draw_randomness_from_digest(bytes(31), DomainSeparationTag.TICKET_PRODUCTION, 0, b"")


def test_an_epoch_beyond_64_signed_bits_is_refused():
    with pytest.raises(OverflowError):
        draw_randomness(b"", DomainSeparationTag.TICKET_PRODUCTION, 2**63, b"")
