"""Which nodes a PoRep must open.

Every rule reduces 256 pseudo-random bits, read little endian, to a node from 1 up; node 0, which has no
parents, is never challenged.

| source | bits of challenge j |
|---|---|
| interactive | SHA-256(replica_id, seed, j) |
| non-interactive | SHA-256(label, replica_id, comm_r, j) |
| synthetic | entry of a ChaCha20 keystream keyed by replica_id and comm_r, chosen by one keyed by replica_id and seed |

Source: proofs-facts section 9; rust-fil-proofs storage-proofs-porep/src/stacked/vanilla/challenges.rs;
FIP-0059 (synthetic), FIP-0092 (non-interactive).
"""

from hashlib import blake2b, sha256

from filspec.crypto.chacha import BLOCK_BYTES, chacha_keystream
from filspec.proofs.fr import NODE_BYTES
from filspec.proofs.porep.parameters import PorepParameters
from filspec.proofs.registered_seal import ChallengeSource

MOST_SYNTHETIC_CHALLENGES = 1 << 18

_NON_INTERACTIVE_LABEL = b"filecoin.io|PoRep|1|NonInteractive|1"
_GENERATION_KEY = b"filecoin.io|PoRep|1|Synthetic|1|Generation"
_SELECTION_KEY = b"filecoin.io|PoRep|1|Synthetic|1|Selection"
_SYNTHETIC_NONCE = b"synth-porep\0"
_SELECTION_BYTES = 4


def porep_challenges(
    parameters: PorepParameters, replica_id: bytes, comm_r: bytes, seed: bytes, partition: int
) -> tuple[int, ...]:
    """Return the challenged nodes of one partition.

    Args:
        parameters: Kind of PoRep; names the source of the challenges.
        replica_id: 32 bytes.
        comm_r: 32 bytes; not used by interactive challenges.
        seed: 32 bytes of chain randomness, used as they are; not used by non-interactive challenges.
        partition: Counted from 0.
    """
    nodes, count = parameters.nodes, parameters.challenges_per_partition
    match parameters.challenge_source:
        case ChallengeSource.INTERACTIVE:
            return interactive_challenges(nodes, replica_id, seed, count, partition)
        case ChallengeSource.NON_INTERACTIVE:
            return non_interactive_challenges(nodes, replica_id, comm_r, count, partition)
        case ChallengeSource.SYNTHETIC:
            indices = synthetic_selection(nodes, replica_id, seed, count, partition)
            return tuple(synthetic_challenge(nodes, replica_id, comm_r, index) for index in indices)


def interactive_challenges(
    nodes: int, replica_id: bytes, seed: bytes, per_partition: int, partition: int
) -> tuple[int, ...]:
    """Derive challenges from the seed that the chain gave after the commitment."""
    return _hashed_challenges(nodes, replica_id + seed, per_partition, partition)


def non_interactive_challenges(
    nodes: int, replica_id: bytes, comm_r: bytes, per_partition: int, partition: int
) -> tuple[int, ...]:
    """Derive challenges from the commitment alone."""
    return _hashed_challenges(nodes, _NON_INTERACTIVE_LABEL + replica_id + comm_r, per_partition, partition)


def synthetic_count(nodes: int) -> int:
    """Return how many synthetic challenges a sector has."""
    return min(nodes, MOST_SYNTHETIC_CHALLENGES)


def synthetic_challenge(nodes: int, replica_id: bytes, comm_r: bytes, index: int) -> int:
    """Return one synthetic challenge: 32 bytes of the generation keystream."""
    block, half = divmod(index * NODE_BYTES, BLOCK_BYTES)
    keystream = _keystream(_GENERATION_KEY, replica_id + comm_r, block, BLOCK_BYTES)
    return _challenge(keystream[half : half + NODE_BYTES], nodes)


def synthetic_challenges(nodes: int, replica_id: bytes, comm_r: bytes, count: int) -> tuple[int, ...]:
    """Return the first synthetic challenges of a sector."""
    keystream = _keystream(_GENERATION_KEY, replica_id + comm_r, 0, count * NODE_BYTES)
    return tuple(
        _challenge(keystream[start : start + NODE_BYTES], nodes) for start in range(0, len(keystream), NODE_BYTES)
    )


def synthetic_selection(
    nodes: int, replica_id: bytes, seed: bytes, per_partition: int, partition: int
) -> tuple[int, ...]:
    """Return which synthetic challenges the seed selects: four bytes of the selection keystream for each."""
    end = _SELECTION_BYTES * per_partition * (partition + 1)
    keystream = _keystream(_SELECTION_KEY, replica_id + seed, 0, end)
    return tuple(
        int.from_bytes(keystream[start : start + _SELECTION_BYTES], "little") % synthetic_count(nodes)
        for start in range(_SELECTION_BYTES * per_partition * partition, end, _SELECTION_BYTES)
    )


def _challenge(random_bytes: bytes, nodes: int) -> int:
    """Reduce random bytes to a node other than 0."""
    return int.from_bytes(random_bytes, "little") % (nodes - 1) + 1


def _hashed_challenges(nodes: int, preimage: bytes, per_partition: int, partition: int) -> tuple[int, ...]:
    """Hash the preimage with the number of each challenge, counted over all partitions."""
    first = per_partition * partition
    return tuple(
        _challenge(sha256(preimage + number.to_bytes(4, "little")).digest(), nodes)
        for number in range(first, first + per_partition)
    )


def _keystream(purpose: bytes, identity: bytes, block: int, length: int) -> bytes:
    """Return keystream bytes from a 64-byte block on."""
    key = blake2b(identity, digest_size=32, key=purpose).digest()
    return chacha_keystream(key, _SYNTHETIC_NONCE, length, block_counter=block)
