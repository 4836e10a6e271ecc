"""Values are shown shortly, and the same in every process."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.oracles import Purpose
from filspec.actors.parameters import Fraction
from filspec.kit.trace import Recorder
from filspec.traces.values import digest, shown


@given(st.from_type(Recorder))
def test_every_value_is_shown_on_its_own_terms_within_a_bound(recorder: Recorder) -> None:
    for event in recorder.events:
        for _, value in event.arguments:
            assert shown(value, depth=0) in ("…", shown(value)), "what holds other values is left out at depth 0"


@given(st.binary(min_size=1000, max_size=5000))
def test_a_long_byte_string_is_shown_by_its_beginning_and_size(raw: bytes) -> None:
    assert shown(raw) == f"0x{raw.hex()[:12]}…({len(raw)} bytes)"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "None"),
        (True, "True"),
        (102, "102"),
        (-5, "-5"),
        (1_400_000_000_000_000_000_000_000_000, "1_400_000_000_000_000_000_000_000_000"),
        (1 << 400, "0x010000000000…(51 bytes)"),
        (-(1 << 400), "-0x010000000000…(51 bytes)"),
        (b"\x01\x02", "0x0102"),
        (Purpose.SEAL, "SEAL"),
        (Fraction(numerator=1, denominator=100), "Fraction(numerator=1, denominator=100)"),
        ((1, (2, (3,))), "(1, (2, …))"),
        ({2: "b", 1: "a"}, "{1: a, 2: b}"),
        (frozenset({3, 1, 2}), "{1, 2, 3}"),
        (Recorder(), "Recorder"),
        (digest, "digest"),
    ],
)
def test_values_as_shown(value: object, expected: str) -> None:
    assert shown(value) == expected


def test_a_digest_says_size_and_hash() -> None:
    # blake2b-256 of the empty string, RFC 7693's function as the b2sum tool computes it
    assert digest(b"") == "0 bytes, blake2b-256 0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_sets_are_shown_in_the_same_order_under_every_hash_seed(seed: str) -> None:
    program = "from filspec.traces.values import shown; print(shown(frozenset('filecoin')))"
    printed = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert printed.stdout == "{c, e, f, i, l, n, o}\n"
