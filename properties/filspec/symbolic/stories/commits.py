"""Stories of commits: sectors with and without deals, and why they are refused."""

from __future__ import annotations

from filspec.actors.oracles import OnChainSealVerifyInfo
from filspec.actors.parameters import PowerCounts
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.sector_deals import add_pending_deal, add_published_deal
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_power.power_table import recompute_miner_power
from filspec.machines.small_chain import CLIENT, OWNER, STRANGER, WORKER
from filspec.symbolic.stories.market import UNSOUND
from filspec.symbolic.stories.stage import FOR_LONG, Stage, story


@story()
def sectors_are_committed(stage: Stage) -> None:
    """The first sector of a miner starts its proving period; a second one waits for the next."""
    stage.register()
    miner = stage.create_miner()
    one, other = stage.publish(), stage.publish(piece_cid=12)
    stage.commit(miner, 0, (one, other))
    stage.commit(miner, 1)
    third, fourth = stage.publish(piece_cid=13), stage.signed(stage.proposal(piece_cid=14))
    info = stage.sealed(miner, 0)
    stage.send(add_published_deal, miner, 0, stage.published_piece(third, info, 1024))
    stage.send(add_pending_deal, miner, 0, stage.pending_piece(fourth, info, 1536))


@story(power_counts=PowerCounts.AT_COMMIT)
def power_counts_at_commit(stage: Stage) -> None:
    """The variant in which a sector's power counts at once."""
    miner = stage.create_miner()
    stage.commit(miner)
    stage.send(recompute_miner_power, miner)
    stage.end_epochs()
    stage.prove(miner)
    stage.pass_to(9)


@story()
def pending_deal(stage: Stage) -> None:
    """A deal is published by the commit of the sector that holds it."""
    stage.register()
    miner = stage.create_miner()
    deal = stage.signed(stage.proposal())
    stage.commit(miner, pending=(stage.pending_piece(deal, stage.sealed(miner, 0)),))
    stage.end_epochs()
    stage.prove(miner)
    stage.send(recompute_miner_power, miner)
    stage.refuse(Reason.CALLER_IS_NOT_A_MINER, recompute_miner_power, OWNER)


@story()
def commits_are_refused(stage: Stage) -> None:
    """Every reason for which a sector is not committed."""
    miner = stage.create_miner(pledge=20)
    stage.commit(miner)
    sealed = stage.sealed(miner, 1)
    unsound: tuple[tuple[Reason, OnChainSealVerifyInfo], ...] = (
        (Reason.NO_SUCH_MINER, stage.sealed(OWNER, 1)),
        (Reason.SECTOR_NUMBER_NEGATIVE, stage.sealed(miner, -1)),
        (Reason.SECTOR_NUMBER_USED, stage.sealed(miner, 0)),
        (Reason.SECTOR_NUMBER_USED, stage.sealed(miner, 0, comm_r=stage.sealed(miner, 9).comm_r)),
        (Reason.COMM_R_USED, stage.sealed(miner, 1, comm_r=stage.sealed(miner, 0).comm_r)),
        (Reason.SEAL_EPOCH_OUT_OF_WINDOW, stage.sealed(miner, 1, seal_epoch=-9)),
        (Reason.SEAL_EPOCH_OUT_OF_WINDOW, stage.sealed(miner, 1, seal_epoch=-3)),
        (Reason.WRONG_SEAL_SEED, stage.sealed(miner, 1, seed=1)),
        (Reason.INVALID_SEAL, sealed.but(proof=0)),
    )
    for reason, info in unsound:
        stage.refuse(reason, commit_sector, WORKER, info, FOR_LONG, (), ())
    stage.refuse(Reason.CALLER_IS_NOT_THE_WORKER, commit_sector, OWNER, sealed, FOR_LONG, (), ())
    stage.refuse(Reason.SECTOR_EXPIRES_TOO_SOON, commit_sector, WORKER, sealed, 0, (), ())
    stage.commit(miner, 1)
    stage.refuse(Reason.PLEDGE_TOO_SMALL, commit_sector, WORKER, stage.sealed(miner, 2), FOR_LONG, (), ())


