"""The Poseidon permutation in its fast form.

In the 55 or more partial rounds only the first element meets the S-box; the others are only ever added and
multiplied by constants. Two rewritings, derived here from the plain form, take nearly all of that work out.

**Constants move.** A constant on an element without S-box commutes with it, so it can be pushed through the
matrix into the next round's constants. One constant a partial round remains, and what is left over at the end
joins the next full round.

**The matrix is factored.** Write the matrix as blocks with its first row and column apart, and let B be the
rest:

    M = | m  v |  =  | m  u |  | 1  0 |      with  u B = v
        | w  B |     | w  1 |  | 0  B |

The right factor does not touch the first element, so it commutes with the S-box and is absorbed by the matrix
of the round before, whose lower part becomes B w and B B, and so on up to the last full round before them. So
the partial round that has k others after it needs only the row v B^-(k+1), the column B^k w and the corner m,
and the full round before all of them a dense matrix with its lower rows multiplied by B^n. These are Krylov
sequences: one inverse, then a matrix by a vector for each round, so that deriving them costs about as much as
a handful of hashes.

The sparse rounds never reduce elements 1 and up: they grow by a few bits over all the rounds, and a wider
product is cheaper than a reduction.

Source: Poseidon (eprint 2019/458) appendix B; neptune src/mds.rs and src/preprocessing.rs (there with the
inverse constants).
"""

from dataclasses import dataclass
from functools import cache
from operator import mul

from filspec.proofs.fr import MODULUS
from filspec.proofs.poseidon.instance import PoseidonInstance, poseidon_instance
from filspec.proofs.poseidon.matrix import Matrix, Vector, inverse, power, product, times_vector, transpose
from filspec.proofs.poseidon.round_numbers import Strength

FullRound = tuple[Vector, Matrix]
"""Constants added to every element, and the matrix after the S-boxes."""

SparseRound = tuple[int, Vector, Vector]
"""Constant of the first element, then the row and the column of the matrix without their corner."""


@dataclass(frozen=True, slots=True)
class Permutation:
    """The rounds of one instance after both rewritings."""

    opening: tuple[FullRound, ...]
    corner: int
    """The first entry of every sparse matrix, and of the MDS matrix."""
    sparse: tuple[SparseRound, ...]
    closing: tuple[FullRound, ...]

    def __call__(self, state: Vector) -> Vector:
        """Permute a state of arity + 1 elements."""
        for constants, matrix in self.opening:
            state = _full_round(state, constants, matrix)
        corner, first, rest = self.corner, state[0], state[1:]
        for constant, row, column in self.sparse:
            first += constant
            square = first * first % MODULUS
            boxed = square * square * first % MODULUS
            first = (corner * boxed + sum(map(mul, row, rest))) % MODULUS
            rest = tuple([element + boxed * weight for element, weight in zip(rest, column, strict=True)])
        state = (first, *[element % MODULUS for element in rest])
        for constants, matrix in self.closing:
            state = _full_round(state, constants, matrix)
        return state


def _full_round(state: Vector, constants: Vector, matrix: Matrix) -> Vector:
    """Add constants, apply x^5 to every element, multiply by the matrix."""
    boxed = []
    for element, constant in zip(state, constants, strict=True):
        element += constant
        square = element * element % MODULUS
        boxed.append(square * square * element % MODULUS)
    return times_vector(matrix, boxed)


@cache
def permutation(arity: int, strength: Strength = Strength.STANDARD) -> Permutation:
    """Return the fast permutation for `arity` inputs; it is derived once for each arity and strength."""
    return factorise(poseidon_instance(arity, strength))


def factorise(instance: PoseidonInstance) -> Permutation:
    """Derive the fast form of an instance: move the constants, then factor the matrix (see the module text)."""
    half, mds = instance.rounds.full // 2, instance.mds
    opening, closing = instance.constants[:half], instance.constants[-half:]
    scalars, left_over = _moved_constants(instance.constants[half:-half], mds)
    closing = (tuple(a + b for a, b in zip(closing[0], left_over, strict=True)), *closing[1:])
    rows_and_columns, absorbed = _factored_matrices(mds, len(scalars))
    return Permutation(
        opening=(*((constants, mds) for constants in opening[:-1]), (opening[-1], absorbed)),
        corner=mds[0][0],
        sparse=tuple((scalar, *pair) for scalar, pair in zip(scalars, rows_and_columns, strict=True)),
        closing=tuple((constants, mds) for constants in closing),
    )


def _moved_constants(constants: tuple[Vector, ...], mds: Matrix) -> tuple[Vector, Vector]:
    """Push all but the first constant of each partial round into the next one.

    Returns:
        The constant of the first element in each round, and what is left for the full round after them.
    """
    scalars = []
    carried: Vector = (0,) * len(mds)
    for round_constants in constants:
        first, *others = (a + b for a, b in zip(round_constants, carried, strict=True))
        scalars.append(first % MODULUS)
        carried = times_vector(mds, (0, *others))
    return tuple(scalars), carried


def _factored_matrices(mds: Matrix, partial_rounds: int) -> tuple[list[tuple[Vector, Vector]], Matrix]:
    """Factor the matrix of each partial round, the last one first.

    Returns:
        Row and column of each sparse matrix in order of use, and the dense matrix before all of them.
    """
    row: Vector = mds[0][1:]
    column: Vector = tuple(line[0] for line in mds[1:])
    block: Matrix = tuple(line[1:] for line in mds[1:])
    block_inverse_transposed = transpose(inverse(block))
    pairs = []
    for _ in range(partial_rounds):
        row = times_vector(block_inverse_transposed, row)
        pairs.append((row, column))
        column = times_vector(block, column)
    lower = product(power(block, partial_rounds), mds[1:])
    return pairs[::-1], (mds[0], *lower)
