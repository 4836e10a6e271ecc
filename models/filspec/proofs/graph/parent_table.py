"""The parents of all nodes at once, and the parent cache that upstream keeps on disk.

Labelling asks for every parent of every node, so the edges are computed for thousands of nodes together:
ChaCha runs one lane for each node, and a Feistel round function, which sees only half of an index, is
tabulated (for a million nodes the table has 4096 entries). `StackedGraph` gives the same parents one node at
a time.

Source: proofs-facts section 6; rust-fil-proofs storage-proofs-porep/src/stacked/vanilla/cache.rs.
"""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from filspec.crypto.chacha import LANE_BITS, SIGMA, WORD_MASK, chacha_block, lane_mask, words_of
from filspec.proofs.api_version import ApiVersion
from filspec.proofs.graph.drsample import CHACHA_ROUNDS, SAMPLED_PARENTS, drsample_seed
from filspec.proofs.graph.feistel import ROUNDS, FeistelPermutation, feistel_keys
from filspec.proofs.graph.stacked_graph import EXPANSION_DEGREE, StackedGraph

NODES_AT_ONCE = 4096

CACHE_VERSION = 28
"""Version of upstream's cache file, part of its name."""

Indices = NDArray[np.uint64]


@lru_cache(maxsize=4)
def parent_table(graph: StackedGraph) -> tuple[tuple[int, ...], ...]:
    """Return for each node its six base parents, then its eight expander parents."""
    return tuple(tuple(row) for rows in parent_rows(graph) for row in rows.tolist())


def parent_rows(graph: StackedGraph) -> Iterator[NDArray[np.uint32]]:
    """Yield the parent table in runs of consecutive nodes, one row of 14 for each node."""
    tables = _round_tables(graph.permutation)
    for start in range(0, graph.nodes, NODES_AT_ONCE):
        run = np.arange(start, min(start + NODES_AT_ONCE, graph.nodes), dtype=np.uint64)
        yield np.concatenate(
            [_base_parents(run, graph), _expander_parents(run, graph, tables)], axis=1, dtype="<u4", casting="unsafe"
        )


def parent_cache_digest(graph: StackedGraph) -> str:
    """Return the SHA-256 of the parent cache: 14 parents a node, 32 bits little endian each, in hex."""
    digest = sha256()
    for rows in parent_rows(graph):
        digest.update(rows.tobytes())
    return digest.hexdigest()


def parent_cache_name(graph: StackedGraph) -> str:
    """Return the name of the parent cache file without its ending; it does not tell API versions apart."""
    keys = b"".join(key.to_bytes(8, "little") for key in feistel_keys(graph.porep_id))
    described = f"poseidon_hasher{graph.identifier()}".encode() + keys + graph.nodes.to_bytes(4, "little")
    return f"v{CACHE_VERSION}-sdr-parent-{sha256(described).hexdigest()}"


def _base_parents(run: Indices, graph: StackedGraph) -> Indices:
    """Sample the base parents of consecutive nodes with the formula of `drsample`."""
    draws = _draws(run, graph.porep_id)
    meta_node = np.maximum(run, np.uint64(2)) * np.uint64(SAMPLED_PARENTS)
    buckets = np.frexp((meta_node - np.uint64(1)).astype(np.float64))[1].astype(np.uint64)
    columns = []
    for bucket_draw, distance_draw in zip(draws[::2], draws[1::2], strict=True):
        farthest = np.minimum(meta_node, np.uint64(1) << (bucket_draw % buckets + np.uint64(1)))
        nearest = np.maximum(np.uint64(2), farthest >> np.uint64(1))
        distance = nearest + distance_draw % (farthest - nearest + np.uint64(1))
        parent = (meta_node - distance) // np.uint64(SAMPLED_PARENTS)
        columns.append(np.where(parent == run, run - np.uint64(1), parent))
    predecessor = run - np.uint64(1)
    ordered = [*columns, predecessor] if graph.api_version is ApiVersion.V1_0_0 else [predecessor, *columns]
    return np.where(run[:, None] < 2, np.uint64(0), np.stack(ordered, axis=1))


def _draws(run: Indices, porep_id: bytes) -> list[Indices]:
    """Make the 64-bit draws of each node's generator: the first draw of every node, the second, and so on."""
    lanes = len(run)
    ones = lane_mask(lanes) // WORD_MASK
    node_numbers = int.from_bytes(run.astype("<u8").tobytes(), "little")
    key = [word * ones for word in (*SIGMA, *words_of(drsample_seed(porep_id)))]
    words = [
        np.frombuffer(word.to_bytes(lanes * LANE_BITS // 8, "little"), dtype="<u8").astype(np.uint64)
        for counter in range(2)
        for word in chacha_block((*key, node_numbers, counter * ones, 0, 0, 0), CHACHA_ROUNDS, lanes)
    ]
    draws = [low | high << np.uint64(32) for low, high in zip(words[::2], words[1::2], strict=True)]
    return draws[: 2 * SAMPLED_PARENTS]


def _round_tables(permutation: FeistelPermutation) -> list[Indices]:
    """Tabulate the round function of each round over all halves."""
    halves = range(1 << permutation.half_bits)
    return [
        np.fromiter((permutation.round_function(half, key) for half in halves), dtype=np.uint64, count=len(halves))
        for key in permutation.keys[:ROUNDS]
    ]


def _expander_parents(run: Indices, graph: StackedGraph, tables: list[Indices]) -> Indices:
    """Permute the eightfold numbers of consecutive nodes."""
    permutation = graph.permutation
    size, half_bits = np.uint64(permutation.size), np.uint64(permutation.half_bits)
    first, end = EXPANSION_DEGREE * int(run[0]), EXPANSION_DEGREE * (int(run[-1]) + 1)
    images = np.arange(first, end, dtype=np.uint64).reshape(-1, EXPANSION_DEGREE)
    outside = np.ones(images.shape, dtype=np.bool_)
    while outside.any():
        images[outside] = _single_pass(images[outside], half_bits, tables)
        outside = images >= size
    if graph.api_version is ApiVersion.V1_0_0:
        images &= np.uint64(WORD_MASK)
    return images // np.uint64(EXPANSION_DEGREE)


def _single_pass(indices: Indices, half_bits: np.uint64, tables: list[Indices]) -> Indices:
    """Run the Feistel network once over many indices."""
    left, right = indices >> half_bits, indices & ((np.uint64(1) << half_bits) - np.uint64(1))
    for table in tables:
        left, right = right, left ^ table[right]
    return left << half_bits | right
