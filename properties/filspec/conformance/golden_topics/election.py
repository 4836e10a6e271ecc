"""Elections (proofs-facts section 14)."""

import re
from itertools import islice

from filspec.chain.sortition import (
    EARLY_PROOF_BYTES,
    MAX_WIN_COUNT,
    ONE,
    PRECISION_BITS,
    exp_neg,
    expected_wins,
    upper_tails,
    win_count,
    wins_early_election,
)
from filspec.conformance.computations import Computed, computes
from filspec.conformance.field import Field
from filspec.conformance.vector import UnsupportedError, Vector

POISSON_TERMS = 16
SECONDS_PER_PROOF = 2e-6
_NUMBERED_PROOFS = re.compile(r"5 bytes LE of \(i \+ (\d{1,9})\), i in 0\.\.(\d{1,7})")


@computes("expneg")
def expneg(vector: Vector) -> Computed:
    """Compute e^-x for a list of x."""
    vector.agree("precision_bits", PRECISION_BITS)
    return {"y_q256": [str(exp_neg(x)) for x in vector.inputs["x_q256"].integers()]}


@computes("poisson_icdf")
def poisson_icdf(vector: Vector) -> Computed:
    """Compute the upper tails of a Poisson distribution, as many as are stated."""
    inputs = vector.inputs
    expectation = (inputs["lambda_base"].integer() << PRECISION_BITS) >> inputs["lambda_shift"].integer()
    stated = vector.stated("icdf_q256")
    terms = len(stated) if isinstance(stated, list) else POISSON_TERMS
    return {"icdf_q256": [str(tail) for tail in islice(upper_tails(expectation), terms)]}


@computes("lambda")
def poisson_lambda(vector: Vector) -> Computed:
    """Compute the expected wins of a share of power."""
    return {"lambda_q256": str(_lambda(vector.inputs))}


@computes("lambda_float")
def poisson_lambda_float(vector: Vector) -> Computed:
    """Compute the expected wins as the nearest float."""
    return {"lambda_float": _lambda(vector.inputs) / ONE}


@computes("wincount_average")
def win_count_average(vector: Vector) -> Computed:
    """Compute the mean win count over numbered proofs; the stated bounds come out if the mean lies within them."""
    inputs = vector.inputs
    vector.agree("max_win", MAX_WIN_COUNT)
    rule = _NUMBERED_PROOFS.fullmatch(inputs["vrf"].text())
    if rule is None:
        raise UnsupportedError(f"no rule for making the proofs {inputs['vrf'].text()!r}")
    offset, last = map(int, rule.groups())
    vector.takes((last + 1) * SECONDS_PER_PROOF)
    power, total = inputs["power"].integer(), inputs["total"].integer()
    wins = sum(win_count((offset + i).to_bytes(5, "little"), power, total) for i in range(last + 1))
    mean = wins / (last + 1)
    least, greatest = vector.stated("mean_min"), vector.stated("mean_max")
    return {
        "mean_min": least if isinstance(least, int | float) and least <= mean else mean,
        "mean_max": greatest if isinstance(greatest, int | float) and mean <= greatest else mean,
    }


@computes("binary_power_fraction")
def binary_power_fraction(vector: Vector) -> Computed:
    """Decide an election of go-filecoin."""
    inputs = vector.inputs
    vector.agree("domain", f"2^{8 * EARLY_PROOF_BYTES} - 1")
    won = wins_early_election(_early_proof(inputs), inputs["my_power"].integer(), inputs["total_power"].integer())
    return {"wins": won}


def _lambda(inputs: Field) -> int:
    """Return the expected wins in Q.256."""
    return expected_wins(inputs["power"].integer(), inputs["total"].integer(), inputs["blocks_per_epoch"].integer())


def _early_proof(inputs: Field) -> bytes:
    """Return the proof, given in full or by its first byte."""
    if "proof_hex" in inputs:
        return inputs["proof_hex"].octets(EARLY_PROOF_BYTES)
    rest = inputs["rest"].text()
    if rest != "zero":
        raise UnsupportedError(f"no rule for making the rest {rest!r} of the proof")
    return bytes([inputs["first_byte"].integer()]).ljust(inputs["proof_bytes"].integer(), b"\x00")
