def test_published_vectors_pass_and_altered_ones_fail(published_pass):
    published_pass("cid")


def test_another_hash_is_unsupported(check):
    inputs = {"data_hex": "", "codec": "raw", "hash": "sha2-256"}
    [outcome] = check({"id": "c", "kind": "cid_of_bytes", "inputs": inputs, "expected": {"cid": ""}})

    assert outcome.detail == "no CID of codec 'raw' with hash 'sha2-256'"
