"""Making a PoSt."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.post.parameters import window_post_parameters
from filspec.proofs.post.prove import FaultySectorsError, post_proof, prove_post
from filspec.proofs.post.statement import PostSector, window_statement
from filspec.proofs.verdict import RefusedProofError

PARAMETERS = window_post_parameters(2048)
RANDOMNESS = b"\x01" * 32


def statement_of(sector, *numbers):
    return window_statement(RANDOMNESS, [PostSector(number, sector.comm_r) for number in numbers])


def test_the_challenged_leaves_are_opened(sector):
    statement = statement_of(sector, 7)
    (opened,) = post_proof(PARAMETERS, statement, {7: sector})
    leaves = [inclusion.leaf for inclusion in opened.inclusions]
    assert leaves == [sector.tree_r_last.leaves[leaf] for leaf in statement.challenges(PARAMETERS)[0]]


@given(st.integers(0, 2047), st.integers(1, 255))
def test_a_replica_with_any_byte_changed_cannot_be_proved(sector, place, flip):
    changed = bytearray(sector.replica)
    changed[place] ^= flip
    damaged = replace(sector, replica=bytes(changed))
    with pytest.raises(FaultySectorsError, match=r"sectors \[7\] are missing, damaged"):
        prove_post(PARAMETERS, statement_of(sector, 7), {7: damaged})


def test_all_faulty_sectors_are_named_in_order(sector):
    damaged = replace(sector, replica=bytes(2048))
    with pytest.raises(FaultySectorsError) as faulty:
        prove_post(PARAMETERS, statement_of(sector, 9, 3, 5), {3: sector, 9: damaged})
    assert faulty.value.sectors == (5, 9)


def test_a_sector_sealed_anew_is_not_the_one_on_chain(sector):
    statement = window_statement(RANDOMNESS, [PostSector(7, b"\x01" * 32)])
    with pytest.raises(FaultySectorsError, match="sealed under another comm_r"):
        prove_post(PARAMETERS, statement, {7: sector})


def test_randomness_outside_of_the_field_is_refused(sector):
    statement = window_statement(b"\xff" * 32, [PostSector(7, sector.comm_r)])
    with pytest.raises(RefusedProofError, match="the randomness is not 32 canonical bytes"):
        prove_post(PARAMETERS, statement, {7: sector})
