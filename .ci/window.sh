#!/bin/bash
# Runs every script of .ci/window against the program, each under a display of its own: window.sh PROGRAM.
# A script gets the program as $1, a DISPLAY of 1366×768 (WINDOW_SCREEN changes it) and a folder for its data as $2.
set -euo pipefail

program=$(realpath "$1")
cd "$(dirname "$0")"
shopt -s nullglob
for script in window/*.sh; do
	data=$(mktemp -d)
	echo "-- $script"
	status=0
	xvfb-run -a -s "-screen 0 ${WINDOW_SCREEN:-1366x768x24}" "$script" "$program" "$data" || status=$?
	rm -rf "$data"
	if [ "$status" -ne 0 ]; then
		echo "$script failed" >&2
		exit 1
	fi
done
