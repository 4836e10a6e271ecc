"""Round constants."""

from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.fr import MODULUS
from filspec.proofs.poseidon.grain import REGISTER_BITS, TAPS, _register_stream, round_constants
from filspec.proofs.poseidon.round_numbers import RoundNumbers


def walk(seed: int, length: int) -> int:
    """Run the register bit by bit."""
    bits = [seed >> place & 1 for place in range(REGISTER_BITS)]
    while len(bits) < length:
        bits.append(sum(bits[len(bits) - REGISTER_BITS + tap] for tap in TAPS) % 2)
    return sum(bit << place for place, bit in enumerate(bits[:length]))


@given(st.integers(0, 2**80 - 1), st.integers(80, 3000))
def test_strides_make_the_same_stream_as_single_steps(seed, length):
    assert _register_stream(seed, length) == walk(seed, length)


@given(st.integers(2, 5), st.integers(1, 6).map(lambda half: 2 * half), st.integers(1, 20))
def test_every_round_gets_constants_in_the_field(width, full, partial):
    constants = round_constants(width, RoundNumbers(full, partial))
    assert len(constants) == width * (full + partial)
    assert all(0 <= constant < MODULUS for constant in constants)


def test_first_constant_of_arity_8():
    # Source: neptune parameters/round_constants-1-1-255-9-8-57
    first = round_constants(9, RoundNumbers(8, 57))[0]
    assert f"{first:064x}" == "6ce90d12c4045fe08c3caddb776dd84ac52b4ae7e48cd49443984154f2f4c2f9"


def test_published_constants(vectors):
    published = [vector for vector in vectors("poseidon") if vector["kind"] == "poseidon_constants"]
    assert published
    for vector in published:
        inputs, expected = vector["inputs"], vector["expected"]
        constants = round_constants(inputs["t"], RoundNumbers(inputs["R_F"], inputs["R_P"]))
        assert [f"{constant:064x}" for constant in constants] == expected["be_hex"], vector["id"]
        assert len(constants) == expected["count"], vector["id"]
