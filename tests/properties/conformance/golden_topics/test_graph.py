import pytest

from filspec.conformance.golden import Verdict

POREP_ID = "00" * 32
EDGES = {"nodes": 64, "porep_id_hex": POREP_ID, "api_version": "1.0.0"}


def test_published_expander_parents_pass_and_altered_ones_fail(published_pass):
    published_pass("exp_parents")


def test_published_base_parents_pass(vectors, check):
    published = vectors("drg_parents")
    outcomes = check(*published)

    slow = {vector["id"] for vector in published if vector["inputs"]["nodes"] > 1 << 20}
    assert {outcome.vector_id for outcome in outcomes if outcome.verdict is Verdict.UNSUPPORTED} == slow
    assert all(outcome.verdict is Verdict.PASSED for outcome in outcomes if outcome.vector_id not in slow)
    assert all("run with --slow" in outcome.detail for outcome in outcomes if outcome.vector_id in slow)


def test_an_altered_parent_or_digest_fails(check):
    digest = {"id": "d", "kind": "parent_cache_digest", "inputs": EDGES, "expected": {"sha256": "00" * 32}}
    parents = {
        "id": "p",
        "kind": "drg_parents",
        "inputs": EDGES | {"node": 3},
        "expected": {"parents": [1, 2, 1, 2, 1, 3]},
    }

    outcomes = check(digest, parents)

    assert [outcome.verdict for outcome in outcomes] == [Verdict.FAILED] * 2
    assert outcomes[1].detail == "parents[5]: expected 3, computed 2"


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"sector_size": 4096}, "inputs.sector_size is 4096, while the other inputs imply 2048"),
        ({"api_version": "2.0.0"}, "inputs.api_version is '2.0.0'; it should be one of 1.0.0, 1.1.0, 1.2.0"),
        ({"porep_id_hex": "00"}, "inputs.porep_id_hex has 1 bytes; it should have 32"),
        ({"nodes": 0}, "inputs.nodes is '0'; it should be from 1 to 2^32, a number of nodes"),
    ],
)
def test_a_graph_that_cannot_be_is_malformed(check, change, detail):
    [outcome] = check(
        {"id": "d", "kind": "parent_cache_digest", "inputs": EDGES | change, "expected": {"sha256": "00" * 32}}
    )

    assert outcome.verdict is Verdict.FAILED
    assert outcome.detail == f"malformed vector: {detail}"


def test_a_node_outside_the_layer_is_malformed(check):
    [outcome] = check({"id": "p", "kind": "exp_parents", "inputs": EDGES | {"node": 64}, "expected": {"parents": []}})

    assert outcome.detail == "malformed vector: inputs.node is 64; the layer has nodes 0 to 63"


def test_a_property_without_a_rule_is_unsupported(check):
    inputs = EDGES | {"children": 3, "property": "all parents are odd"}
    outcomes = check(
        *(
            {"id": kind, "kind": kind, "inputs": inputs, "expected": {"found": True}}
            for kind in ("exp_pathology", "exp_high_bits")
        )
    )

    assert [outcome.verdict for outcome in outcomes] == [Verdict.UNSUPPORTED] * 2


def test_other_sizes_are_computed(compute):
    walked = {"n": 100, "keys": [5, 6, 7], "cycle_walk": True}

    assert compute("feistel_bijection", walked, "walked_is_permutation") is True
    assert compute("feistel_bijection", walked, "single_pass_in_range") is False
    assert len(compute("parent_cache_digest", EDGES | {"nodes": 100}, "sha256")) == 64
