"""Flags: members that can be combined, for the few programs that have them and are refused."""

from __future__ import annotations

from enum import Flag


class Right(Flag):
    """Members that can be combined."""

    READ = 1
    WRITE = 2


BOTH = Right.READ | Right.WRITE
