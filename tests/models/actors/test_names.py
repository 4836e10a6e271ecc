"""Names of the drawing's participants on chain."""

import filspec.actors.interpreter
import filspec.actors.methods  # noqa: F401 (all actors register)
from filspec.actors import names
from filspec.kit.transitions import REGISTRY


def test_every_owner_of_a_transition_has_a_name_of_the_drawing():
    owners = {declared.owner for declared in REGISTRY.values() if declared.function.__module__.startswith("filspec")}
    assert owners - {""} <= {name for constant, name in vars(names).items() if constant.isupper()}
