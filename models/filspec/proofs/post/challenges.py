"""Which leaves of a replica a PoSt must open, and which sector wins.

Source: proofs-facts section 11; rust-fil-proofs storage-proofs-post/src/fallback/{vanilla,utils}.rs.
"""

from hashlib import sha256

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.fr import trim
from filspec.proofs.replica_id import SectorNumber

_DRAWN_BYTES = 8


def post_randomness(chain_randomness: bytes) -> bytes:
    """Make 32 bytes of chain randomness a field element, as a node does before it asks for a PoSt."""
    return trim(chain_randomness)


def challenge_index(api_version: ApiVersion, sector_index: int, challenges_per_sector: int, number: int) -> int:
    """Return the index that enters the hash of a challenge.

    Args:
        api_version: Until 1.1.0 indices count over all sectors of all partitions; from 1.2.0 on each sector
            starts at 0, so that its challenges do not depend on its neighbours.
        sector_index: Position of the sector among all that are proved.
        challenges_per_sector: Leaves opened in each sector.
        number: Challenge within the sector.
    """
    if api_version is ApiVersion.V1_2_0:
        return number
    return sector_index * challenges_per_sector + number


def leaf_challenge(randomness: bytes, sector: SectorNumber, index: int, nodes: int) -> int:
    """Return a challenged leaf of a replica.

    Args:
        randomness: 32 bytes.
        sector: Number of the sector.
        index: See `challenge_index`.
        nodes: Leaves of the replica; node 0 may be challenged here.
    """
    preimage = randomness + sector.to_bytes(8, "little") + index.to_bytes(8, "little")
    return _draw(preimage) % nodes


def winning_sector_index(prover_id: bytes, randomness: bytes, sectors: int, number: int = 0) -> int:
    """Return which of a miner's provable sectors a winning PoSt must prove.

    Args:
        prover_id: 32 bytes.
        randomness: 32 bytes.
        sectors: How many sectors there are to choose from.
        number: Only sector 0 is chosen on the network.

    Raises:
        ValueError: If there is no sector.
    """
    if sectors < 1:
        raise ValueError("a miner without a provable sector cannot make a winning PoSt")
    return _draw(prover_id + randomness + number.to_bytes(8, "little")) % sectors


def _draw(preimage: bytes) -> int:
    """Read the first eight bytes of a hash."""
    return int.from_bytes(sha256(preimage).digest()[:_DRAWN_BYTES], "little")
