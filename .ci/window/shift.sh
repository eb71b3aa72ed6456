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

# A machine that is busy with something else gets more time: as many times as a command takes longer than 150 ms.
began=${EPOCHREALTIME/./}
outpost prices list >/dev/null
pace=$(awk "BEGIN { p = (${EPOCHREALTIME/./} - $began) / 150000; print (p < 1 ? 1 : p > 6 ? 6 : p) }")
pause() { sleep "$(awk "BEGIN { print $1 * $pace }")"; }
step=0
# keys presses keys and types what begins with "t:"; a dialog has its time to open.
keys() {
	for key in "$@"; do
		case $key in
		t:*) xdotool type --delay 12 -- "${key#t:}" && pause 0.1 ;;
		F* | ctrl*) xdotool key --delay 12 "$key" && pause 0.6 ;;
		*) xdotool key --delay 12 "$key" && pause 0.15 ;;
		esac
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
			pause 0.8 # the dialog closes after it was written
			return
		fi
		sleep 0.25
	done
	echo "step $step: 'outpost $*' does not say $want:" >&2
	outpost "$@" >&2 || true
	[ -z "${PICTURES:-}" ] || import -window root "$PICTURES/shift-failed.png"
	exit 1
}
# press_until presses a key that does no harm too early until a command says a text.
press_until() {
	local key=$1
	shift
	for _ in $(seq 15); do
		keys "$key"
		if outpost "${@:2}" 2>/dev/null | grep -q -- "$1"; then
			break
		fi
		pause 0.5
	done
	until_says "$@"
}

# The first administrator; the break-glass code is on paper.
keys "t:Wu Xin" Down t:wu Return "t:$pin" Return "t:$pin" Return
until_says wu people list
keys F2
# The window is locked and opened again, with a wrong PIN first.
keys ctrl+u t:wrong-pin Return
pause 1
keys "t:$pin" Return
pause 1.5
# The price list of the demo hospital.
keys ctrl+5 t:prices.csv Return
press_until F2 '"by":"wu"' prices list --json # the preview is there, then accepted
# Stand-alone by order; the question of the switch has no answer.
keys ctrl+2
pause 1.5 # the panel knows by then which orders make sense
keys F4 Return "t:no HIS at this window" F2
until_says STAND-ALONE status
keys ctrl+1
press_until F2 '"asked":true' goingover show --json # nothing before the question is there: the bill is empty
# Forms, a shift with a float, a new patient and one item, paid in cash.
keys ctrl+8 F2 t:B7 Return t:AB001 Return t:AB100 Return Return
until_says AB001 range list
keys F10 t:200 Return
until_says "open shift of wu" status
keys ctrl+1
pause 0.5
keys F3 "t:Gao Ling" Down Down Down Down t:12000000003 F2
pause 1
keys t:amxl Return Return
keys t:1000 F2
until_says AB001 receipt list --json
# Cash handed over, then the blind count: it is short by one.
keys ctrl+7 F3 t:150 Return "t:Zhou Ping" Down t:JK-77 Return
pause 1
total=$(outpost receipt list --json | sed -E 's/.*"total":"([0-9.]+)".*/\1/')
keys F10 "t:$(awk "BEGIN { printf \"%.2f\", 200 + $total - 150 - 1 }")" F2
until_says '"difference":"-1.00"' shift report --json
keys F2
kill "$window"
wait "$window" 2>/dev/null || true
outpost ledger verify
