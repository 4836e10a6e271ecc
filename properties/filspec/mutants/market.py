"""Defects of the storage market (protocol-facts 9.1)."""

from __future__ import annotations

from filspec.mutants.mutant import Edit, Mutant

_BALANCES = "filspec.actors.storage_market.balances"
_FAILURE = "filspec.actors.storage_market.failure"
_PUBLICATION = "filspec.actors.storage_market.publication"
_SECTOR_DEALS = "filspec.actors.storage_market.sector_deals"
_SETTLEMENT = "filspec.actors.storage_market.settlement"

_CLIENT_LOCK = "    lock(w, proposal.client, client_requirement(proposal))\n"
_PROVIDER_LOCK = "    lock(w, proposal.provider, proposal.storage_collateral)\n"
_BOTH_TESTS = "    lock_client(w, proposal)\n    lock_provider(w, proposal)\n"

MARKET: tuple[Mutant, ...] = (
    Mutant(
        name="X01",
        title="a signed proposal can be published again and again, and locks funds each time",
        source="specs-actors 364, fixed by 501 (2020-06-29)",
        breaks=("D6", "D20"),
        edits=(
            Edit(
                module=_PUBLICATION,
                old="    if digest in w.market.published:\n        return w.market.published[digest]\n",
                new="",
            ),
        ),
    ),
    Mutant(
        name="X02",
        title="a deal whose sector never comes cannot be closed: nobody gets the locked funds back",
        source="specs-actors 614, fixed by 618 (2020-07-09); specs 306 (2019-05-29)",
        breaks=("L1", "D13"),
        edits=(
            Edit(
                module=_SETTLEMENT,
                old="    return w.epoch > deal.activate_by if waiting else w.epoch > deal.proposal.deal_expiry\n",
                new="    return not waiting and w.epoch > deal.proposal.deal_expiry\n",
            ),
        ),
    ),
    Mutant(
        name="X03",
        title="of the two entries of a closed deal only one is deleted",
        source="specs-actors 622, fixed by 618",
        breaks=("D13", "D5"),
        edits=(Edit(module=_SECTOR_DEALS, old="    del w.market.deals_in_sector[(sector_id, deal_id)]\n", new=""),),
    ),
    Mutant(
        name="X06",
        title="when a sector is lost, deals that have ended already fail too",
        source="specs-actors 529, fixed by 559 (2020-07-01)",
        breaks=("D12",),
        edits=(
            Edit(
                module=_FAILURE,
                old="    if is_over(w, deal):\n        close_deal(w, place[1])\n",
                new="    if deal.state == DealState.PUBLISHED:\n        close_deal(w, place[1])\n",
            ),
        ),
    ),
    Mutant(
        name="X07",
        title="the caller check of the withdrawal is inverted, so that no withdrawal succeeds",
        source="specs-actors 602, whose first repair did this; fixed by 718, 1075, 1123",
        breaks=("D18", "L13"),
        edits=(
            Edit(
                module=_BALANCES,
                old="    require(is_account(w, caller), Reason.CALLER_IS_NOT_AN_ACCOUNT)\n"
                "    require(caller in w.market.escrow, Reason.NOT_REGISTERED)\n",
                new="    require(not is_account(w, caller), Reason.CALLER_IS_NOT_AN_ACCOUNT)\n"
                "    require(caller in w.market.escrow, Reason.NOT_REGISTERED)\n",
            ),
        ),
    ),
    Mutant(
        name="X09",
        title="on a slash the provider is paid up to the slash, though nobody proved the data since",
        source="specs-actors 694, 667",
        breaks=("D17",),
        edits=(
            Edit(module=_FAILURE, old="    is_over,\n", new="    is_over,\n    pay_elapsed_epochs,\n"),
            Edit(
                module=_FAILURE,
                old="        refund_client(w, place[1], DealState.FAILED)\n",
                new="        if deal.state == DealState.ACTIVE:\n"
                "            pay_elapsed_epochs(w, place[1])\n"
                "        refund_client(w, place[1], DealState.FAILED)\n",
            ),
        ),
    ),
    Mutant(
        name="X10",
        title="slashed collateral leaves the escrow and is never burnt",
        source="specs-actors, c64b47b2 (287) to d5e9b63c (309)",
        breaks=("T1", "D1"),
        edits=(Edit(module=_BALANCES, old="    burn(w, MARKET, amount)\n", new=""),),
    ),
    Mutant(
        name="X11",
        title="the time-out test is inverted: it acts while the start is still ahead",
        source="specs-actors 847092cf (2020-01-14), builtin/market",
        breaks=("D8", "L1"),
        edits=(
            Edit(
                module=_SETTLEMENT,
                old="    return w.epoch > deal.activate_by if waiting else",
                new="    return w.epoch < deal.activate_by if waiting else",
            ),
        ),
    ),
    Mutant(
        name="X12",
        title="the test that a deal's time is not over is inverted: only dead deals get into sectors",
        source="specs-actors 847092cf (2020-01-14), builtin/market",
        breaks=("D15",),
        edits=(
            Edit(
                module=_SECTOR_DEALS,
                old="    require(w.epoch <= deal.activate_by, Reason.DEAL_TIMED_OUT)\n",
                new="    require(w.epoch > deal.activate_by, Reason.DEAL_TIMED_OUT)\n",
            ),
        ),
    ),
    Mutant(
        name="X14",
        title="publishing tests the balances and locks nothing: two deals on one balance",
        source="specs be80226d (2019-10-17), storage_market_actor",
        breaks=("D3", "D7"),
        edits=(
            Edit(module=_PUBLICATION, old=_CLIENT_LOCK, new=""),
            Edit(module=_PUBLICATION, old=_PROVIDER_LOCK, new=""),
        ),
    ),
    Mutant(
        name="X16",
        title="both balances are tested before either is locked: one who is both sides needs half of the money",
        source="specs v1.1 (2019-10-30), storage_market_actor",
        breaks=("D2", "D7"),
        edits=(
            Edit(module=_PUBLICATION, old=_CLIENT_LOCK, new=""),
            Edit(module=_PUBLICATION, old=_PROVIDER_LOCK, new=""),
            Edit(module=_PUBLICATION, old=_BOTH_TESTS, new=_BOTH_TESTS + _CLIENT_LOCK + _PROVIDER_LOCK),
        ),
    ),
)
