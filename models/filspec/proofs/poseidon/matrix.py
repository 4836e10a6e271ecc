"""Matrices over the scalar field, as tuples of rows, and the MDS matrix of Poseidon.

Sums of products are reduced once at the end, not after each product: Python integers have no overflow, and a
reduction costs more than a product.

Source: neptune src/mds.rs; proofs-facts section 2.
"""

from collections.abc import Sequence
from operator import mul

from filspec.proofs.fr import MODULUS

Vector = tuple[int, ...]
Matrix = tuple[Vector, ...]


def mds_matrix(width: int) -> Matrix:
    """Return the Cauchy matrix 1 / (x_i + y_j) with x_i = i and y_j = width + j; it is symmetric."""
    inverses = [pow(width + total, -1, MODULUS) for total in range(2 * width - 1)]
    return tuple(tuple(inverses[i + j] for j in range(width)) for i in range(width))


def times_vector(matrix: Sequence[Vector], vector: Sequence[int]) -> Vector:
    """Multiply a matrix by a column vector."""
    return tuple(sum(map(mul, row, vector)) % MODULUS for row in matrix)


def transpose(matrix: Matrix) -> Matrix:
    """Swap rows and columns."""
    return tuple(zip(*matrix, strict=True))


def product(left: Matrix, right: Matrix) -> Matrix:
    """Multiply two matrices."""
    columns = transpose(right)
    return tuple(times_vector(columns, row) for row in left)


def identity(size: int) -> Matrix:
    """Return the matrix that changes nothing."""
    return tuple(tuple(int(i == j) for j in range(size)) for i in range(size))


def power(matrix: Matrix, exponent: int) -> Matrix:
    """Multiply a square matrix by itself `exponent` times."""
    accumulated, square = identity(len(matrix)), matrix
    while exponent:
        if exponent & 1:
            accumulated = product(accumulated, square)
        square, exponent = product(square, square), exponent >> 1
    return accumulated


def inverse(matrix: Matrix) -> Matrix:
    """Invert a square matrix by Gauss-Jordan elimination.

    Every square part of a Cauchy matrix is invertible with non-zero pivots, so rows are never exchanged.
    """
    size = len(matrix)
    rows = [list(row + unit) for row, unit in zip(matrix, identity(size), strict=True)]
    for pivot in range(size):
        scale = pow(rows[pivot][pivot], -1, MODULUS)
        rows[pivot] = [entry * scale % MODULUS for entry in rows[pivot]]
        for other in range(size):
            if other != pivot:
                factor = rows[other][pivot]
                rows[other] = [
                    (entry - factor * pivot_entry) % MODULUS
                    for entry, pivot_entry in zip(rows[other], rows[pivot], strict=True)
                ]
    return tuple(tuple(row[size:]) for row in rows)
