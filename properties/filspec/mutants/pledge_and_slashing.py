"""Defects of pledges, slashing and the inclusion of messages (protocol-facts 9.2 and 9.3)."""

from __future__ import annotations

from filspec.mutants.mutant import Edit, Mutant

_INTERPRETER = "filspec.actors.interpreter"
_PLEDGE = "filspec.actors.storage_power.pledge"
_POST = "filspec.actors.storage_miner.proof_of_spacetime"
_TERMINATION = "filspec.actors.storage_power.termination"

PLEDGE_AND_SLASHING: tuple[Mutant, ...] = (
    Mutant(
        name="X23",
        title="a consensus fault takes power from the total that was never added to it",
        source="specs-actors 565 (2020-06-30), 266, fixed by 615",
        breaks=("M3", "L9"),
        edits=(
            Edit(
                module=_TERMINATION,
                old=(
                    "    for_each_under(w.miner.sectors, miner, terminate_sector, w)\n"
                    "    claim = w.power.claims[miner]\n"
                    "    w.power.total_power = Bytes(w.power.total_power - claim.active_power)\n"
                ),
                new=(
                    "    claim = w.power.claims[miner]\n"
                    "    for_each_under(w.miner.sectors, miner, terminate_sector, w)\n"
                    "    w.power.total_power = Bytes(w.power.total_power - claim.inactive_power)\n"
                ),
            ),
        ),
    ),
    Mutant(
        name="X27",
        title="a pledge is entered twice, by the caller and by what it calls",
        source="specs-actors 253, 255",
        breaks=("T1", "S1"),
        edits=(
            Edit(
                module=_PLEDGE,
                old="    increase_pledge(w, miner, value)\n",
                new="    increase_pledge(w, miner, value)\n    increase_pledge(w, miner, value)\n",
            ),
        ),
    ),
    Mutant(
        name="X40",
        title="a consensus fault removes the miner and forgets its deals: their funds stay locked",
        source="specs-actors 279, 472 (2020-06-24), 675",
        breaks=("L2", "D4"),
        edits=(
            Edit(
                module=_TERMINATION,
                old="    handle_failed_deals(w, sector_id[0], sector_id[1])\n",
                new="",
            ),
        ),
    ),
    Mutant(
        name="X43c",
        title="who sends a proof too late is slashed, and is its own reporter",
        source="specs 387 (2019-07-10)",
        breaks=("S7", "M14"),
        edits=(
            Edit(
                module=_POST,
                old="from filspec.actors.units import",
                new="from filspec.actors.storage_power.termination import slash_pledge_collateral\n"
                "from filspec.actors.units import TokenAmount\n"
                "from filspec.actors.units import",
            ),
            Edit(
                module=_POST,
                old="    require(is_challenge_recent(w, challenge_epoch), Reason.CHALLENGE_OUT_OF_WINDOW)\n",
                new="    if not is_challenge_recent(w, challenge_epoch):\n"
                "        claim = w.power.claims[miner]\n"
                "        w.power.claims[miner] = claim.but(pledge=TokenAmount(0), depledged=TokenAmount(0))\n"
                "        slash_pledge_collateral(w, caller, claim.pledge, Epoch(w.epoch - challenge_epoch))\n"
                "        return False\n",
            ),
        ),
    ),
    Mutant(
        name="X45",
        title="one block, reported twice, is a fault",
        source="specs 841 (2020-01-16); specs 069882c3 (2019-09-06), shouldSlash",
        breaks=("S4", "S9"),
        edits=(
            Edit(module=_TERMINATION, old="    require(proof.first != proof.second, Reason.NO_SUCH_FAULT)\n", new=""),
        ),
    ),
    Mutant(
        name="X46",
        title="blocks of somebody else convict the miner that is named",
        source="specs-actors 1314, post-mortem of January 2021",
        breaks=("S4", "S7"),
        edits=(
            Edit(
                module="filspec.chain.consensus_faults",
                old="    if first.miner != report.miner or second.miner != report.miner:\n"
                "        return FaultVerdict.NOT_BY_THE_ACCUSED\n",
                new="",
            ),
        ),
    ),
    Mutant(
        name="X48",
        title="the reporter is paid from locked funds of others",
        source="specs-actors 958, review",
        breaks=("S1", "T1"),
        edits=(
            Edit(
                module=_TERMINATION,
                old="from filspec.actors.units import POWER,",
                new="from filspec.actors.units import MARKET, POWER,",
            ),
            Edit(
                module=_TERMINATION,
                old="    transfer(w, POWER, reporter, reward)\n",
                new="    transfer(w, MARKET, reporter, reward)\n",
            ),
        ),
    ),
    Mutant(
        name="X49",
        title="nothing of a slashed pledge is burnt, so that a miner that reports itself loses nothing",
        source="specs 159 (2019-02-27), 294",
        breaks=("S8",),
        edits=(
            Edit(
                module=_TERMINATION,
                old="    reward = reporter_reward(w, pledge, elapsed)\n",
                new="    reward = pledge\n",
            ),
        ),
    ),
    Mutant(
        name="X60",
        title="the nonce does not move when a message is included, so that a failed one can be replayed",
        source="Lotus 1388, 1411",
        breaks=("T5", "T6"),
        edits=(
            Edit(
                module=_INTERPRETER,
                old="    w.ledger.accounts[sender] = account.but(nonce=account.nonce + 1)\n",
                new="    w.ledger.accounts[sender] = account.but(nonce=account.nonce)\n",
            ),
        ),
    ),
    Mutant(
        name="X63",
        title="once nobody has power, what divides by the total power fails, and nothing can follow",
        source="Lotus 597 (2019-11-14), Venus 3439 (2019-09-17)",
        breaks=("L9",),
        edits=(
            Edit(
                module=_PLEDGE,
                old="    if total_power <= 0:\n        return TokenAmount(capita_part)\n",
                new="",
            ),
        ),
    ),
)
