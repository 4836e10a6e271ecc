def test_published_vectors_pass_and_altered_ones_fail(published_pass):
    published_pass("vrf")


def test_the_two_top_bits_stay_unless_the_source_clears_them(vectors, check):
    vector = next(vector for vector in vectors("vrf") if vector["kind"] == "draw_randomness")

    cleared = bytes.fromhex(vector["expected"]["randomness_hex"])
    expected = {"randomness_hex": cleared.hex(), "top_two_bits_cleared": False}
    outcome = check(vector | {"expected": expected})[0]
    computed = outcome.differences[0].computed if outcome.differences else cleared.hex()
    assert bytes.fromhex(computed)[:31] == cleared[:31]
    assert bytes.fromhex(computed)[31] & 0x3F == cleared[31]


def test_another_table_is_unsupported(check):
    [outcome] = check({"id": "r", "kind": "raw", "inputs": {}, "expected": {"SealRandomness": 5, "Dice": 6}})

    assert outcome.detail == "not computed: Dice; equal: SealRandomness"


def test_another_layout_is_unsupported(check):
    [outcome] = check({"id": "l", "kind": "draw_randomness", "inputs": {"layout": "md5"}, "expected": {"x": 1}})

    assert outcome.detail == "no rule for the layout 'md5'"
