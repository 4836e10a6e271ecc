def test_published_vectors_pass_and_altered_ones_fail(published_pass):
    published_pass("porep_challenges")


def test_comm_r_of_an_update_may_be_given_in_full(compute, vectors):
    vector = next(vector for vector in vectors("porep_challenges") if vector["id"] == "snap.1_KIB.0")

    in_full = {"comm_r_new": "101cbe4b9c42604f04c703c396f788c6cb2d6d7d58f45430b12eb2edd640076c"}
    challenges = compute("snap_challenges", vector["inputs"] | in_full, "challenges")
    assert challenges == vector["expected"]["challenges"]


def test_nodes_that_cannot_be_split_are_malformed(check):
    inputs = {"nodes": 33, "partition": 0, "comm_r_new": "00" * 32, "take": 5}
    [outcome] = check({"id": "s", "kind": "snap_challenges", "inputs": inputs, "expected": {"challenges": []}})

    assert outcome.detail == "malformed vector: inputs.nodes is '33'; it should be a power of two"
