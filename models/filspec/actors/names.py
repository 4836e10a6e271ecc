"""Names of the drawing's participants that receive calls on chain, or answer its oracles."""

from __future__ import annotations

from typing import Final

STORAGE_MARKET_ACTOR: Final = "StorageMarketActor"
STORAGE_MINER_ACTOR: Final = "StorageMinerActor"
STORAGE_POWER_ACTOR: Final = "StoragePowerActor"
PAYMENT_CHANNEL_ACTOR: Final = "PaymentChannelActor"
REWARD_ACTOR: Final = "RewardActor"
CRON_ACTOR: Final = "CronActor"
ACCOUNT_ACTOR: Final = "AccountActor"
FILECOIN_PROOFS_SUBSYSTEM: Final = "FilecoinProofsSubsystem"
STORAGE_POWER_CONSENSUS_SUBSYSTEM: Final = "StoragePowerConsensusSubsystem"
