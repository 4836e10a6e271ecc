"""Proof of replication: sealing data into a replica, and proving that it was done."""
