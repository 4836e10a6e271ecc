"""Stories of the market's escrow, and of the publication of deals."""

from __future__ import annotations

from filspec.actors.reasons import Reason
from filspec.actors.storage_market.balances import add_balance, register_participant, withdraw_balance
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_market.settlement import close_expired_storage_deal
from filspec.actors.units import MARKET
from filspec.machines.small_chain import CLIENT, OWNER, STRANGER, WORKER
from filspec.symbolic.stories.stage import Stage, story

UNSOUND: tuple[tuple[Reason, dict[str, object]], ...] = (
    (Reason.PROPOSAL_EXPIRED, {"proposal_expiry": 0}),
    (Reason.DEAL_ENDS_TOO_SOON, {"deal_expiry": 17}),
    (Reason.PIECE_SIZE_INVALID, {"piece_size": 64}),
    (Reason.PIECE_SIZE_INVALID, {"piece_size": 4096}),
    (Reason.PIECE_SIZE_INVALID, {"piece_size": 129}),
    (Reason.PRICE_TOO_LOW, {"storage_price": 0}),
    (Reason.COLLATERAL_TOO_LOW, {"client_collateral": -1}),
    (Reason.COLLATERAL_TOO_LOW, {"storage_collateral": 0}),
    (Reason.CLIENT_BALANCE_TOO_SMALL, {"storage_price": 20_000}),
    (Reason.PROVIDER_BALANCE_TOO_SMALL, {"storage_collateral": 20_000}),
    (Reason.NOT_REGISTERED, {"provider": STRANGER}),
)
"""Why a deal with such terms is not published."""


@story()
def escrow_is_filled_and_emptied(stage: Stage) -> None:
    """Participants join, add to what they have with the market, and take it back."""
    stage.register(CLIENT, value=100)
    stage.register(STRANGER, value=0)
    stage.refuse(Reason.ALREADY_REGISTERED, register_participant, CLIENT, 1)
    stage.refuse(Reason.NEGATIVE_AMOUNT, register_participant, OWNER, -1)
    stage.refuse(Reason.INSUFFICIENT_FUNDS, register_participant, OWNER, 2_000_000)
    stage.refuse(Reason.CALLER_IS_NOT_AN_ACCOUNT, register_participant, MARKET, 1)
    stage.send(add_balance, CLIENT, 50)
    stage.send(add_balance, OWNER, 70)
    stage.refuse(Reason.NOTHING_TO_ADD, add_balance, OWNER, 0)
    stage.refuse(Reason.CALLER_IS_NOT_AN_ACCOUNT, add_balance, MARKET, 1)
    stage.refuse(Reason.INSUFFICIENT_FUNDS, add_balance, OWNER, 2_000_000)
    stage.send(withdraw_balance, CLIENT, 150)
    stage.refuse(Reason.NOTHING_TO_WITHDRAW, withdraw_balance, CLIENT, 0)
    stage.refuse(Reason.INSUFFICIENT_AVAILABLE_BALANCE, withdraw_balance, CLIENT, 1)
    stage.refuse(Reason.NOT_REGISTERED, withdraw_balance, WORKER, 1)
    stage.refuse(Reason.CALLER_IS_NOT_AN_ACCOUNT, withdraw_balance, MARKET, 1)


@story()
def held_funds(stage: Stage) -> None:
    """What a closed deal gave back waits for finality."""
    stage.register(CLIENT, value=200)
    stage.register(OWNER)
    deal = stage.publish()
    stage.pass_to(17)
    stage.send(close_expired_storage_deal, STRANGER, deal)
    stage.refuse(Reason.FUNDS_NOT_YET_FINAL, withdraw_balance, CLIENT, 200)
    stage.send(withdraw_balance, CLIENT, 90)
    stage.pass_to(21)
    stage.send(withdraw_balance, CLIENT, 110)


@story()
def deals_are_published(stage: Stage) -> None:
    """By either side, and once; to publish a deal again changes nothing."""
    stage.register()
    deal = stage.signed(stage.proposal())
    stage.send(publish_storage_deal, CLIENT, deal)
    stage.send(publish_storage_deal, CLIENT, deal)
    stage.send(publish_storage_deal, OWNER, deal)
    stage.send(publish_storage_deal, OWNER, stage.signed(stage.proposal(piece_cid=12)))
    stage.refuse(Reason.CALLER_IS_NOT_A_PARTY, publish_storage_deal, STRANGER, deal)


@story()
def one_is_both_sides(stage: Stage) -> None:
    """A client that is its own provider needs the sum of both requirements."""
    stage.register(OWNER, value=400)
    alone = {"client": OWNER, "provider": OWNER}
    stage.send(publish_storage_deal, OWNER, stage.signed(stage.proposal(**alone)))
    again = stage.signed(stage.proposal(piece_cid=12, **alone))
    stage.refuse(Reason.CLIENT_BALANCE_TOO_SMALL, publish_storage_deal, OWNER, again)
    cheap = stage.signed(stage.proposal(storage_price=1, client_collateral=0, **alone))
    stage.refuse(Reason.PROVIDER_BALANCE_TOO_SMALL, publish_storage_deal, OWNER, cheap)


@story()
def deals_are_refused(stage: Stage) -> None:
    """Every reason for which a deal is not published."""
    stage.register()
    stage.end_epochs()
    for reason, changes in UNSOUND:
        stage.refuse(reason, publish_storage_deal, CLIENT, stage.signed(stage.proposal(**changes)))
    stranger = stage.signed(stage.proposal(client=STRANGER))
    stage.refuse(Reason.NOT_REGISTERED, publish_storage_deal, STRANGER, stranger)
    deal = stage.signed(stage.proposal())
    forged = deal.but(client_signature=deal.provider_signature)
    stage.refuse(Reason.INVALID_CLIENT_SIGNATURE, publish_storage_deal, CLIENT, forged)
    forged = deal.but(provider_signature=deal.client_signature)
    stage.refuse(Reason.INVALID_PROVIDER_SIGNATURE, publish_storage_deal, CLIENT, forged)
