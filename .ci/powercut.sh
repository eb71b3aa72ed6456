#!/bin/bash
# Power cuts under a charging till: powercut.sh IMAGES [ext4|xfs]. The program must lose no acknowledged receipt in
# any image, from database and second copy, from the database alone and from the copy alone; and the harness must find
# the loss where the database is opened with WAL+NORMAL or DELETE+FULL, laid over the code by the build.
set -euo pipefail

images=${1:-200}
system=${2:-ext4}
root=$(cd "$(dirname "$0")/.." && pwd)
if [ "$(id -u)" -ne 0 ] || [ ! -c /dev/fuse ] || [ ! -c /dev/loop-control ]; then
	echo "power cuts need root, /dev/fuse and loop devices: not run here"
	exit "${POWERCUT_REQUIRED:-0}"
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$root/.ci/powercut" && GOFLAGS='' CGO_ENABLED=0 go build -o "$work/powercut" .)
cd "$root"
export CGO_ENABLED=0
go build -o "$work/outpost" ./app
"$work/powercut" -program "$work/outpost" -fs "$system" -images "$images" -alone mixed

# bites NAME FROM TO: the program with another pragma must lose a receipt from the database alone.
bites() {
	sed "s/\"$2\"/\"$3\"/" store/sqlite.go >"$work/$1.go"
	if cmp -s store/sqlite.go "$work/$1.go"; then
		echo "the pragma $2 is not where it was: mend powercut.sh" >&2
		exit 1
	fi
	echo "{\"Replace\":{\"$root/store/sqlite.go\":\"$work/$1.go\"}}" >"$work/$1.json"
	go build -overlay "$work/$1.json" -o "$work/outpost-$1" ./app
	for seed in 1 2 3; do # a loss is a matter of chance: three rounds
		status=0
		"$work/powercut" -program "$work/outpost-$1" -fs "$system" -images 40 -alone database -seed $seed || status=$?
		case $status in
		1)
			echo "$1: found, as it must be"
			return
			;;
		2) exit 2 ;;
		esac
	done
	echo "$1: not found; the harness does not bite" >&2
	exit 1
}
if [ "$images" -ge 100 ]; then
	bites wal-normal 'synchronous(FULL)' 'synchronous(NORMAL)'
	bites delete-full 'journal_mode(WAL)' 'journal_mode(DELETE)'
fi
