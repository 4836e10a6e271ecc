"""Public parameters of the two PoSts.

Both are one proof, FallbackPoSt, over sectors and challenges:

| | sectors in a partition | challenges for each | index of a challenge |
|---|---|---|---|
| window | 2, 2349 or 2300 by size | 10 | by API version |
| winning | 66 copies of the chosen sector | 1 | the number of the copy |

Source: proofs-facts sections 10 and 11; rust-fil-proofs filecoin-proofs/src/parameters.rs,
storage-proofs-post/src/fallback/.
"""

from dataclasses import dataclass
from hashlib import sha256

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.fr import NODE_BYTES
from filspec.proofs.merkle.shape import TreeShape
from filspec.proofs.pieces.sizes import PaddedBytes
from filspec.proofs.sector_sheet import WINDOW_CHALLENGES, WINNING_CHALLENGES, sector_sheet


@dataclass(frozen=True, slots=True)
class PostParameters:
    """Parameters of one kind of PoSt.

    Attributes:
        nodes: Nodes of a replica.
        tree_shape: Shape of tree_r_last.
        sectors_per_partition: Sectors that one part of the proof has room for.
        challenges_per_sector: Leaves opened in each.
        api_version: Rule of the challenge index.
    """

    nodes: int
    tree_shape: TreeShape
    sectors_per_partition: int
    challenges_per_sector: int
    api_version: ApiVersion

    @property
    def sector_size(self) -> PaddedBytes:
        """Bytes of a replica."""
        return PaddedBytes(self.nodes * NODE_BYTES)

    @property
    def tree_arities(self) -> tuple[int, ...]:
        """Levels of tree_r_last, the lowest first."""
        return self.tree_shape.arities(self.nodes)

    def identifier(self) -> str:
        """Describe the circuit; the SHA-256 of this text names the files of its Groth16 keys."""
        return (
            f"FallbackPoSt::PublicParams{{sector_size: {self.sector_size}, "
            f"challenge_count: {self.challenges_per_sector}, sector_count: {self.sectors_per_partition}}}"
        )

    def identifier_digest(self) -> str:
        """Return the SHA-256 of the identifier, in hex."""
        return sha256(self.identifier().encode()).hexdigest()


def window_post_parameters(sector_size: int, api_version: ApiVersion = ApiVersion.V1_2_0) -> PostParameters:
    """Return the parameters of a window PoSt: 1.0.0 for its first registered types, 1.2.0 for those in use.

    Raises:
        ValueError: If no sector has this size.
    """
    sheet = sector_sheet(sector_size)
    return PostParameters(
        nodes=sheet.nodes,
        tree_shape=sheet.tree_shape,
        sectors_per_partition=sheet.window_sectors_per_partition,
        challenges_per_sector=WINDOW_CHALLENGES,
        api_version=api_version,
    )


def winning_post_parameters(sector_size: int) -> PostParameters:
    """Return the parameters of a winning PoSt, which is registered under version 1.0.0 only.

    Under the index rule of 1.2.0 its 66 challenges would all be the same one.

    Raises:
        ValueError: If no sector has this size.
    """
    sheet = sector_sheet(sector_size)
    return PostParameters(
        nodes=sheet.nodes,
        tree_shape=sheet.tree_shape,
        sectors_per_partition=WINNING_CHALLENGES,
        challenges_per_sector=1,
        api_version=ApiVersion.V1_0_0,
    )
