#!/bin/bash
# Resident memory of the till's window with 3,000 items above that of an empty window with the same font, both under
# Xvfb with software rendering: rss.sh PROGRAM DATA. Prints MiB.
set -euo pipefail

program=$(realpath "$1")
data=${2:-../shared/data}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
export GOFLAGS=${GOFLAGS:--tags=x11,migrated_fynedo -trimpath}
trap 'rm -rf "$work"' EXIT
(cd "$root" && go build -o "$work/empty" ./.ci/empty)
"$program" --data "$work/ledger" setup --drill --hospital 演练医院 --station W01 --prefix W01 --time-zone Asia/Shanghai >/dev/null
for list in dms_drug dms_non_drug; do
	"$program" --data "$work/ledger" prices import "$data/his-zainzhao/$list.csv" --accept >/dev/null
done

# measure prints the resident memory, in KiB, that a command settles at after 15 s.
measure() {
	xvfb-run -a -s "-screen 0 1366x768x24" bash -c '"$@" >/dev/null 2>&1 & p=$!; sleep 15; awk "/VmRSS/{print \$2}" /proc/$p/status; kill -9 $p' sh "$@"
}
for _ in 1 2 3; do
	empty=$(measure "$work/empty")
	till=$(measure "$program" --data "$work/ledger")
	echo "empty $((empty / 1024)) MiB, till with 3,018 items $((till / 1024)) MiB, above it $(((till - empty) / 1024)) MiB"
done
