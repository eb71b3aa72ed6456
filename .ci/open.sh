#!/bin/bash
# Opens the desktop on the built-in demo hospital, or runs the drill where there is no display: open.sh PROGRAM.
set -euo pipefail

program=$1
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
	echo "== $program --demo"
	exec "$program" --demo
fi
echo "No display here (neither DISPLAY nor WAYLAND_DISPLAY is set): running the headless drill instead of the window."
exec "$program" drill
