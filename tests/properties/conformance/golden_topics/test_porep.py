def test_published_vectors_pass_and_altered_ones_fail(published_pass):
    published_pass("porep_2kib")


def test_data_may_stand_in_the_vector_itself(vectors, check):
    data, seal = vectors("porep_2kib")[:2]
    inputs = {name: value for name, value in seal["inputs"].items() if name != "data"}

    [outcome] = check(seal | {"inputs": inputs | {"data_hex": data["inputs"]["data_hex"]}})

    assert outcome.verdict.value == "passed"


def test_data_that_is_not_in_the_file_is_malformed(vectors, check):
    [outcome] = check(vectors("porep_2kib")[1])

    assert outcome.detail == "malformed vector: inputs.data names the vector 'porep2k.data', which is not in this file"


def test_data_that_does_not_fill_the_sector_fails(vectors, check):
    seal = vectors("porep_2kib")[1]

    [outcome] = check(seal | {"inputs": seal["inputs"] | {"data_hex": "00"}})

    assert outcome.verdict.value == "failed"
    assert "a sector of 2048 bytes is sealed from 2032 bytes, got 1" in outcome.detail


def test_a_label_outside_the_sector_is_not_computed(vectors, check):
    data, *_, derived = vectors("porep_2kib")

    outcome = check(derived | {"expected": {"layer3_node0": "", "layer1_node64": ""}}, data)[0]

    assert outcome.detail == "not computed: layer1_node64, layer3_node0"
