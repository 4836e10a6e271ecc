def test_published_vectors_pass_and_altered_ones_fail(published_pass):
    published_pass("commp")


def test_a_payload_without_a_rule_or_beyond_memory_is_unsupported(check):
    random = {"payload": "random bytes", "payload_size": 1}
    huge = {"payload": "byte 0x00 repeated", "payload_size": 1 << 40}
    outcomes = check(
        *(
            {"id": inputs["payload"], "kind": "commp", "inputs": inputs, "expected": {"padded_piece_size": 1}}
            for inputs in (random, huge)
        )
    )

    assert [outcome.verdict.value for outcome in outcomes] == ["unsupported"] * 2
    assert outcomes[1].detail.endswith("above the 1073741824 that are held in memory")


def test_a_printed_version_1_is_compared(vectors, check):
    vector = next(
        vector
        for vector in vectors("commp")
        if vector["kind"] == "commp_v2" and vector["expected"]["piece_cid_v1"] is None
    )

    claimed = vector["expected"] | {"piece_cid_v1": "baga6ea4seaq"}
    assert check(vector | {"expected": claimed})[0].differences


def test_an_unpadded_tree_counts_its_bytes(check):
    inputs = {"padded_bytes": 128, "set_bytes": {"128": 1}}
    [outcome] = check({"id": "t", "kind": "tree_d_raw", "inputs": inputs, "expected": {"comm_d_cid": ""}})

    assert outcome.detail == "malformed vector: inputs.set_bytes.128 is '1'; it should be at a place below 128"
