"""State of the power table."""

from filspec.actors.storage_power.state import NO_CLAIM


def test_who_has_no_claim_has_neither_power_nor_pledge():
    assert (NO_CLAIM.active_power, NO_CLAIM.inactive_power, NO_CLAIM.pledge, NO_CLAIM.depledged) == (0, 0, 0, 0)


def test_a_new_chain_knows_the_reporter_shares_and_no_miner(chain):
    assert (chain.world.power.total_power, chain.world.power.miner_count) == (0, 0)
    assert chain.world.power.oldest_fault == max(chain.world.power.reporter_shares.keys_in_order())
