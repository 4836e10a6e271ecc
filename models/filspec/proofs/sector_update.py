"""Challenges of a sector update (SnapDeals): which nodes show that new data was put into an old replica.

Nodes are split evenly over the partitions, so a challenge is random low bits below the partition's number.
The bits come from Poseidon digests of the new comm_r and a counter, as many whole challenges from each digest
as 254 bits hold.

Source: proofs-facts section 9; rust-fil-proofs storage-proofs-update/src/challenges.rs, src/constants.rs;
FIP-0019.
"""

from itertools import count, islice

from filspec.proofs.fr import CAPACITY_BITS, Fr, decode_fr
from filspec.proofs.poseidon.domain_tags import custom_tag
from filspec.proofs.poseidon.hashing import poseidon
from filspec.proofs.sector_sheet import KIB, MIB

CHALLENGE_TAG = custom_tag(1)
"""Domain tag of the digests that challenges are cut from."""


def update_partitions(nodes: int) -> int:
    """Return the partitions of an update proof."""
    size = nodes * 32
    if size <= 8 * KIB:
        return 1
    if size <= 32 * KIB:
        return 2
    return 4 if size <= 16 * MIB else 16


def update_challenge_count(nodes: int) -> int:
    """Return the challenges in each partition of an update proof."""
    return 86 if nodes * 32 > 16 * MIB else 10


def update_challenges(nodes: int, comm_r_new: bytes, partition: int, challenges: int | None = None) -> tuple[int, ...]:
    """Return the challenged nodes of one partition.

    Args:
        nodes: Nodes of the sector, a power of two.
        comm_r_new: comm_r of the updated replica, 32 canonical bytes.
        partition: Counted from 0.
        challenges: How many are wanted; all of the partition's unless given.

    Raises:
        NonCanonicalError: If comm_r is not a field element.
        ValueError: If there is no such partition.
    """
    partitions, whole = update_partitions(nodes), update_challenge_count(nodes)
    if not 0 <= partition < partitions:
        raise ValueError(f"an update of {nodes} nodes has partitions 0 .. {partitions - 1}, got {partition}")
    random_bits = (nodes // partitions).bit_length() - 1
    per_digest = CAPACITY_BITS // random_bits
    first_digest = partition * -(-whole // per_digest)
    comm_r = decode_fr(comm_r_new)
    drawn = (
        poseidon((comm_r, Fr(digest)), CHALLENGE_TAG) >> random_bits * place & (1 << random_bits) - 1
        for digest in count(first_digest)
        for place in range(per_digest)
    )
    return tuple(partition << random_bits | bits for bits in islice(drawn, whole if challenges is None else challenges))
