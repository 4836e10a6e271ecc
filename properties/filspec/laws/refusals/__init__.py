"""Laws of refusals: exactly when each message is refused, for each of its reasons."""

from filspec.laws.refusals import balances, channels, deals, miners, power, publication, senders

FILES = (senders, balances, publication, deals, miners, power, channels)
"""The files of this folder, in the order of the catalogue."""
