"""Changing the worker."""

import pytest

from filspec.actors.reasons import Reason
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.worker import change_worker
from filspec.actors.units import MARKET


def test_only_the_new_worker_sends_the_miners_messages(chain):
    miner = chain.create_miner()
    chain.accepts(change_worker, chain.owner, miner, chain.stranger)
    info = chain.sealed(miner, 0)
    chain.refuses(Reason.CALLER_IS_NOT_THE_WORKER, commit_sector, chain.worker, info, 1000, (), ())
    chain.accepts(commit_sector, chain.stranger, info, 1000, (), ())


def test_only_the_owner_changes_the_worker(chain):
    miner = chain.create_miner()
    chain.refuses(Reason.CALLER_IS_NOT_THE_OWNER, change_worker, chain.worker, miner, chain.stranger)
    chain.refuses(Reason.NO_SUCH_MINER, change_worker, chain.owner, 999, chain.stranger)


@pytest.mark.parametrize("nobody", [MARKET, 999])
def test_a_worker_is_an_account(chain, nobody):
    chain.refuses(Reason.NO_SUCH_ACTOR, change_worker, chain.owner, chain.create_miner(), nobody)
