"""StorageMinerActor: sectors of a miner, their proofs and their faults."""
