import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filspec.conformance import computations
from filspec.conformance.golden import Verdict, check_file
from filspec.conformance.vector_file import VectorFileError

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-100, 100) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda nested: st.lists(nested, max_size=3) | st.dictionaries(st.text(max_size=4), nested, max_size=3),
    max_leaves=8,
)
ID_ADDRESS = {
    "id": "address.id",
    "kind": "address_id",
    "inputs": {"id": 1024},
    "expected": {"testnet": "t01024", "mainnet": "f01024"},
}


def test_a_good_vector_passes(check):
    [outcome] = check(ID_ADDRESS)

    assert (outcome.vector_id, outcome.verdict, outcome.detail) == ("address.id", Verdict.PASSED, "")


def test_an_altered_expectation_fails_by_name(check):
    [outcome] = check(ID_ADDRESS | {"expected": {"testnet": "t01024", "mainnet": "f01025"}})

    [difference] = outcome.differences
    assert outcome.verdict is Verdict.FAILED
    assert (difference.field, difference.expected, difference.computed) == ("mainnet", "f01025", "f01024")
    assert outcome.detail == "mainnet: expected f01025, computed f01024"


def test_a_difference_in_a_list_names_its_place(check):
    starts = {"id": "s", "kind": "piece_start", "inputs": {"pieces": [31, 32, 33]}, "expected": {"starts": [0, 127, 1]}}

    assert check(starts)[0].detail == "starts[2]: expected 1, computed 254"


def test_types_must_agree(check):
    tie = {"id": "t", "kind": "weight_tie", "inputs": {"a_vrf": ["00"], "b_vrf": ["03"]}, "expected": {"a_wins": 1}}

    assert check(tie)[0].detail == "a_wins: expected 1, computed True"


def test_an_unknown_kind_is_unsupported(check):
    [outcome] = check(ID_ADDRESS | {"kind": "perpetual_motion"})

    assert (outcome.verdict, outcome.detail) == (
        Verdict.UNSUPPORTED,
        "no computation for the kind 'perpetual_motion'",
    )


def test_an_expectation_that_is_not_computed_is_unsupported_however_much_agrees(check):
    [outcome] = check(ID_ADDRESS | {"expected": ID_ADDRESS["expected"] | {"colour": "blue"}})

    assert outcome.verdict is Verdict.UNSUPPORTED
    assert outcome.detail == "not computed: colour; equal: mainnet, testnet"


def test_a_difference_outweighs_what_is_not_computed(check):
    [outcome] = check(ID_ADDRESS | {"expected": {"mainnet": "f01", "colour": "blue"}})

    assert outcome.verdict is Verdict.FAILED


@pytest.mark.parametrize(
    ("entry", "detail"),
    [
        (7, "malformed vector: vector is '7'; it should be an object"),
        ({}, "malformed vector: vector.expected is missing"),
        (ID_ADDRESS | {"inputs": {}}, "malformed vector: inputs.id is missing"),
        (ID_ADDRESS | {"inputs": {"id": "ten"}}, "malformed vector: inputs.id is 'ten'; it should be a whole number"),
        (ID_ADDRESS | {"inputs": {"id": -1}}, "the computation raised AddressError: invalid payload: actor id -1"),
    ],
)
def test_a_vector_that_cannot_be_computed_fails_with_a_sentence(check, entry, detail):
    [outcome] = check(entry)

    assert outcome.verdict is Verdict.FAILED
    assert outcome.detail.startswith(detail)


def test_a_vector_without_an_id_is_named_by_its_place(check):
    assert [outcome.vector_id for outcome in check(ID_ADDRESS, 7)] == ["address.id", "vectors[1]"]


def test_an_id_that_occurs_twice_fails_every_time(check):
    outcomes = check(ID_ADDRESS, ID_ADDRESS | {"expected": {"mainnet": "f0"}})

    assert {(outcome.verdict, outcome.detail) for outcome in outcomes} == {
        (Verdict.FAILED, "the id 'address.id' occurs more than once in this file")
    }


def test_one_bad_vector_does_not_spoil_the_others(check):
    assert [outcome.verdict for outcome in check(7, ID_ADDRESS)] == [Verdict.FAILED, Verdict.PASSED]


def test_a_report_counts_its_verdicts(tmp_path):
    path = tmp_path / "v.json"
    path.write_text(json.dumps({"topic": "t", "vectors": [ID_ADDRESS, 7, {**ID_ADDRESS, "id": "u", "kind": "u"}]}))

    report = check_file(path)

    assert [report.count(verdict) for verdict in Verdict] == [1, 1, 1]
    assert (report.path, report.topic) == (path, "t")


def test_a_bad_file_is_refused(tmp_path):
    with pytest.raises(VectorFileError, match="cannot be read"):
        check_file(tmp_path / "nowhere.json")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.data())
def test_no_vector_makes_the_checker_stumble(check, data):
    # Given a vector of a known kind with some of its inputs replaced by anything
    computations.load_topics()
    kind = data.draw(st.sampled_from(sorted(computations._REGISTER)))
    names = ["nodes", "id", "text", "hex", "data_hex", "arity", "preimage", "pieces", "block", "message", "config"]
    inputs = data.draw(st.dictionaries(st.sampled_from(names), json_values))
    # When it is checked
    [outcome] = check({"id": "any", "kind": kind, "inputs": inputs, "expected": {"outcome": data.draw(json_values)}})
    # Then there is a verdict with a reason, and it is not that the vector passed
    assert outcome.verdict is not Verdict.PASSED
    assert outcome.detail
