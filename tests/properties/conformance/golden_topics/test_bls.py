def test_published_vectors_pass_and_altered_ones_fail(published_pass):
    published_pass("bls")


def test_a_message_signed_for_another_sender_is_malformed(vectors, check):
    vector = next(vector for vector in vectors("bls") if vector["kind"] == "bls_message")

    other = vector["inputs"] | {"private_key_hex": "01" + "00" * 31}
    [outcome] = check(vector | {"inputs": other})
    assert outcome.detail.startswith("malformed vector: inputs.from_address is t3")


def test_an_invalid_beacon_is_computed_to_be_invalid(compute):
    inputs = {"round": 1, "public_key_hex": "c0" + "00" * 47, "previous_signature_hex": "", "signature_hex": "00"}

    assert compute("drand_beacon", inputs, "valid") is False


def test_an_unchained_beacon_ignores_the_round_before(compute, vectors):
    vector = next(
        vector
        for vector in vectors("bls")
        if vector["kind"] == "drand_beacon" and not vector["inputs"]["previous_signature_hex"]
    )

    unchained = {"message": "sha256(round u64 BE)", "previous_signature_hex": "ff"}
    assert compute("drand_beacon", vector["inputs"] | unchained, "valid") is True


def test_another_suite_or_rule_is_unsupported(check):
    signing = {"ciphersuite": "BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_", "message_ascii": ""}
    outcomes = check(
        {"id": "s", "kind": "bls_sign", "inputs": signing, "expected": {"signature_hex": ""}},
        {"id": "d", "kind": "drand_beacon", "inputs": {"message": "md5"}, "expected": {"valid": True}},
        {"id": "k", "kind": "bls_keygen", "inputs": {"rule": "dice"}, "expected": {"private_key_le_hex": ""}},
    )

    assert [outcome.verdict.value for outcome in outcomes] == ["unsupported"] * 3
