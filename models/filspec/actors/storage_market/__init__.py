"""StorageMarketActor: escrow of both sides, registry of deals, payer of providers, punisher of dropped deals."""
