"""Stories of deals, from the first proof of their sector to their end."""

from __future__ import annotations

from filspec.actors.reasons import Reason
from filspec.actors.storage_market.failure import FaultKind, handle_failed_deals, slash_storage_collateral
from filspec.actors.storage_market.settlement import close_expired_storage_deal, handle_storage_deal_payment
from filspec.machines.small_chain import CLIENT, OWNER, STRANGER
from filspec.symbolic.stories.stage import Stage, story


@story()
def deal_life(stage: Stage) -> None:
    """A deal is published, sealed, proved period by period, and paid in full."""
    stage.register()
    miner = stage.create_miner()
    stage.active_deal(miner)
    stage.prove_to(miner, 27)


@story()
def deal_closed_by_a_stranger(stage: Stage) -> None:
    """A deal that has ended is closed by anybody, once, and not before."""
    stage.register()
    miner = stage.create_miner()
    deal = stage.active_deal(miner)
    stage.refuse(Reason.DEAL_NOT_EXPIRED, close_expired_storage_deal, STRANGER, deal)
    stage.refuse(Reason.NO_SUCH_DEAL, close_expired_storage_deal, STRANGER, 99)
    stage.prove_to(miner, 26)
    stage.end_epochs()
    stage.send(close_expired_storage_deal, STRANGER, deal)
    stage.refuse(Reason.DEAL_ALREADY_CLOSED, close_expired_storage_deal, STRANGER, deal)


@story()
def last_epochs_await_their_proof(stage: Stage) -> None:
    """A deal that ended in the middle of a period is closed when that period is proved."""
    stage.register()
    miner = stage.create_miner()
    deal = stage.active_deal(miner, deal_expiry=18)
    stage.prove_to(miner, 16)
    stage.pass_to(19)
    stage.refuse(Reason.LAST_EPOCHS_NOT_PROVEN, close_expired_storage_deal, STRANGER, deal)
    stage.pass_to(21)
    stage.send(close_expired_storage_deal, STRANGER, deal)


@story()
def deal_closed_in_a_proved_period(stage: Stage) -> None:
    """A proof of the period in which a deal ends is as good as one behind its end."""
    stage.register()
    miner = stage.create_miner()
    deal = stage.active_deal(miner, deal_expiry=18)
    stage.prove_to(miner, 17)
    stage.pass_to(19)
    stage.send(close_expired_storage_deal, CLIENT, deal)


@story()
def deal_lost_behind_its_end(stage: Stage) -> None:
    """A deal that has ended in a proved period is paid in full, though its sector is lost."""
    stage.register()
    miner = stage.create_miner()
    stage.active_deal(miner, deal_expiry=18)
    stage.prove_to(miner, 17)
    stage.pass_to(19)
    stage.send(handle_failed_deals, miner, 0)


@story()
def deal_with_oneself(stage: Stage) -> None:
    """One who is client and provider pays itself; a fault is paid by nobody but the one."""
    stage.register()
    miner = stage.create_miner()
    stage.active_deal(miner, client=OWNER)
    stage.prove_to(miner, 5)
    stage.declare(miner, faults=(0,))
    stage.declare(miner, recovered=(0,))
    stage.pass_to(9)
    stage.prove_to(miner, 27)


@story()
def deal_time_out(stage: Stage) -> None:
    """A deal that no sector takes is closed when its time is over."""
    stage.register()
    deal = stage.publish()
    stage.pass_to(17)
    stage.send(close_expired_storage_deal, STRANGER, deal)


@story()
def deal_without_a_proof(stage: Stage) -> None:
    """A deal whose sector is never proved in time is closed by the first proof, or by a stranger."""
    stage.register()
    miner = stage.create_miner()
    deals = (stage.publish(), stage.publish(piece_cid=12))
    stage.commit(miner, 0)
    stage.commit(miner, 1, deals)
    stage.pass_to(13)
    stage.declare(miner, recovered=(1,))
    stage.pass_to(17)
    stage.send(close_expired_storage_deal, STRANGER, deals[0])
    stage.prove(miner)


@story()
def deal_lost_with_its_last_epochs(stage: Stage) -> None:
    """A deal that has ended in a period that is not proved: the client gets the price of the last epochs back."""
    stage.register()
    miner = stage.create_miner()
    stage.active_deal(miner, deal_expiry=18)
    stage.prove_to(miner, 16)
    stage.pass_to(19)
    stage.send(handle_failed_deals, miner, 0)


@story()
def deal_lost_before_its_first_proof(stage: Stage) -> None:
    """A deal that is not active when its sector is lost: it fails in time, and times out behind it."""
    stage.register()
    miner = stage.create_miner()
    stage.commit(miner, 0)
    stage.commit(miner, 1, (stage.publish(), stage.publish(piece_cid=12)))
    stage.pass_to(13)
    stage.commit(miner, 2, (stage.publish(piece_cid=13),))
    stage.pass_to(17)
    stage.send(handle_failed_deals, miner, 1)
    stage.send(handle_failed_deals, miner, 2)


@story()
def payment_is_asked_for(stage: Stage) -> None:
    """A miner settles its proved sector, and no other."""
    stage.register()
    miner = stage.create_miner()
    stage.active_deal(miner)
    stage.commit(miner, 1, (stage.publish(piece_cid=12),))
    stage.send(handle_storage_deal_payment, miner, 0)
    stage.refuse(Reason.SECTOR_NOT_PROVED, handle_storage_deal_payment, miner, 1)
    stage.refuse(Reason.CALLER_IS_NOT_A_MINER, handle_storage_deal_payment, OWNER, 0)
    stage.refuse(Reason.NO_SUCH_SECTOR, handle_storage_deal_payment, miner, 5)
    stage.refuse(Reason.CALLER_IS_NOT_A_MINER, slash_storage_collateral, OWNER, 0, FaultKind.DECLARED)
    stage.refuse(Reason.NO_SUCH_SECTOR, slash_storage_collateral, miner, 5, FaultKind.DECLARED)
    stage.refuse(Reason.SECTOR_NOT_FAULTY, slash_storage_collateral, miner, 0, FaultKind.DECLARED)
    stage.refuse(Reason.CALLER_IS_NOT_A_MINER, handle_failed_deals, OWNER, 0)
    stage.refuse(Reason.NO_SUCH_SECTOR, handle_failed_deals, miner, 5)
    stage.send(handle_failed_deals, miner, 0)
    stage.send(handle_failed_deals, miner, 1)


@story()
def ended_deals_fail_as_ended(stage: Stage) -> None:
    """Deals that are over when their sector is lost are closed as what they are: ended, or timed out."""
    stage.register()
    miner = stage.create_miner()
    stage.active_deal(miner, deal_expiry=17)
    stage.commit(miner, 1, (stage.publish(piece_cid=12),))
    stage.prove_to(miner, 17)
    stage.commit(miner, 2, (stage.publish(piece_cid=13),))
    stage.pass_to(18)
    stage.send(handle_failed_deals, miner, 0)
    stage.send(handle_failed_deals, miner, 2)
