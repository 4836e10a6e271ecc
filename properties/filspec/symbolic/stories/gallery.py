"""The gallery: all samples that the stories give."""

from __future__ import annotations

from functools import cache

from filspec.symbolic.samples import Samples
from filspec.symbolic.stories import channels, commits, deals, ledger, market, miners, proving
from filspec.symbolic.stories.stage import STORIES, Story

TOLD = (ledger, market, deals, miners, commits, proving, channels)
"""Importing the modules enters their stories."""


def stories() -> tuple[Story, ...]:
    """All stories."""
    return tuple(STORIES)


@cache
def gallery() -> Samples:
    """The samples of all stories; a story that a planted bug ends early gives what it came to."""
    return Samples(sample for story in STORIES for sample in story.on_stage().sampler.samples)
