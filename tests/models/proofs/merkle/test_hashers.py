"""Node hashes."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.fr import is_canonical
from filspec.proofs.merkle.hashers import sha256_node

nodes = st.binary(min_size=32, max_size=32)


@given(nodes, nodes)
def test_a_sha256_node_is_the_trimmed_hash_of_both_children(left, right):
    node = sha256_node((left, right))
    digest = sha256(left + right).digest()
    assert is_canonical(node)
    assert node[:31] == digest[:31]
    assert node[31] == digest[31] % 64


def test_published_nodes(vectors):
    published = [vector for vector in vectors("commp") if vector["kind"] == "sha254_node"]
    assert published
    for vector in published:
        children = (bytes.fromhex(vector["inputs"]["left_hex"]), bytes.fromhex(vector["inputs"]["right_hex"]))
        assert sha256_node(children).hex() == vector["expected"]["node_hex"], vector["id"]
