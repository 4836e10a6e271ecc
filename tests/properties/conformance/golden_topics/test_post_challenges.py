def test_published_vectors_pass_and_altered_ones_fail(published_pass):
    published_pass("post_challenges")


def test_the_rule_is_that_of_the_version(compute):
    inputs = {"api_version": "1.1.0", "sector_index": 2, "challenge_count": 10, "n": 1}

    assert compute("challenge_index", inputs, "index") == 21
    assert compute("challenge_index", inputs, "rule") == "sector_index*challenge_count+n"
