#!/usr/bin/env bash
# z3-solver 5.4.0.0: the label of a tracked assertion is an ordinary Boolean constant, and meets a variable of its name.
#
# One would expect the labels of assert_and_track to live apart, since they are given as text. A model that has a
# Boolean variable of the same name then says something else: below, x = 3 and "low implies x = 4" can both hold (low is
# false), and the solver answers unsat, because tracking makes low true. With another label the answer is sat. Who
# makes labels by counting, or from names that a user chose, has to keep them apart from all variables.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "z3-solver==5.4.0.0"

cat > "$folder/labels.py" <<'PYTHON'
import z3

for label in ("low", "another"):
    x, low, solver = z3.Int("x"), z3.Bool("low"), z3.Solver()
    solver.assert_and_track(x == 3, label)
    solver.add(z3.Implies(low, x == 4))
    print(label, solver.check())
PYTHON
seen=$("$folder/venv/bin/python" "$folder/labels.py" | tr '\n' ' ')
expected="low unsat another sat "
echo "the same assertions under two labels: $seen"
[ "$seen" = "$expected" ] || { echo "this has changed; it was: $expected" >&2; exit 1; }
