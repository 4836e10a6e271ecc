"""Accounts: who holds which tokens."""
