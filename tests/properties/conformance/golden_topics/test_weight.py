def test_published_vectors_pass_and_altered_ones_fail(published_pass):
    published_pass("weight")


def test_a_tie_of_equal_tickets_is_not_won(compute):
    assert compute("weight_tie", {"a_vrf": ["00"], "b_vrf": ["00"]}, "a_wins") is False
    assert compute("weight_tie", {"a_vrf": ["00"], "b_vrf": ["01"]}, "a_wins") is True
