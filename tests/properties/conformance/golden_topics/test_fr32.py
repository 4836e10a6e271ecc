def test_published_vectors_pass_and_altered_ones_fail(published_pass):
    published_pass("fr32")


def test_a_draw_without_a_rule_is_unsupported(check):
    inputs = {"rng": "XorShift128 (rand_xorshift)", "seed_hex": "01" * 16, "draws": ["dice"]}
    [outcome] = check({"id": "x", "kind": "xorshift_draws", "inputs": inputs, "expected": {"roll": 6}})

    assert outcome.detail == "no rule for the draw 'dice'"


def test_a_stated_byte_beyond_the_end_fails(check):
    expected = {"length": 32, "bytes": {"32": 0}}
    [outcome] = check({"id": "p", "kind": "fr32_pad", "inputs": {"data_hex": "00"}, "expected": expected})

    assert outcome.detail == "bytes.32: expected 0, computed None"
