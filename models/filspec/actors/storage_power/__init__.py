"""StoragePowerActor: registry of miners, power table, pledge collateral, consensus slashing."""
