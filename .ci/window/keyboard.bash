# How the scripts of this folder work a window by keys; sourced, with $program and $data set. Pictures go to PICTURES,
# if set, each named after $scene and the step.
step=0
pace=1

outpost() { "$program" --data "$data" "$@"; }

# open_window PROGRAM [VARIABLE=VALUE…] starts the window and gives it the keyboard.
open_window() {
	local shown=$1
	shift
	env "$@" "$shown" --data "$data" >"$data.log" 2>&1 &
	window=$!
	trap 'kill "$window" 2>/dev/null || true' EXIT
	local id
	id=$(xdotool search --sync --onlyvisible --name 'Outpost' | tail -1)
	xdotool windowfocus --sync "$id" # no window manager here
	sleep 2                          # its first pictures are of an empty window
}

# measure gives a machine that is busy with something else more time: as many times as a command takes longer than 150 ms.
measure() {
	local began=${EPOCHREALTIME/./}
	outpost prices list >/dev/null
	pace=$(awk "BEGIN { p = (${EPOCHREALTIME/./} - $began) / 150000; print (p < 1 ? 1 : p > 12 ? 12 : p) }")
}

pause() { sleep "$(awk "BEGIN { print $1 * $pace }")"; }

picture() { [ -z "${PICTURES:-}" ] || import -window root "$PICTURES/$scene-$1.png"; }

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
	picture "$step"
}

# until_says waits for a text in what a command says of the ledger.
until_says() {
	local want=$1
	shift
	for _ in $(seq 60); do
		if outpost "$@" 2>/dev/null | grep -q -- "$want"; then
			measure
			pause 0.8 # the dialog closes after it was written
			return
		fi
		sleep 0.25
	done
	echo "step $step: 'outpost $*' does not say $want:" >&2
	outpost "$@" >&2 || true
	picture failed
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
