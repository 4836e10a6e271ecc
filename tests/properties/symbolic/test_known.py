"""Without earlier proofs everything is shown."""

from filspec.laws.catalogue import catalogue
from filspec.symbolic.known import Known
from filspec.symbolic.setting import Shown


def test_nothing_is_known_before_it_is_shown() -> None:
    shown, laws = Shown(frozenset({"open"}), (), (), ()), catalogue()[:2]
    assert Known().composable(lambda: laws) == laws
    assert Known().shown(None, lambda: (shown, None)) is shown  # type: ignore[arg-type,return-value]
