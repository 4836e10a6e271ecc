"""State of the InitActor."""

from __future__ import annotations

from filspec.actors.units import ActorID
from filspec.kit.worlds import actor


@actor
class InitActor:
    """The next actor number; every existing actor has a smaller one."""

    next_id: ActorID
