"""Poseidon (proofs-facts section 2)."""

import re
from collections.abc import Sequence

from filspec.conformance.computations import Computed, computes
from filspec.conformance.field import Field, Json, MalformedVectorError
from filspec.conformance.golden_topics.proof_inputs import element, node
from filspec.conformance.vector import UnsupportedError, Vector
from filspec.proofs.fr import Fr, decode_fr, encode_fr
from filspec.proofs.merkle.hashers import poseidon_node
from filspec.proofs.merkle.tree import build_tree
from filspec.proofs.poseidon.domain_tags import (
    ENCRYPTION_TAG,
    SPONGE_TAG,
    constant_length_tag,
    custom_tag,
    merkle_tag,
)
from filspec.proofs.poseidon.grain import round_constants
from filspec.proofs.poseidon.hashing import MD_ARITY, hash_md, poseidon_merkle, poseidon_sponge
from filspec.proofs.poseidon.round_numbers import RoundNumbers, Strength, round_numbers

LARGEST_WIDTH = 1024
LARGEST_ARITY = 64
"""The constants of wider permutations take minutes."""
SECONDS_PER_CONSTANT = 1e-4
PRIME_BITS = 256
"""Bits of a field element as the cost table counts them."""
_REPEATED = re.compile(r"(\d{1,80}) repeated (\d{1,6}) times")


@computes("poseidon_merkle")
def merkle(vector: Vector) -> Computed:
    """Hash the children of a tree node."""
    return _merkle(vector, [element(number) for number in vector.inputs["preimage"]])


@computes("poseidon_merkle_le")
def merkle_of_bytes(vector: Vector) -> Computed:
    """Hash the children of a tree node, given as bytes."""
    return _merkle(vector, [decode_fr(node(octets)) for octets in vector.inputs["preimage_le_hex"]])


@computes("poseidon_constlen4")
def constant_length(vector: Vector) -> Computed:
    """Hash a preimage of a length fixed by the protocol."""
    inputs = vector.inputs
    preimage = [element(number) for number in inputs["absorb"]]
    length = inputs["constant_length"].integer()
    if len(preimage) > length:
        raise MalformedVectorError(f"inputs.absorb has {len(preimage)} elements; the constant length is {length}")
    digest = poseidon_sponge(
        preimage, constant_length_tag(length), arity=_arity(inputs["arity"]), strength=_strength(inputs)
    )
    return _digest(digest)


@computes("poseidon_tree")
def tree(vector: Vector) -> Computed:
    """Hash leaves up to a root."""
    leaves = [encode_fr(element(number)) for number in vector.inputs["leaves"]]
    arities = tuple(_arity(arity) for arity in vector.inputs["arities"])
    return {"root_le_hex": build_tree(leaves, arities, poseidon_node).root.hex()}


@computes("poseidon_md")
def md(vector: Vector) -> Computed:
    """Hash by chaining."""
    if vector.inputs["arity"].integer() != MD_ARITY:
        raise UnsupportedError(f"hash_md has arity {MD_ARITY}")
    return _digest(hash_md(_elements(vector.inputs["elements"])))


@computes("poseidon_rounds")
def rounds(vector: Vector) -> Computed:
    """Compute the round numbers of a width."""
    for name, value in (("M", 128), ("prime_bits", PRIME_BITS), ("alpha", 5)):
        if name in vector.inputs and vector.inputs[name].integer() != value:
            raise UnsupportedError(f"no round numbers for {name} other than {value}")
    numbers = round_numbers(_width(vector.inputs["width_t"]), _strength(vector.inputs))
    return {"R_F": numbers.full, "R_P": numbers.partial}


@computes("poseidon_rounds_table")
def rounds_table(vector: Vector) -> Computed:
    """Compute the round numbers and costs of the widths that are stated."""
    columns = [column.text() for column in vector.inputs["columns"]]
    widths = [_width(next(iter(row))) for row in Field(vector.stated("rows"), "expected.rows")]
    table = [_costs(width) for width in widths]
    unknown = [column for column in columns if table and column not in table[0]]
    if unknown:
        raise UnsupportedError(f"no rule for the columns {', '.join(unknown)}")
    return {"rows": [[row[column] for column in columns] for row in table]}


