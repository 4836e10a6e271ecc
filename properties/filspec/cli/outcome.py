"""What a run came to: who paid and got what, which laws were checked, which arrows were seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from filspec.cli.console import console, table
from filspec.scenarios.story import StoryReport
from filspec.traces.catalogue import catalogue

MILLIONTH = 10**12
"""A millionth of a FIL, in attoFIL; people see no less, programs see everything."""

SMALLEST_FIL = 10**15
"""Where no amount reaches a thousandth of a FIL, amounts are shown in attoFIL."""


@dataclass(frozen=True)
class Outcome:
    """A finished run.

    Attributes:
        setting: seed, preset and rung.
        length: bytes of the file.
        report: how the story ended.
        laws: how often each law was checked.
        arrows: how often each arrow was seen.
    """

    setting: Mapping[str, str | int]
    length: int
    report: StoryReport
    laws: Mapping[str, int]
    arrows: Mapping[str, int]

    def as_object(self) -> dict[str, object]:
        """All of it, for programs; amounts in attoFIL."""
        from msgspec import to_builtins

        report = to_builtins(self.report)
        ends = {"good": self.report.sha256_in == self.report.sha256_out, "bytes": self.length}
        report["deals"] = dict(self.report.deals)
        return {**self.setting, **ends, **report, "laws": dict(sorted(self.laws.items())), "arrows": dict(self.arrows)}

    def print_tables(self) -> None:
        """All of it, for people."""
        screen = console()
        screen.print(self._money())
        screen.print()
        for line in self._lines():
            screen.print(line, soft_wrap=True)

    def _money(self) -> object:
        balances = self.report.balances
        in_fil = any(balance.before >= SMALLEST_FIL for balance in balances)
        columns = ("before", "paid", "received", "after")
        shown = table("FIL" if in_fil else "attoFIL", *columns, right=columns)
        for balance in balances:
            amounts = (balance.before, balance.paid, balance.received, balance.after)
            shown.add_row(balance.party, *(_fil(amount) if in_fil else str(amount) for amount in amounts))
        return shown

    def _lines(self) -> list[str]:
        report = self.report
        seen = sum(count > 0 for count in self.arrows.values())
        unseen = [arrow.id for arrow in catalogue().arrows if arrow.branch == "default" and not self.arrows[arrow.id]]
        deals = ", ".join(f"{count} {state.lower()}" for state, count in report.deals)
        same = "the same bytes came back" if report.sha256_in == report.sha256_out else "OTHER BYTES CAME BACK"
        return [
            f"deals    {deals}; {report.pieces} pieces in {report.sectors} sectors",
            f"chain    {report.epochs} epochs, {report.blocks} blocks",
            f"laws     {len(self.laws)} laws held, checked {sum(self.laws.values())} times",
            f"arrows   {seen} of {len(self.arrows)} seen" + (f"; missing {', '.join(unseen)}" if unseen else ""),
            f"file in  {self.length} bytes, SHA-256 {report.sha256_in}",
            f"file out {same}, SHA-256 {report.sha256_out}",
        ]


def _fil(amount: int) -> str:
    """An amount of attoFIL in FIL, to a millionth."""
    if 0 < amount < MILLIONTH:
        return "under 0.000001"
    millionths = (amount + MILLIONTH // 2) // MILLIONTH
    return f"{millionths // 10**6:,}.{millionths % 10**6:06}"
