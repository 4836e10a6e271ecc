"""One Poseidon instance in its plain form: round numbers, constants and matrix of a state width."""

from dataclasses import dataclass
from functools import cache

from filspec.proofs.fr import MODULUS
from filspec.proofs.poseidon.grain import round_constants
from filspec.proofs.poseidon.matrix import Matrix, Vector, mds_matrix, times_vector
from filspec.proofs.poseidon.round_numbers import RoundNumbers, Strength, round_numbers


@dataclass(frozen=True, slots=True)
class PoseidonInstance:
    """Everything that defines the permutation of one state width."""

    rounds: RoundNumbers
    constants: tuple[Vector, ...]
    """One vector of `width` constants for each round."""
    mds: Matrix

    @property
    def width(self) -> int:
        """The elements of the state, t in the papers."""
        return len(self.mds)


@cache
def poseidon_instance(arity: int, strength: Strength = Strength.STANDARD) -> PoseidonInstance:
    """Generate the instance that hashes `arity` elements at once.

    Args:
        arity: Inputs of one permutation; the state holds the domain tag besides.
        strength: Standard or strengthened.

    Raises:
        ValueError: If the arity is below 1.
    """
    width = arity + 1
    rounds = round_numbers(width, strength)
    flat = round_constants(width, rounds)
    constants = tuple(flat[start : start + width] for start in range(0, len(flat), width))
    return PoseidonInstance(rounds, constants, mds_matrix(width))


def permute_plainly(instance: PoseidonInstance, state: Vector) -> Vector:
    """Run the permutation as it is defined.

    Each round adds its constants, applies the S-box x^5 (to the first element alone in a partial round) and
    multiplies by the MDS matrix. `permutation.Permutation` gives the same state several times faster.

    Source: Poseidon (eprint 2019/458) section 2.2; proofs-facts section 2.
    """
    half = instance.rounds.full // 2
    partial_rounds = range(half, half + instance.rounds.partial)
    for number, constants in enumerate(instance.constants):
        added = [element + constant for element, constant in zip(state, constants, strict=True)]
        boxed = 1 if number in partial_rounds else instance.width
        after_sbox = [pow(element, 5, MODULUS) for element in added[:boxed]] + added[boxed:]
        state = times_vector(instance.mds, after_sbox)
    return state
