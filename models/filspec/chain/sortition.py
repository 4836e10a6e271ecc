"""Sortition: how many times a miner wins an epoch, from its VRF proof and its share of the network's power.

With many small miners the number of wins is Poisson distributed: lambda is the miner's share of the five wins expected
in an epoch. The digest of the VRF proof is a fraction of one, and the win count is how many upper tails of the
distribution lie above it. Everyone must get the same count, so nothing is a float: numbers are fractions of 2^256
(Q.256), e^-x is a quotient of two polynomials, and each rounding below is down and exactly where Lotus rounds.

Source: proofs-facts section 14; Lotus chain/types/electionproof.go; go-filecoin consensus/election.go (early rule).
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from filspec.crypto.blake2b import blake2b_256

PRECISION_BITS = 256
ONE = 1 << PRECISION_BITS
EXPECTED_LEADERS = 5
MAX_WIN_COUNT = 15
EARLY_PROOF_BYTES = 65
EARLY_GREATEST_OUTPUT = (1 << 8 * EARLY_PROOF_BYTES) - 1

_NUMERATOR = (
    -648770010757830093818553637600,
    67469480939593786226847644286976,
    -3197587544499098424029388939001856,
    89244641121992890118377641805348864,
    -1579656163641440567800982336819953664,
    17685496037279256458459817590917169152,
    -115682590513835356866803355398940131328,
    340282366920938463463374607431768211456,
)
_DENOMINATOR = (
    1225524182432722209606361,
    114095592300906098243859450,
    5665570424063336070530214243,
    194450132448609991765137938448,
    5068267641632683791026134915072,
    104716890604972796896895427629056,
    1748338658439454459487681798864896,
    23704654329841312470660182937960448,
    259380097567996910282699886670381056,
    2250336698853390384720606936038375424,
    14978272436876548034486263159246028800,
    72144088983913131323343765784380833792,
    224599776407103106596571252037123047424,
    340282366920938463463374607431768211456,
)
"""Coefficients of the approximation of e^-x, highest power first, as fractions of 2^128."""


class NoTotalPowerError(ValueError):
    """Shares of a network without power do not exist."""


def exp_neg(x: int) -> int:
    """Return e^-x, both in Q.256, for x from 0 to 5."""
    return (_polynomial(_NUMERATOR, x) << PRECISION_BITS) // _polynomial(_DENOMINATOR, x)


def expected_wins(power: int, total_power: int, expected_leaders: int = EXPECTED_LEADERS) -> int:
    """Return lambda in Q.256, the wins a miner with this quality-adjusted power can expect in an epoch.

    Raises:
        NoTotalPowerError: if the network has no power.
    """
    if total_power <= 0:
        raise NoTotalPowerError(f"total power is {total_power}; without power nobody can be elected")
    return power * expected_leaders * ONE // total_power


def upper_tails(expectation: int) -> Iterator[int]:
    """Yield without end, in Q.256, the chance of more than 0, more than 1, ... wins at this expectation (Q.256)."""
    mass = exp_neg(expectation)
    tail = ONE - mass
    wins = 0
    while True:
        yield tail
        wins += 1
        # Dividing before multiplying loses bits, and Lotus loses them here.
        mass = (mass // wins * expectation) >> PRECISION_BITS
        tail -= mass


def win_count(vrf_proof: bytes, power: int, total_power: int) -> int:
    """Return how many times a miner wins the epoch of its VRF proof, at most 15.

    Args:
        vrf_proof: the miner's election proof.
        power: quality-adjusted power of the miner.
        total_power: quality-adjusted power of the network.

    Raises:
        NoTotalPowerError: if the network has no power.
    """
    drawn = int.from_bytes(blake2b_256(vrf_proof), "big")
    wins = 0
    for tail in _tails_of_share(power, total_power):
        if drawn >= tail:
            break
        wins += 1
    return wins


def wins_early_election(proof: bytes, power: int, total_power: int) -> bool:
    """Tell whether go-filecoin's rule elects a miner: the 65-byte proof as a fraction lies below its share of power.

    Raises:
        ValueError: if the proof has another length.
    """
    if len(proof) != EARLY_PROOF_BYTES:
        raise ValueError(f"an early election proof has {EARLY_PROOF_BYTES} bytes, not {len(proof)}")
    return early_output_wins(int.from_bytes(proof, "big"), power, total_power)


def early_output_wins(output: int, power: int, total_power: int) -> bool:
    """Tell whether an early election proof wins; the rule of ``wins_early_election`` on numbers."""
    return output * total_power < power * EARLY_GREATEST_OUTPUT


@lru_cache(maxsize=256)
def _tails_of_share(power: int, total_power: int) -> tuple[int, ...]:
    """Return the upper tails for 0 to 14 wins of a miner with this share."""
    return tuple(islice(upper_tails(expected_wins(power, total_power)), MAX_WIN_COUNT))


def _polynomial(coefficients: tuple[int, ...], x: int) -> int:
    """Evaluate a polynomial by Horner's rule, rounding down after each multiplication."""
    value = 0
    for coefficient in coefficients:
        value = ((value * x) >> PRECISION_BITS) + (coefficient << (PRECISION_BITS // 2))
    return value