@story()
def pieces_are_refused(stage: Stage) -> None:
    """Every reason for which a deal does not get into a sector; one refuses the whole commit."""
    stage.register()
    stage.register(STRANGER)
    miner = stage.create_miner()
    deal, large = stage.publish(), stage.publish(piece_size=2048)
    lasting, foreign = stage.publish(deal_expiry=1001), stage.publish(provider=STRANGER)
    stage.commit(miner, 0, (deal,))
    stage.commit(miner, 2)
    first, info = stage.sealed(miner, 0), stage.sealed(miner, 1)
    early = stage.publish(piece_cid=12)
    pieces = {
        Reason.NO_SUCH_DEAL: stage.published_piece(deal, info).but(deal=99),
        Reason.DEAL_NOT_AWAITING_SECTOR: stage.published_piece(deal, info),
        Reason.DEAL_OF_ANOTHER_PROVIDER: stage.published_piece(foreign, info),
        Reason.DEAL_OUTLIVES_SECTOR: stage.published_piece(lasting, info),
        Reason.PIECE_OVERLAPS: stage.published_piece(early, info, -1),
        Reason.PIECE_DOES_NOT_FIT: stage.published_piece(large, info, 1),
        Reason.PIECE_NOT_IN_SECTOR: stage.published_piece(early, info).but(inclusion=0),
    }
    for reason, piece in pieces.items():
        stage.refuse(reason, commit_sector, WORKER, info, FOR_LONG, (piece,), ())
        stage.refuse(reason, add_published_deal, miner, 2, piece)
    known = stage.pending_piece(stage.signed(stage.proposal(piece_cid=12)), info)
    stage.refuse(Reason.DEAL_NOT_AWAITING_SECTOR, commit_sector, WORKER, info, FOR_LONG, (), (known,))
    stage.refuse(Reason.DEAL_NOT_AWAITING_SECTOR, add_pending_deal, miner, 0, known)
    fresh = stage.pending_piece(stage.signed(stage.proposal(piece_cid=15)), first)
    stage.refuse(Reason.PIECE_OVERLAPS, add_pending_deal, miner, 0, fresh)
    stage.refuse(Reason.CALLER_IS_NOT_A_MINER, add_published_deal, OWNER, 0, pieces[Reason.PIECE_OVERLAPS])
    stage.refuse(Reason.NO_SUCH_SECTOR, add_published_deal, miner, 5, pieces[Reason.PIECE_OVERLAPS])
    stage.refuse(Reason.CALLER_IS_NOT_A_MINER, add_pending_deal, OWNER, 0, fresh)
    stage.refuse(Reason.NO_SUCH_SECTOR, add_pending_deal, miner, 5, fresh)
    stage.pass_to(17)
    late = stage.sealed(miner, 1)
    timed_out = stage.published_piece(early, late)
    stage.refuse(Reason.DEAL_TIMED_OUT, commit_sector, WORKER, late, FOR_LONG, (timed_out,), ())
    stage.commit(miner, 3)
    stage.refuse(Reason.DEAL_TIMED_OUT, add_published_deal, miner, 3, timed_out)


@story()
def pending_deals_are_refused(stage: Stage) -> None:
    """A deal that could not be published by itself is not published by a commit, nor one that fits no sector."""
    stage.register()
    stage.register(STRANGER)
    miner = stage.create_miner()
    stage.commit(miner)
    stage.end_epochs()
    held, info = stage.sealed(miner, 0), stage.sealed(miner, 1)
    deal = stage.signed(stage.proposal())
    forged = (deal.but(client_signature=0), deal.but(provider_signature=0))
    refused = [(reason, stage.signed(stage.proposal(**changes))) for reason, changes in UNSOUND[:-1]]
    refused += [
        (Reason.NOT_REGISTERED, stage.signed(stage.proposal(provider=CLIENT, client=WORKER))),
        (Reason.INVALID_CLIENT_SIGNATURE, forged[0]),
        (Reason.INVALID_PROVIDER_SIGNATURE, forged[1]),
        (Reason.DEAL_OF_ANOTHER_PROVIDER, stage.signed(stage.proposal(provider=STRANGER))),
        (Reason.DEAL_OUTLIVES_SECTOR, stage.signed(stage.proposal(deal_expiry=1001))),
    ]
    for reason, unsound in refused:
        stage.refuse(reason, add_pending_deal, miner, 0, stage.pending_piece(unsound, held))
        pending = (stage.pending_piece(unsound, info),)
        stage.refuse(reason, commit_sector, WORKER, info, FOR_LONG, (), pending)
    for reason, offset in ((Reason.PIECE_OVERLAPS, -1), (Reason.PIECE_DOES_NOT_FIT, 2047)):
        stage.refuse(reason, add_pending_deal, miner, 0, stage.pending_piece(deal, held, offset))
        pending = (stage.pending_piece(deal, info, offset),)
        stage.refuse(reason, commit_sector, WORKER, info, FOR_LONG, (), pending)
    stage.refuse(Reason.PIECE_NOT_IN_SECTOR, add_pending_deal, miner, 0, stage.pending_piece(deal, info))