@computes("poseidon_constants")
def constants(vector: Vector) -> Computed:
    """Generate round constants."""
    inputs = vector.inputs
    for name, value in (("field", 1), ("sbox", 1), ("n", 255)):
        if inputs[name].integer() != value:
            raise UnsupportedError(f"no constants for {name} other than {value}")
    numbers = RoundNumbers(inputs["R_F"].count(), inputs["R_P"].count())
    width = _width(inputs["t"])
    vector.takes((numbers.full + numbers.partial) * width * SECONDS_PER_CONSTANT)
    generated = round_constants(width, numbers)
    return {"count": len(generated), "be_hex": [f"{constant:064x}" for constant in generated]}


@computes("poseidon_tags")
def tags(vector: Vector) -> Computed:
    """Write the rule of each domain tag, read off the tags themselves."""
    powers = {"merkle_arity8": hex(merkle_tag(8)), "encryption": _power(ENCRYPTION_TAG), "sponge": str(SPONGE_TAG)}
    lengths, customs = range(1, 65), range(1, 257)
    assert all(constant_length_tag(length) == length * constant_length_tag(1) for length in lengths)
    assert all(custom_tag(identifier) == identifier * custom_tag(1) for identifier in customs)
    powers["constant_length_n"] = f"n * {_power(constant_length_tag(1))}"
    powers["custom_id"] = f"id * {_power(custom_tag(1))}, id in {customs[0]}..{customs[-1]}"
    return dict(powers)


def _merkle(vector: Vector, preimage: Sequence[Fr]) -> Computed:
    """Hash the children of a tree node."""
    arity = _arity(vector.inputs["arity"])
    if len(preimage) != arity:
        raise MalformedVectorError(
            f"the preimage has {len(preimage)} elements; a tree node of arity {arity} has {arity}"
        )
    return _digest(poseidon_merkle(preimage, _strength(vector.inputs)))


def _digest(digest: Fr) -> dict[str, Json]:
    """Return a digest as it is written."""
    return {"digest_le_hex": encode_fr(digest).hex()}


def _costs(width: int) -> dict[str, Json]:
    """Return a row of the table: S-boxes in a permutation, and the bits they work on."""
    numbers = round_numbers(width)
    sboxes = width * numbers.full + numbers.partial
    return {
        "t": width,
        "R_F": numbers.full,
        "R_P": numbers.partial,
        "sbox_cost": sboxes,
        "size_cost": sboxes * PRIME_BITS,
    }


def _power(tag: int) -> str:
    """Write a power of two."""
    assert tag.bit_count() == 1, f"{tag} is no power of two"
    return f"2^{tag.bit_length() - 1}"


def _strength(inputs: Field) -> Strength:
    """Read the strength, standard if it is not given."""
    if "strength" not in inputs:
        return Strength.STANDARD
    known = {strength.value: strength for strength in Strength}
    if inputs["strength"].text() not in known:
        raise inputs["strength"].wrong(f"one of {', '.join(known)}")
    return known[inputs["strength"].text()]


def _arity(number: Field) -> int:
    """Read an arity."""
    if not 1 <= number.integer() <= LARGEST_ARITY:
        raise UnsupportedError(f"arity {number.integer()} is outside 1..{LARGEST_ARITY}")
    return number.integer()


def _width(number: Field) -> int:
    """Read a width."""
    if not 2 <= number.integer() <= LARGEST_WIDTH:
        raise UnsupportedError(f"width {number.integer()} is outside 2..{LARGEST_WIDTH}")
    return number.integer()


def _elements(given: Field) -> list[Fr]:
    """Read elements, listed or as one that is repeated."""
    if not isinstance(given.value, str):
        return [element(number) for number in given]
    rule = _REPEATED.fullmatch(given.value)
    if rule is None:
        raise UnsupportedError(f"no rule for the elements {given.value!r}")
    return [element(Field(rule[1], given.where))] * int(rule[2])
