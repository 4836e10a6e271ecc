#!/usr/bin/env bash
# cyclopts 5.5.2: a parameter of type int takes a number with a fraction and rounds it, half to even, through a float.
#
# One would expect "--jobs 1.5" to be refused, as int("1.5") is. It is 2, and so is "--jobs 2.5"; and a whole number
# above 2**53 that is written with ".0" changes its last digit. Who needs the number that was typed checks the text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "cyclopts==5.5.2"

cat > "$folder/command.py" <<'PYTHON'
import cyclopts

app = cyclopts.App()


@app.default
def command(*, jobs: int) -> None:
    print(jobs)


for typed in ("1.5", "2.5", "9007199254740993.0", "9007199254740993"):
    app(["--jobs", typed], result_action="return_value")
PYTHON
seen=$("$folder/venv/bin/python" "$folder/command.py" | tr '\n' ' ')
expected="2 2 9007199254740992 9007199254740993 "
echo "1.5, 2.5, 9007199254740993.0 and 9007199254740993 are read as: $seen"
[ "$seen" = "$expected" ] || { echo "this has changed; it was: $expected" >&2; exit 1; }
