#!/bin/bash
# A day at a real window, by keys alone: shift.sh PROGRAM FOLDER. The first administrator, a lock and a login, the
# price list, the order to charge stand-alone, a range of forms, a shift with one sale, cash handed over, a blind
# count. Each step is looked up in the ledger beside the window. Pictures go to PICTURES, if set.
set -euo pipefail

program=$1
data=$2/ledger
pin=kq-417702
root=$(cd "$(dirname "$0")/../.." && pwd)
outpost() { "$program" --data "$data" "$@"; }

outpost setup --hospital 测试医院 --station W01 --prefix W01 --time-zone Asia/Shanghai >/dev/null
HOME=$root/fixtures/hospital "$program" --data "$data" >"$2/window.log" 2>&1 & # where choosing a file begins
window=$!
trap 'kill "$window" 2>/dev/null || true' EXIT
id=$(xdotool search --sync --onlyvisible --name 'Outpost.*W01' | tail -1)
xdotool windowfocus --sync "$id" # no window manager here
sleep 2                          # its first pictures are of an empty window

step=0
# keys presses keys and types what begins with "t:"; a dialog has its time to open.
keys() {
	for key in "$@"; do
		case $key in
		t:*) xdotool type --delay 12 -- "${key#t:}" ;;
		*) xdotool key --delay 12 "$key" ;;
		esac
		sleep 0.2
	done
	step=$((step + 1))
	[ -z "${PICTURES:-}" ] || import -window root "$PICTURES/shift-$step.png"
}
# until waits for a text in what a command says of the ledger.
until_says() {
	local want=$1
	shift
	for _ in $(seq 60); do
		if outpost "$@" 2>/dev/null | grep -q -- "$want"; then
			return
		fi
		sleep 0.25
	done
	echo "step $step: 'outpost $*' does not say $want:" >&2
	outpost "$@" >&2 || true
	[ -z "${PICTURES:-}" ] || import -window root "$PICTURES/shift-failed.png"
	exit 1
}

# The first administrator; the break-glass code is on paper.
keys "t:Wu Xin" Down t:wu Return "t:$pin" Return "t:$pin" Return
until_says wu people list
sleep 0.5
keys F2
# The window is locked and opened again, with a wrong PIN first.
keys ctrl+u t:wrong-pin Return
sleep 1
keys "t:$pin" Return
sleep 1.5
# The price list of the demo hospital.
keys ctrl+5 t:prices.csv Return
sleep 1.5
keys F2
until_says '"by":"wu"' prices list --json
# Stand-alone by order; the question of the switch has no answer.
keys ctrl+2 F4 Return "t:no HIS at this window" F2
until_says STAND-ALONE status
keys ctrl+1
sleep 0.7
keys F2
# Forms, a shift with a float, a new patient and one item, paid in cash.
keys ctrl+8 F2 t:B7 Return t:AB001 Return t:AB100 Return Return
until_says AB001 range list
keys F10 t:200 Return
until_says "open shift of wu" status
keys ctrl+1 F3 "t:Gao Ling" Down Down Down Down t:12000000003 F2
sleep 1
keys t:amxl Return Return
keys t:1000 F2
until_says AB001 receipt list --json
# Cash handed over, then the blind count: it is short by one.
keys ctrl+7 F3 t:150 Return "t:Zhou Ping" Down t:JK-77 Return
sleep 1
total=$(outpost receipt list --json | sed -E 's/.*"total":"([0-9.]+)".*/\1/')
keys F10 "t:$(awk "BEGIN { printf \"%.2f\", 200 + $total - 150 - 1 }")" F2
until_says '"difference":"-1.00"' shift report --json
keys F2
kill "$window"
wait "$window" 2>/dev/null || true
outpost ledger verify
