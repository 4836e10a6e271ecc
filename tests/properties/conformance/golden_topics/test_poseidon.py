def test_published_vectors_pass_and_altered_ones_fail(published_pass):
    published_pass("poseidon")


def test_elements_may_be_listed(compute):
    listed = compute("poseidon_md", {"arity": 36, "elements": ["1"] * 71}, "digest_le_hex")

    assert listed == "902c333b13541c3595814e5f626d6fc22296ed433662d95ff7f69fe02022f459"


def test_a_tree_may_have_another_arity_on_each_level(compute):
    leaves = [str(leaf) for leaf in range(16)]

    assert len(compute("poseidon_tree", {"arities": [8, 2], "leaves": leaves}, "root_le_hex")) == 64


def test_a_preimage_of_another_length_is_malformed(check):
    inputs = {"arity": 2, "strength": "standard", "preimage": ["0"]}
    [outcome] = check({"id": "m", "kind": "poseidon_merkle", "inputs": inputs, "expected": {"digest_le_hex": ""}})

    assert outcome.detail.startswith("malformed vector: the preimage has 1 elements")


def test_other_parameters_are_unsupported(check):
    outcomes = check(
        {"id": "M", "kind": "poseidon_rounds", "inputs": {"width_t": 3, "M": 80}, "expected": {"R_F": 8}},
        {"id": "t", "kind": "poseidon_rounds", "inputs": {"width_t": 10**9}, "expected": {"R_F": 8}},
        {"id": "a", "kind": "poseidon_md", "inputs": {"arity": 8}, "expected": {"digest_le_hex": ""}},
    )

    assert [outcome.verdict.value for outcome in outcomes] == ["unsupported"] * 3
