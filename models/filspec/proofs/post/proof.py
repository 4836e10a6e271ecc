"""The vanilla proof of a PoSt.

Layout in bytes, every item 32-byte nodes (see `node_reader`); sectors in the order of the statement, over all
partitions:

    sector      comm_c, comm_r_last, then each challenge in order
    challenge   replica node, and the siblings of each level of its path in tree_r_last from the leaves up

The repetitions that fill the last partition of a circuit are left out: they say nothing new.

Source: proofs-facts section 11; rust-fil-proofs storage-proofs-post/src/fallback/vanilla.rs.
"""

from dataclasses import dataclass

from filspec.proofs.merkle.tree import InclusionProof
from filspec.proofs.node_reader import NodeReader, flat_inclusion
from filspec.proofs.post.parameters import PostParameters


@dataclass(frozen=True, slots=True)
class SectorProof:
    """What is opened of one sector."""

    comm_c: bytes
    comm_r_last: bytes
    inclusions: tuple[InclusionProof, ...]
    """One for each challenged leaf."""


def encode_post_proof(sectors: tuple[SectorProof, ...]) -> bytes:
    """Write a proof as bytes."""
    return b"".join(
        sector.comm_c + sector.comm_r_last + b"".join(map(flat_inclusion, sector.inclusions)) for sector in sectors
    )


def decode_post_proof(parameters: PostParameters, sectors: int, proof: bytes) -> tuple[SectorProof, ...]:
    """Read a proof of that many sectors from bytes.

    Raises:
        RefusedProofError: If the bytes are short, long, or hold a node that is not a field element.
    """
    with NodeReader(proof) as reader:
        return tuple(_read_sector(parameters, reader) for _ in range(sectors))


def _read_sector(parameters: PostParameters, reader: NodeReader) -> SectorProof:
    return SectorProof(
        comm_c=reader.node(),
        comm_r_last=reader.node(),
        inclusions=tuple(reader.inclusion(parameters.tree_arities) for _ in range(parameters.challenges_per_sector)),
    )
