from filspec.proofs.ladder.rung import rung

SEED = b"\x05" * 32


def test_ghost_state_is_of_one_network():
    # Given a proof made on one network, then another network, where nobody made it, refuses it.
    here, elsewhere = rung("ideal"), rung("ideal")
    sealed = here.seal(1000, 3, SEED, ())
    public = (1000, 3, SEED, sealed.comm_d, sealed.comm_r, sealed.proof)
    assert here.verify_seal(*public)
    assert not elsewhere.verify_seal(*public)
    elsewhere.seal(1000, 3, SEED, ())
    assert elsewhere.verify_seal(*public)


def test_a_token_is_not_enough():
    # Given a forger who can compute tokens, then a proof of spacetime that nobody with the data made is refused.
    on = rung("ideal")
    sealed = on.seal(1000, 3, SEED, ())
    honest = on.prove_post(bytes(32), 1000, ((3, sealed.comm_r, sealed),))
    forger = rung("ideal")
    forged_seal = forger.seal(1000, 3, SEED, ())
    forged = forger.prove_post(b"\x01" * 32, 1000, ((3, forged_seal.comm_r, forged_seal),))
    assert on.verify_post(bytes(32), 1000, ((3, sealed.comm_r),), honest)
    assert not on.verify_post(b"\x01" * 32, 1000, ((3, sealed.comm_r),), forged)
