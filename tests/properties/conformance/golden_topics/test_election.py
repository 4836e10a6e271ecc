def test_published_vectors_pass_and_altered_ones_fail(published_pass):
    published_pass("election")


def test_a_mean_outside_its_bounds_fails(check):
    inputs = {"power": 20, "total": 100, "vrf": "5 bytes LE of (i + 0), i in 0..999", "max_win": 15}
    outcomes = check(
        {"id": "in", "kind": "wincount_average", "inputs": inputs, "expected": {"mean_min": 0.8, "mean_max": 1.2}},
        {"id": "out", "kind": "wincount_average", "inputs": inputs, "expected": {"mean_min": 1.5, "mean_max": 2.0}},
    )

    assert [outcome.verdict.value for outcome in outcomes] == ["passed", "failed"]
    assert outcomes[1].detail.startswith("mean_min: expected 1.5, computed ")
