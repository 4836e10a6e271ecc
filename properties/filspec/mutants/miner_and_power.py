"""Defects of miners, their proving periods and their power (protocol-facts 9.2)."""

from __future__ import annotations

from filspec.mutants.mutant import Edit, Mutant

_COMMITMENT = "filspec.actors.storage_miner.commitment"
_END_OF_EPOCH = "filspec.actors.cron.end_of_epoch"
_FAILURE = "filspec.actors.storage_market.failure"
_FAULTS = "filspec.actors.storage_miner.faults"
_POST = "filspec.actors.storage_miner.proof_of_spacetime"
_POWER_TABLE = "filspec.actors.storage_power.power_table"
_PROVING_PERIOD = "filspec.actors.storage_miner.proving_period"

_UNUSED_NUMBER = "    require(sector_id not in w.miner.used_numbers, Reason.SECTOR_NUMBER_USED)\n"

MINER_AND_POWER: tuple[Mutant, ...] = (
    Mutant(
        name="X18",
        title="a miner that misses its proof keeps its power and goes on winning",
        source="specs 528 (2019-09-25), Lotus 233",
        breaks=("M11", "L6"),
        edits=(
            Edit(
                module=_PROVING_PERIOD,
                old="    if is_unproved:\n        return SectorFate.BECOMES_FAULTY\n",
                new="",
            ),
        ),
    ),
    Mutant(
        name="X19",
        title="nobody ends the proving periods: that is left to volunteers",
        source="Venus 3474 (2019-09-21)",
        breaks=("M11", "L6"),
        edits=(Edit(module=_END_OF_EPOCH, old="    for_each(w.power.claims, end_proving_period_if_due, w)\n", new=""),),
    ),
    Mutant(
        name="X20",
        title="the proving period does not advance after a missed proof",
        source="Venus 3463",
        breaks=("M15", "L5"),
        edits=(
            Edit(
                module=_PROVING_PERIOD,
                old="proving_period_end=w.epoch + w.parameters.proving_period, proved=False)",
                new="proving_period_end=w.epoch + w.parameters.proving_period if record.proved else w.epoch, "
                "proved=False)",
            ),
        ),
    ),
    Mutant(
        name="X24",
        title="two arguments of one type are exchanged where a claim is entered",
        source="specs-actors 692, fixed by 791",
        breaks=("M2", "M3"),
        edits=(
            Edit(
                module=_POWER_TABLE,
                old="claim.but(active_power=counted.active, inactive_power=counted.inactive)",
                new="claim.but(active_power=counted.inactive, inactive_power=counted.active)",
            ),
        ),
    ),
    Mutant(
        name="X25",
        title="what is due in a null epoch never runs",
        source="specs-actors 241, fixed by 243",
        breaks=("B9", "L6"),
        edits=(
            Edit(
                module="filspec.chain.state_transition",
                old="                    self._interpreter(following, parents).end_epoch()\n",
                new="                    following.epoch = Epoch(following.epoch + 1)\n",
            ),
        ),
    ),
    Mutant(
        name="X26",
        title="where ending a miner's period fails, the failure is swallowed, and the miner is never asked again",
        source="specs-actors 452, 321, 1056, fixed by 1092",
        breaks=("L14", "M11"),
        edits=(
            Edit(
                module=_END_OF_EPOCH,
                old="from filspec.kit.loops import for_each\n",
                new="from filspec.kit.loops import attempt, for_each\n",
            ),
            Edit(
                module=_END_OF_EPOCH,
                old="        proving_period_update(w, POWER, miner)\n",
                new="        attempt(proving_period_update, w, POWER, miner)\n",
            ),
            Edit(
                module=_PROVING_PERIOD,
                old="    recompute_miner_power(w, miner)\n",
                new="    require(w.miner.miners[miner].counts.failing == 0, Reason.SECTOR_ALREADY_FAULTY)\n"
                "    recompute_miner_power(w, miner)\n",
            ),
        ),
    ),
    Mutant(
        name="X31",
        title="a sector number can be used again after its sector is gone",
        source="specs-actors 451, fixed by 819",
        breaks=("M7", "D14"),
        edits=(
            Edit(
                module=_COMMITMENT,
                old=_UNUSED_NUMBER,
                new="    require(sector_id not in w.miner.sectors, Reason.SECTOR_NUMBER_USED)\n",
            ),
        ),
    ),
    Mutant(
        name="X32",
        title="a sector is committed without its seal being verified, and without its number being new",
        source="specs 1d334959 (2019-10-13), storage_miner_actor",
        breaks=("M7", "M8"),
        edits=(
            Edit(module=_COMMITMENT, old=_UNUSED_NUMBER, new=""),
            Edit(module=_COMMITMENT, old="    require(verify_seal(info), Reason.INVALID_SEAL)\n", new=""),
        ),
    ),
    Mutant(
        name="X34",
        title="a sector that expires before it is proved refuses every proof of its miner",
        source="specs v1.1 (2019-10-30), storage_miner_actor",
        breaks=("L5", "L2"),
        edits=(
            Edit(
                module=_POST,
                old="    if is_covered(sector):\n        store_sector(",
                new="    if is_covered(sector):\n"
                "        require(sector.state == SectorState.ACTIVE or w.epoch <= sector.expiration, "
                "Reason.INVALID_POST)\n"
                "        store_sector(",
            ),
        ),
    ),
    Mutant(
        name="X36",
        title="a declared fault leaves the sector in the proving set and forgets how often it was faulty",
        source="Lotus of 2019, storage_miner_actor",
        breaks=("M5", "M9", "M12"),
        edits=(
            Edit(
                module=_FAULTS,
                old="sector.but(state=SectorState.FAILING, proving=False, fault_next=False)",
                new="sector.but(state=SectorState.FAILING, proving=True, fault_next=False, fault_count=0)",
            ),
        ),
    ),
    Mutant(
        name="X37",
        title="at each period's end all faulty sectors are reported, not only the new ones: they pay twice",
        source="specs v1.1 (2019-10-30), storage_miner_actor",
        breaks=("T7",),
        edits=(
            Edit(
                module=_PROVING_PERIOD,
                old="    elif fate == SectorFate.STAYS_FAULTY:\n",
                new="    elif fate == SectorFate.STAYS_FAULTY:\n"
                "        if w.miner.sectors[sector_id].state == SectorState.FAILING:\n"
                "            slash_storage_collateral(w, sector_id[0], sector_id[1], FaultKind.DETECTED)\n",
            ),
            Edit(
                module=_FAILURE,
                old="    elif deal.state == DealState.ACTIVE:\n",
                new="    elif deal.state == DealState.ACTIVE or deal.state == DealState.FAILING:\n",
            ),
        ),
    ),
    Mutant(
        name="X43",
        title="each proof adds a period, so that two proofs push the deadline two periods out",
        source="specs 069882c3 (2019-09-06) and 1d334959 (2019-10-13), SubmitPoSt",
        breaks=("M15", "M11"),
        edits=(
            Edit(
                module=_POST,
                old="w.miner.miners[miner].but(proved=True)",
                new="w.miner.miners[miner].but(\n"
                "            proved=True,\n"
                "            proving_period_end=w.miner.miners[miner].proving_period_end\n"
                "            + w.parameters.proving_period,\n"
                "        )",
            ),
        ),
    ),
)
