#!/bin/bash
# 02:00, one cashier: night.sh PROGRAM FOLDER. The power was lost, the clock says 2015, a byte of the last receipt is
# flipped in the database and in the second copy. An unidentified patient without a phone has a receipt within two
# minutes, its number above all on paper; by daylight both ledgers are joined and the numbers add up, but for the
# receipt that no disk holds any more, which the proof names. The program with the old clock is built by an overlay.
# Pictures go to PICTURES, if set.
set -euo pipefail

program=$1
data=$2/ledger
scene=night
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/.ci/window/keyboard.bash"
umask 077
export GOFLAGS=${GOFLAGS:--tags=x11,migrated_fynedo -trimpath} # as the Makefile builds

# at_2015 FILE… lays a clock over the program that shows 02:00 of 2015-01-01, and builds it.
at_2015() {
	local files='' ahead=$(($(date +%s) - $(date -d '2015-01-01T02:00:00+08:00' +%s)))
	for file in "$@"; do
		sed "s/Now = time\.Now\$/Now = func() time.Time { return time.Now().Add(-$ahead * time.Second) }/" "$root/$file" >"$data-${file//\//-}"
		if cmp -s "$root/$file" "$data-${file//\//-}"; then
			echo "the clock of $file is not where it was: mend night.sh" >&2
			exit 1
		fi
		files+="${files:+,}\"$root/$file\":\"$data-${file//\//-}\""
	done
	echo "{\"Replace\":{$files}}" >"$data-overlay.json"
	(cd "$root" && CGO_ENABLED=1 go build -overlay "$data-overlay.json" -o "$old" ./app)
}

# A window that charges: an administrator, a cashier, prices, an order, a shift, three receipts.
admin=$data-admin
pin=$data-pin
first=$data-first
echo kq-417702 >"$admin"
echo 739164 >"$first"
echo 385917 >"$pin"
outpost setup --hospital 测试医院 --station W01 --prefix W01 --time-zone Asia/Shanghai >/dev/null
outpost setup admin --id wu --name "Wu Xin" --pin-file "$admin" >/dev/null
outpost people add gao --name "Gao Shan" --role cashier --new-pin-file "$first" --as wu --pin-file "$admin" >/dev/null
outpost people pin --as gao --pin-file "$first" --new-pin-file "$pin" >/dev/null
outpost prices import "$root/fixtures/hospital/prices.csv" --accept --as wu --pin-file "$admin" >/dev/null
outpost order standalone --reason "no HIS" --as wu --pin-file "$admin" >/dev/null
outpost shift open --float 100 --as gao --pin-file "$pin" >/dev/null
for n in 1 2 3; do
	echo "{\"id\":\"01a00000-0000-7000-8000-00000000000$n\",\"patient\":{\"name\":\"无名氏\"},\"lines\":[{\"code\":\"ZC0001\",\"qty\":\"1\"}],\"payments\":[{\"tender\":\"cash\",\"amount\":\"20.00\"}]}"
done | outpost charge - --as gao --pin-file "$pin" | tail -1
old=$data-2015
at_2015 app/station/station.go app/command/command.go

# The byte, wherever the third receipt's id stands.
id=01a00000-0000-7000-8000-000000000003
for file in "$data/ledger.db" "$data"/copy/*.copy; do
	sed -i "s/$id/${id%3}7/g" "$file" # one bit: 3 is 0x33, 7 is 0x37
done

began=$(date +%s)
program=$old
open_window "$old" LANG=zh_CN.UTF-8
measure
keys F5 # refused: neither side holds the last receipt
keys F8 F2
until_says '"unjoined":true' status --json
keys t:gao Return t:385917 Return
pause 1.5
keys ctrl+o # no payment waited for an answer
press_until F2 '"asked":true' goingover show --json
keys F3 F4 F2
pause 0.5
keys t:ptmz Return Return
keys t:20 F2
until_says W01-0000104 receipt list
took=$(($(date +%s) - began))
echo "a receipt $took s after the start"
[ "$took" -le 120 ]
kill "$window"
wait "$window" 2>/dev/null || true

# By daylight: the clock is right, a supervisor joins.
program=$1
open_window "$program" LANG=zh_CN.UTF-8
keys t:wu Return t:kq-417702 Return
pause 1.5
press_until ctrl+j W01-0000001 receipt list
kill "$window"
wait "$window" 2>/dev/null || true
outpost ledger verify
outpost receipt list | cut -d' ' -f1 | sort | tr '\n' ' ' | grep -x 'W01-0000001 W01-0000002 W01-0000104 '
proof=$(outpost reconcile 2>/dev/null || true)
grep -q 'number W01-0*3 is missing' <<<"$proof"
[ "$(grep -c 'is missing' <<<"$proof")" -eq 1 ] # those left free on purpose are none
