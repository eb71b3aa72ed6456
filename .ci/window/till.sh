#!/bin/bash
# A cashier's bills typed into the real window: till.sh PROGRAM FOLDER. BILLS says how many (20).
# The real Chinese lists where ../shared/data is there, else the demo hospital's. Pictures go to PICTURES, if set.
set -euo pipefail

program=$1
data=$2/ledger
bills=${BILLS:-20}
root=$(cd "$(dirname "$0")/../.." && pwd)
real=${OUTPOST_DATA:-$root/../shared/data}

"$program" --data "$data" setup --drill --hospital 演练医院 --station W01 --prefix W01 --time-zone Asia/Shanghai >/dev/null
if [ -d "$real/his-zainzhao" ]; then
	lists=("$real/his-zainzhao/dms_drug.csv" "$real/his-zainzhao/dms_non_drug.csv")
else
	echo "no ../shared/data here: the demo hospital's list instead"
	lists=("$root/fixtures/hospital/prices.csv")
fi
for list in "${lists[@]}"; do
	"$program" --data "$data" prices import "$list" --accept >/dev/null
done
"$program" --data "$data" patients import "$root/fixtures/hospital/patients.csv" --accept >/dev/null
(cd "$root" && go build -o "$2/typist" ./.ci/typist)
"$2/typist" plan "$data" "$bills" "$2/plan.json" >"$2/keys"

"$program" --data "$data" >"$2/window.log" 2>&1 &
window=$!
trap 'kill "$window" 2>/dev/null || true' EXIT
id=$(xdotool search --sync --onlyvisible --name 'Outpost.*W01' | tail -1)
xdotool windowfocus --sync "$id" # no window manager here
sleep 2                          # its first pictures are of an empty window

picture() { [ -z "${PICTURES:-}" ] || import -window root "$PICTURES/$1.png"; }
picture till-empty
xdotool - <"$2/keys"
for _ in $(seq 120); do # what was typed is worked off
	done=$("$program" --data "$data" receipt list --limit "$bills" --json | wc -l)
	[ "$done" -ge "$bills" ] && break
	sleep 1
done
picture till-after
"$2/typist" check "$data" "$2/plan.json"
kill -9 "$window"
"$program" --data "$data" ledger verify
