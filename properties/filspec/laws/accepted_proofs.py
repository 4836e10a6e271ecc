"""Laws of accepted proofs of spacetime: what one does to each sector that it covers, and to the deals in these.

A proof first lets the done sectors go, then makes each sector of the proving set active, settles the deals in it and
closes those that are over, in this order (the sequence of SubmitPoSt: A072, then the payments; protocol-facts 7.3). A
deal that is closed before it is settled would lose the epochs up to its end.
"""

from __future__ import annotations

from filspec.actors.storage_market.settlement import DealInSector, close_deal_if_expired, settle_proved_deal
from filspec.actors.storage_market.state import Deal, DealState
from filspec.actors.storage_miner.proof_of_spacetime import credit_proved_sector, submit_post
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.units import ActorID, SectorID
from filspec.actors.world import World
from filspec.kit.laws import formula, postcondition, visit_law
from filspec.laws.formulas.deals import has_piece_in_sector, is_over, is_running, settled_to
from filspec.laws.formulas.sectors import has_to_be_proved


@visit_law(settle_proved_deal, "D9", "D17")
def deal_of_a_proved_sector_is_settled(before: World, after: World, place: DealInSector) -> bool:
    """When a sector is proved, each of its deals runs and is settled up to now or to its end, unless it came too late.

    A deal came too late if its activation limit was past before its first proof.
    """
    deal = after.market.deals[place[1]]
    came_too_late = deal.state == DealState.COMMITTED and is_over(after, deal)
    return came_too_late or (deal.state == DealState.ACTIVE and deal.paid_until == settled_to(after, deal))


@visit_law(close_deal_if_expired, "D10", "D12")
def deal_in_its_term_is_left_alone(before: World, after: World, place: DealInSector) -> bool:
    """When a sector's expired deals are closed, a deal that is not over stays in it as it was."""
    deal = before.market.deals[place[1]]
    stays = place in after.market.deals_in_sector and after.market.deals[place[1]] == deal
    return is_over(before, deal) or stays


@visit_law(credit_proved_sector, "M6", "L5")
def covered_sector_is_active(before: World, after: World, sector_id: SectorID) -> bool:
    """After a proof each sector that had to be proved is active; none leaves by being proved."""
    return sector_id in after.miner.sectors and is_covered(after, sector_id)


@formula
def is_covered(w: World, sector_id: SectorID) -> bool:
    """Whether a sector is active, if it has to be proved at all."""
    sector = w.miner.sectors[sector_id]
    return not has_to_be_proved(sector) or sector.state == SectorState.ACTIVE


@visit_law(credit_proved_sector, "D17", "L2")
def covered_sector_has_deals_that_run(before: World, after: World, sector_id: SectorID) -> bool:
    """After a proof every deal in a sector that had to be proved runs, is settled up to now, and is not over."""
    if sector_id not in after.miner.sectors or not has_to_be_proved(after.miner.sectors[sector_id]):
        return True
    return all(
        deal.sector != sector_id or not has_piece_in_sector(deal) or runs_and_is_settled(after, deal)
        for _, deal in after.market.deals.items()
    )


@formula
def runs_and_is_settled(w: World, deal: Deal) -> bool:
    """Whether a deal runs and is settled up to now; no deal is settled beyond its end, so this one is not over."""
    return is_running(deal) and deal.paid_until == w.epoch


@postcondition(credit_proved_sector, "D9", "D17")
def covered_deal_is_settled_before_it_ends(before: World, after: World, sector_id: SectorID) -> bool:
    """A proof settles each deal that runs in a sector that has to be proved, also one that is closed by it.

    A failing deal that was closed first would give its client what division left over, which is the provider's.
    """
    return all(
        deal.sector != sector_id
        or not has_to_be_proved(before.miner.sectors[sector_id])
        or not is_running(deal)
        or after.market.deals[number].paid_until >= settled_to(before, deal)
        for number, deal in before.market.deals.items()
    )


@postcondition(submit_post, "M6", "L5")
def proof_covers_every_sector(before: World, after: World, miner: ActorID, answer: bool) -> bool:
    """After a proof that verifies, every sector of the miner that has to be proved is active."""
    return all(
        sector_id[0] != miner or not answer or is_covered(after, sector_id)
        for sector_id, _ in after.miner.sectors.items()
    )


@postcondition(submit_post, "D17", "L2")
def proof_settles_every_deal(before: World, after: World, miner: ActorID, answer: bool) -> bool:
    """After a proof that verifies, every deal in a sector of the miner that has to be proved is settled up to now."""
    return all(
        deal.sector[0] != miner
        or not answer
        or not has_piece_in_sector(deal)
        or not has_to_be_proved(after.miner.sectors[deal.sector])
        or runs_and_is_settled(after, deal)
        for _, deal in after.market.deals.items()
    )


@postcondition(submit_post, "M18", "M19")
def proof_gives_up_no_live_deal(before: World, after: World, miner: ActorID) -> bool:
    """A sector that holds a live deal when a proof is sent does not leave by it, not even if that deal ends with it."""
    return all(
        not has_piece_in_sector(deal) or deal.sector[0] != miner or deal.sector in after.miner.sectors
        for _, deal in before.market.deals.items()
    )
