from filspec.conformance.golden import Verdict


def test_published_parameters_agree_and_key_files_are_not_claimed(vectors, check):
    published = vectors("params")
    outcomes = dict(zip((vector["id"] for vector in published), check(*published), strict=True))

    for vector in published:
        outcome = outcomes[vector["id"]]
        if vector["kind"] == "param_name":
            assert outcome.verdict is Verdict.PASSED
            assert outcome.detail == "published figures, not compared: vk_blake2b_16, vk_cid"
        else:
            assert outcome.verdict is Verdict.PASSED


def test_published_figures_alone_never_pass(vectors, check):
    for vector in vectors("params"):
        if vector["kind"] == "param_name":
            [outcome] = check(vector | {"expected": {"vk_cid": vector["expected"]["vk_cid"]}})
            assert outcome.verdict is Verdict.UNSUPPORTED


def test_the_name_alone_passes_or_fails(vectors, check):
    for vector in vectors("params"):
        if vector["kind"] == "param_name":
            name = vector["expected"]["identifier_sha256"]
            assert check(vector | {"expected": {"identifier_sha256": name}})[0].verdict is Verdict.PASSED
            assert check(vector | {"expected": vector["expected"] | {"identifier_sha256": name[::-1]}})[0].differences


def test_an_identifier_that_contradicts_its_configuration_is_malformed(check):
    inputs = {
        "sector_size": 2048,
        "config": {"type": "window", "challenge_count": 10, "sector_count": 2},
        "identifier": "FallbackPoSt::PublicParams{sector_size: 2048, challenge_count: 10, sector_count: 3}",
    }
    [outcome] = check({"id": "n", "kind": "param_name", "inputs": inputs, "expected": {"identifier_sha256": ""}})

    assert outcome.verdict is Verdict.FAILED
    assert outcome.detail.startswith("malformed vector: inputs.identifier is FallbackPoSt::PublicParams")


def test_every_registered_shape_is_known(compute):
    bases = [compute("tree_shape", {"sector_size": size << 10}, "base") for size in (2, 4, 16, 32, 8192)]

    assert bases == [8] * 5


def test_an_unknown_size_or_type_is_unsupported(check):
    shape = {"id": "s", "kind": "tree_shape", "inputs": {"sector_size": 1000}, "expected": {"base": 8}}
    name = {
        "id": "n",
        "kind": "param_name",
        "inputs": {"sector_size": 2048, "config": {"type": "update"}},
        "expected": {"identifier_sha256": ""},
    }
    layers = name | {
        "id": "l",
        "inputs": {"sector_size": 2048, "config": {"layers": 3, "challenges_per_partition": 2}},
    }

    assert [outcome.detail for outcome in check(shape, name, layers)] == [
        "no parameters for sectors of 1000 bytes",
        "no parameters of the type 'update'",
        "no PoRep of this size has layers and challenges (3, 2)",
    ]
