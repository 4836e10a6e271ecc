import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filspec.actors import oracles as questions
from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.oracles import ConsensusFaultProof, OnChainSealVerifyInfo, Purpose
from filspec.actors.payment_channel.state import Voucher
from filspec.actors.reasons import Reason
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.units import SYSTEM, Epoch
from filspec.chain.consensus_faults import report_of
from filspec.chain.conversions import commitment_from_bytes, proof_from_bytes, randomness_bytes, randomness_from_bytes
from filspec.chain.encoding import digest
from filspec.chain.oracles import answers, covered_sectors, secret_digest
from filspec.chain.piece_condition import PieceCondition, condition_proof
from filspec.kit.runner import Runner
from filspec.kit.transitions import Kind, transition_of

NUMBERS = st.integers()


@pytest.fixture(params=["ideal", "vanilla"])
def chain(request, chain_on):
    return chain_on(request.param)


@pytest.fixture
def asked(chain):
    return answers(chain.store, chain.genesis, chain.rung, chain.transition)


def test_every_oracle_is_answered(asked):
    declared = {
        name
        for name, function in vars(questions).items()
        if hasattr(function, "transition") and transition_of(function).kind is Kind.ORACLE
    }
    assert set(asked) == declared


def seal_info(chain, sealed, seed):
    return OnChainSealVerifyInfo(
        miner=sealed.miner,
        number=sealed.number,
        seed=randomness_from_bytes(seed),
        seal_epoch=0,
        comm_d=commitment_from_bytes(sealed.comm_d),
        comm_r=commitment_from_bytes(sealed.comm_r),
        proof=proof_from_bytes(sealed.proof),
    )


def test_a_seal_is_verified_for_its_public_inputs(chain, asked):
    # Given a seal, then it verifies, and with any one input changed it does not.
    seed = b"\x01" * 32
    info = seal_info(chain, chain.rung.seal(chain.miner_a, 5, seed, ()), seed)
    assert asked["verify_seal"](info) is True
    for field in ("miner", "number", "seed", "comm_d", "comm_r", "proof"):
        assert asked["verify_seal"](info.but(**{field: getattr(info, field) ^ 1})) is False


def test_a_proof_of_spacetime_covers_the_miners_sectors(chain, asked):
    # Given the proof for the challenge of an epoch, then it verifies for this epoch and miner alone.
    miner, other = chain.workers
    challenge = chain.store.randomness(chain.genesis, Purpose.WINDOW_POST, Epoch(3), miner)
    sealed = chain.sealed[miner]
    proof = proof_from_bytes(chain.rung.prove_post(randomness_bytes(challenge), miner, ((0, sealed.comm_r, sealed),)))
    assert asked["verify_post"](chain.world, miner, 3, proof) is True
    assert asked["verify_post"](chain.world, miner, 2, proof) is False
    assert asked["verify_post"](chain.world, other, 3, proof) is False
    assert asked["verify_post"](chain.world, 999, 3, proof) is False


def test_a_proof_of_a_lost_replica_is_not_taken_once_more_in_the_next_period(chain, asked):
    """One proof for each period, made for its last epoch, used to serve two epochs with no data in between."""
    # Given a period of four epochs with two to answer a challenge in, and a proof of the challenge of epoch 3
    miner, worker = chain.miner_a, chain.workers[chain.miner_a]
    chain.world.parameters = chain.world.parameters.but(proving_period=4, post_challenge_time=2)
    chain.world.miner.miners[miner] = chain.world.miner.miners[miner].but(proving_period_end=4)
    runner, sealed = Runner(chain.world, asked), chain.sealed[miner]

    def proof_at(challenge):
        randomness = chain.store.randomness(chain.genesis, Purpose.WINDOW_POST, Epoch(challenge), miner)
        stored = ((0, sealed.comm_r, sealed),)
        return proof_from_bytes(chain.rung.prove_post(randomness_bytes(randomness), miner, stored))

    proof = proof_at(3)
    # When the replica is lost, then the proof counts in the last epoch of the period and not in the first of the next
    sealed.replica.lose()
    for _ in range(4):
        runner.apply(end_of_epoch, SYSTEM)
    assert runner.apply(submit_post, worker, miner, 3, proof, ()).accepted
    runner.apply(end_of_epoch, SYSTEM)
    receipt = runner.apply(submit_post, worker, miner, 3, proof, ())
    assert (receipt.accepted, receipt.reason) == (False, Reason.CHALLENGE_OF_ANOTHER_PERIOD)
    # And with the replica at hand, a proof of the newest challenge counts
    sealed.replica.restore()
    assert runner.apply(submit_post, worker, miner, 4, proof_at(4), ()).accepted


