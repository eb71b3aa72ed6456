#!/bin/bash
# A day at a real window, by keys alone: shift.sh PROGRAM FOLDER. The first administrator, a lock and a login, the
# price list, the order to charge stand-alone, a range of forms, a shift with one sale, cash handed over, a blind
# count. Each step is looked up in the ledger beside the window. Pictures go to PICTURES, if set.
set -euo pipefail

program=$1
data=$2/ledger
scene=shift
pin=kq-417702
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/.ci/window/keyboard.bash"

outpost setup --hospital 测试医院 --station W01 --prefix W01 --time-zone Asia/Shanghai >/dev/null
open_window "$program" "HOME=$root/fixtures/hospital" "XDG_CONFIG_HOME=$2/config" # where choosing a file begins
measure

# The first administrator; the break-glass code is on paper.
keys "t:Wu Xin" Down t:wu Return "t:$pin" Return "t:$pin" Return
until_says wu people list
pause 2 # the code is shown once its hash was written as well
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
keys ctrl+o
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
