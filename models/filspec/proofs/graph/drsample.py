"""Base parents: the depth-robust graph inside one layer, sampled as DRSample buckets.

A node draws five parents at distances whose logarithm is about uniform, in a graph five times as fine (the
metagraph), and always has its predecessor as a sixth. The luck comes from ChaCha8 keyed by the PoRep id and
the node, so anyone can recompute one node's parents without the others. Parents are neither sorted nor made
distinct.

Source: proofs-facts section 5; rust-fil-proofs storage-proofs-core/src/drgraph.rs, src/crypto/mod.rs; Alwen,
Blocki and Harsha, "Practical Graphs for Optimal Side-Channel Resistant Memory-Hard Functions" (DRSample).
"""

from hashlib import sha256
from itertools import islice

from filspec.crypto.chacha import chacha_words
from filspec.proofs.api_version import ApiVersion

BASE_DEGREE = 6
"""Base parents of a node."""

SAMPLED_PARENTS = BASE_DEGREE - 1
"""Base parents that are drawn; also the degree of the metagraph."""

CHACHA_ROUNDS = 8


def drsample_seed(porep_id: bytes) -> bytes:
    """Return the 28 bytes which, with the node's number behind them, key the generator."""
    return sha256(b"Filecoin_DRSample" + porep_id).digest()[:28]


def base_parents(node: int, porep_id: bytes, api_version: ApiVersion) -> tuple[int, ...]:
    """Return the six parents of a node within its layer.

    Args:
        node: Number of the node; nodes 0 and 1 have node 0 six times, others six earlier nodes.
        porep_id: 32 bytes.
        api_version: 1.0.0 puts the predecessor last, later versions first.
    """
    if node < 2:
        return (0,) * BASE_DEGREE
    words = chacha_words(drsample_seed(porep_id) + node.to_bytes(4, "little"), CHACHA_ROUNDS)
    draws = [low | high << 32 for low, high in zip(*[islice(words, 4 * SAMPLED_PARENTS)] * 2, strict=True)]
    sampled = tuple(
        _sampled_parent(node, bucket_draw, distance_draw)
        for bucket_draw, distance_draw in zip(draws[::2], draws[1::2], strict=True)
    )
    return (*sampled, node - 1) if api_version is ApiVersion.V1_0_0 else (node - 1, *sampled)


def _sampled_parent(node: int, bucket_draw: int, distance_draw: int) -> int:
    """Choose a bucket of distances, then a distance in it, and step back that far in the metagraph."""
    meta_node = SAMPLED_PARENTS * node
    # The bit length of meta_node - 1 is the rounded-up logarithm of meta_node, without a float.
    bucket = bucket_draw % (meta_node - 1).bit_length() + 1
    farthest = min(meta_node, 1 << bucket)
    nearest = max(2, farthest >> 1)
    distance = nearest + distance_draw % (farthest - nearest + 1)
    parent = (meta_node - distance) // SAMPLED_PARENTS
    return node - 1 if parent == node else parent