def test_covered_sectors_are_those_of_the_proving_set(chain):
    assert covered_sectors(chain.world, chain.miner_a) == ((0, chain.sealed[chain.miner_a].comm_r),)
    sector_id = (chain.miner_a, 0)
    chain.world.miner.sectors[sector_id] = chain.world.miner.sectors[sector_id].but(proving=False)
    assert covered_sectors(chain.world, chain.miner_a) == ()


def test_pieces_and_conditions(chain, asked):
    content = b"piece" * 20
    sealed = chain.rung.seal(chain.miner_a, 6, bytes(32), ((128, 128, content),))
    piece = commitment_from_bytes(chain.rung.commit_piece(content))
    inclusion = chain.rung.prove_piece_inclusion(sealed, 128, 128)
    comm_d = commitment_from_bytes(sealed.comm_d)
    assert asked["verify_piece_inclusion"](comm_d, piece, 128, 128, proof_from_bytes(inclusion)) is True
    assert asked["verify_piece_inclusion"](comm_d, piece, 128, 0, proof_from_bytes(inclusion)) is False
    condition = PieceCondition(comm_d=comm_d, piece_cid=piece, piece_size=128, offset=128)
    assert asked["condition_holds"](digest(condition), condition_proof(condition, inclusion)) is True
    assert asked["condition_holds"](digest(condition) ^ 1, condition_proof(condition, inclusion)) is False


def test_randomness_is_that_of_the_parents(chain, asked):
    expected = chain.store.randomness(chain.genesis, Purpose.SEAL, Epoch(-2), chain.miner_a)
    assert asked["randomness_at"](Purpose.SEAL, Epoch(-2), chain.miner_a) == expected


def test_a_fault_is_judged_with_the_miners_key(chain, asked):
    headers = [chain.propose(chain.genesis, 1, chain.miner_a, timestamp=30 + place).header for place in range(2)]
    assert asked["valid_consensus_fault"](report_of(*headers)) is True
    assert asked["valid_consensus_fault"](report_of(headers[0], headers[0])) is False
    assert asked["valid_consensus_fault"](report_of(*headers).but(miner=999)) is False


def test_a_voucher_is_signed_without_its_signature(asked):
    voucher = Voucher(**dict.fromkeys(Voucher.__struct_fields__, 3)).but(merges=())
    assert asked["voucher_digest"](voucher) == asked["voucher_digest"](voucher.but(signature=9))
    assert asked["voucher_digest"](voucher) != asked["voucher_digest"](voucher.but(amount=9))
    assert asked["proposal_digest"](voucher) == digest(voucher)


@given(NUMBERS)
def test_every_integer_is_a_secret(secret):
    # Given whatever a redeemer calls a secret, then it has a digest, and another secret has another.
    assert secret_digest(secret) == digest(secret)
    assert secret_digest(secret) != secret_digest(secret + 1)


def test_hostile_integers_are_refused_without_a_crash(chain, asked):
    # Given any integers in a message, then every question is answered with no.
    @given(st.lists(NUMBERS, min_size=7, max_size=7))
    @settings(max_examples=60)
    def refused(numbers):
        info = OnChainSealVerifyInfo(**dict(zip(OnChainSealVerifyInfo.__struct_fields__, numbers, strict=True)))
        assert asked["verify_seal"](info) is False
        assert asked["verify_post"](chain.world, chain.miner_a, 3, numbers[0]) is False
        assert asked["verify_piece_inclusion"](*numbers[:5]) is False
        assert asked["verify_signature"](*numbers[:3]) is False
        assert asked["condition_holds"](*numbers[:2]) is False
        report = ConsensusFaultProof(**dict(zip(ConsensusFaultProof.__struct_fields__, numbers, strict=False)))
        assert asked["valid_consensus_fault"](report) is False

    refused()


def test_signatures_are_over_the_bytes_of_the_digest(chain, asked, accounts):
    *_, client = accounts
    key = chain.keys[client]
    signature = key.sign((7).to_bytes(32, "big"))
    assert asked["verify_signature"](key.public, 7, signature) is True
    assert asked["verify_signature"](key.public, 8, signature) is False
