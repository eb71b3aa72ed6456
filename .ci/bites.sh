#!/bin/sh
# Shows that the simulator bites: each patch in .ci/bites/ is one deliberate fault. It is laid over the code with
# `go build -overlay`, never into it, and the simulator must find it within a minute; without a fault it must find none.
#   .ci/bites.sh [NAME...]     all of them, or those named
set -eu
cd "$(dirname "$0")/.."
seconds=60 seed=${SEED:-1} root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# build NAME PATCH: the program with the patch laid over, headless and without C.
build() {
	mkdir -p "$work/$1"
	printf '{"Replace":{' >"$work/$1.json"
	comma=
	for file in $(sed -n 's,^+++ b/,,p' "$2"); do
		mkdir -p "$work/$1/$(dirname "$file")"
		cp "$file" "$work/$1/$file"
		printf '%s"%s":"%s"' "$comma" "$root/$file" "$work/$1/$file" >>"$work/$1.json"
		comma=,
	done
	printf '}}' >>"$work/$1.json"
	(cd "$work/$1" && git apply "$2") || { echo "$1: the code has moved; make the patch anew"; return 1; }
	CGO_ENABLED=0 go build -overlay "$work/$1.json" -o "$work/$1.bin" ./app
}

# run BINARY: simulates for so many seconds; 1 is a fault found.
run() {
	"$1" simulate --seed "$seed" --steps 100000000 --for "${seconds}s" --json >"$work/out" 2>"$work/err"
}

if [ $# -eq 0 ]; then
	CGO_ENABLED=0 go build -o "$work/sound" ./app
	if run "$work/sound"; then
		echo "sound: nothing found in $seconds s"
	else
		echo "sound: WRONG, something was found:"; cat "$work/err"; failed=1
	fi
	set -- $(ls .ci/bites | sed -n 's/\.patch$//p')
fi
for name; do
	build "$name" "$root/.ci/bites/$name.patch" || { failed=1; continue; }
	start=$(date +%s)
	if run "$work/$name.bin"; then
		echo "$name: NOT FOUND in $seconds s"; failed=1
	elif grep -q 'went wrong' "$work/err"; then
		echo "$name: found after $(($(date +%s) - start)) s: $(sed -n 's/.*"what":"\([^"]*\).*/\1/p' "$work/out" | cut -c1-150)"
	else
		echo "$name: the simulator did not run:"; cat "$work/err"; failed=1
	fi
	rm -f "$work/$name.bin"
done
exit $failed
