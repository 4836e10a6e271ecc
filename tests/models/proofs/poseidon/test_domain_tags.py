"""Domain tags keep the uses of Poseidon apart."""

import pytest

from filspec.proofs.poseidon.domain_tags import (
    ENCRYPTION_TAG,
    SPONGE_TAG,
    constant_length_tag,
    custom_tag,
    merkle_tag,
)


def test_no_two_uses_share_a_tag():
    tags = [
        ENCRYPTION_TAG,
        SPONGE_TAG,
        *map(merkle_tag, range(1, 32)),
        *map(constant_length_tag, range(1, 64)),
        *map(custom_tag, range(1, 257)),
    ]
    assert len(set(tags)) == len(tags)


def test_published_tags():
    # Source: neptune src/hash_type.rs, test_domain_tags
    assert (merkle_tag(8), constant_length_tag(3), custom_tag(1)) == (0xFF, 3 << 64, 1 << 40)


@pytest.mark.parametrize("identifier", [0, 257])
def test_custom_identifiers_end_at_256(identifier):
    with pytest.raises(ValueError, match=f"identifier in 1 .. 256, got {identifier}"):
        custom_tag(identifier)
