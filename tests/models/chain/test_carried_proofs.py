import pytest

from filspec.actors.interpreter import Envelope
from filspec.actors.ledger.transfers import send
from filspec.actors.oracles import OnChainSealVerifyInfo
from filspec.actors.storage_market.sector_deals import PendingPiece, PublishedPiece
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.chain.carried_proofs import carried_proofs

SEAL = OnChainSealVerifyInfo(miner=1000, number=0, seed=1, seal_epoch=0, comm_d=2, comm_r=3, proof=0x1AA)
PIECE = PublishedPiece(deal=0, offset=0, inclusion=0x1BB)

PENDING = PendingPiece(deal=None, offset=0, inclusion=0x1DD)


@pytest.mark.parametrize(
    ("method", "arguments", "proofs"),
    [
        (submit_post, (1000, 3, 0x1CC, ()), (0x1CC,)),
        (commit_sector, (SEAL, 99, (), ()), (0x1AA,)),
        (commit_sector, (SEAL, 99, (PIECE, PIECE), ()), (0x1AA, 0x1BB, 0x1BB)),
        (commit_sector, (SEAL, 99, (), (PENDING, PENDING)), (0x1AA, 0x1DD, 0x1DD)),
        (commit_sector, (SEAL, 99, (PIECE,), (PENDING,)), (0x1AA, 0x1BB, 0x1DD)),
        (send, (100,), ()),
        # What nobody can read as arguments of the method carries no proof, and ends no node.
        (submit_post, (1000, 3, b"a proof in another form", ()), ()),
        (commit_sector, (b"no seal", 99, b"no pieces", (b"no piece",)), ()),
    ],
)
def test_the_proofs_of_a_message(method, arguments, proofs):
    envelope = Envelope(sender=100, nonce=0, value=0, fee=0, method=method.__name__, arguments=arguments)
    assert carried_proofs(envelope) == proofs
