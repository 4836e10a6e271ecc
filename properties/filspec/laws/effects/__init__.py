"""Laws of effects: who pays and who receives, how much, what else a message changes, and that nothing else does."""

from filspec.laws.effects import balances, channels, failures, faults, miners, power, publication, settlement, transfers

FILES = (transfers, balances, publication, settlement, failures, miners, faults, power, channels)
"""The files of this folder, in the order of the catalogue."""
