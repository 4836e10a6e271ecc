from filspec.conformance.golden import Verdict


def test_circuits_and_groth16_are_unsupported_for_a_stated_reason(vectors, check):
    outcomes = check(*vectors("circuits")) + check(*vectors("groth16"))

    assert {outcome.verdict for outcome in outcomes} == {Verdict.UNSUPPORTED}
    assert {outcome.detail for outcome in outcomes} == {
        "constraint systems are not built by this command, so their constraints are not counted",
        "Groth16 proofs are not verified by this command; it covers the proofs beneath them",
    }
