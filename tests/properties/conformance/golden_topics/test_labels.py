def test_published_vectors_pass_and_altered_ones_fail(published_pass):
    published_pass("labels")


def test_other_layers_and_sizes_are_computed(compute):
    inputs = {"nodes": 100, "layers": 3, "replica_id_hex": "01" * 32, "porep_id_hex": "02" * 32, "api_version": "1.1.0"}
    label = compute("label_last", inputs, "label_last_layer_last_node_le_hex")

    assert len(label) == 64
    assert label != compute("label_last", inputs | {"layers": 4}, "label_last_layer_last_node_le_hex")
