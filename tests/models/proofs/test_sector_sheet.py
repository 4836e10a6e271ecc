"""The parameter sheet."""

import pytest

from filspec.proofs.sector_sheet import GIB, TREE_SHAPES, rows_to_discard, sector_sheet


@pytest.mark.parametrize("size", TREE_SHAPES)
def test_the_tree_shape_holds_exactly_the_nodes_of_the_sector(size):
    sheet = sector_sheet(size)
    assert sheet.nodes * 32 == size
    assert sheet.tree_shape.arities(sheet.nodes)


@pytest.mark.parametrize("size", TREE_SHAPES)
def test_sizes_that_secure_the_network_have_eleven_layers(size):
    sheet = sector_sheet(size)
    assert (sheet.layers == 11) is (size >= 32 * GIB)
    assert sheet.porep_proof_bytes == (1920 if size >= 32 * GIB else 192)


def test_sectors_of_a_window_partition():
    assert [sector_sheet(size).window_sectors_per_partition for size in (2048, 32 * GIB, 64 * GIB)] == [2, 2349, 2300]


def test_other_sizes_are_refused():
    with pytest.raises(ValueError, match="no sector has 1000 bytes; sizes are 2048, 4096"):
        sector_sheet(1000)


@pytest.mark.parametrize(
    ("leaves", "arity", "rows"), [(8, 8, 0), (64, 8, 1), (512, 8, 2), (8**9, 8, 2), (4**9, 4, 5), (2**20, 2, 7)]
)
def test_rows_left_out_of_a_stored_tree(leaves, arity, rows):
    assert rows_to_discard(leaves, arity) == rows


def test_published_shapes(vectors):
    published = [vector for vector in vectors("params") if vector["kind"] == "tree_shape"]
    assert published
    for vector in published:
        shape, expected = sector_sheet(vector["inputs"]["sector_size"]).tree_shape, vector["expected"]
        assert (shape.base, shape.sub, shape.top) == (expected["base"], expected["sub"], expected["top"])


def test_published_proof_sizes(vectors):
    published = [vector for vector in vectors("params") if vector["kind"] == "proof_sizes"]
    assert published
    expected, test_size, large = published[0]["expected"], sector_sheet(2048), sector_sheet(32 * GIB)
    assert test_size.porep_proof_bytes == expected["porep_test_sizes"]
    assert large.porep_proof_bytes == expected["porep_32_64gib"]
    assert test_size.non_interactive_proof_bytes == expected["ni_porep_test"]
    assert large.non_interactive_proof_bytes == expected["ni_porep_32_64gib"]
