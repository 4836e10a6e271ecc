"""Checking other implementations against filspec, and filspec against published vectors."""
