#!/bin/bash
# The long proofs on real data: proof.sh PROGRAM DATA. A test that skips itself counts as failed here.
set -euo pipefail

program=$1
data=${2:-}
if [ ! -d "$data" ]; then
	echo "make proof needs the folder with the real price lists and patients: make proof DATA=../shared/data" >&2
	exit 2
fi
export OUTPOST_DATA
OUTPOST_DATA=$(realpath "$data")
export OUTPOST_REQUIRE_PG=1 OUTPOST_CHARGES=1000
log=$(mktemp)
here=$(cd "$(dirname "$0")" && pwd)
started=$("$here/fhir/start.sh")
read -r url pid <<<"$started"
export OUTPOST_FHIR=$url
trap 'rm -f "$log"; kill "$pid" 2>/dev/null || true' EXIT

echo "== every test, none skipped"
go test -count=1 -v -timeout 60m ./... >"$log" 2>&1 || { grep -E '^\s*--- FAIL|^FAIL|panic:' -A8 "$log"; exit 1; }
# Skipped on purpose: the twin of the first starts a PostgreSQL of its own and does the same; a server that is not ours
# cannot be made to refuse or reprice; a real printer is named by OUTPOST_TEST_PRINTER where there is one; rights do not bind root, who has a read-only file system tested instead.
expected='TestPostgresGiven|TestForeignServer/[a-zA-Z_]+'
[ -n "${OUTPOST_TEST_PRINTER:-}" ] || expected="$expected|TestRealCUPS"
[ "$(id -u)" -ne 0 ] || expected="$expected|TestAReadOnlyFolderIsASentence"
if grep -E '^\s*--- SKIP: ' "$log" | grep -vE ": ($expected) "; then
	echo "The tests above were skipped: a proof needs them all." >&2
	exit 1
fi

# The two lists that the drill is proved on: Chinese (2,966 drugs) and American (101,942 rows).
for list in his-zainzhao/dms_drug.csv prices-us/hca_metropolitan_101942rows.csv; do
	echo "== drill of 1000 charges with $list"
	"$program" drill --charges 1000 --prices "$OUTPOST_DATA/$list" --json
done
