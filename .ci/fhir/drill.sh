#!/bin/bash
# Runs the drill against the FHIR server of others, then ends the server: drill.sh PROGRAM CHARGES.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
started=$("$here/start.sh")
read -r url pid <<<"$started"
trap 'kill "$pid" 2>/dev/null || true' EXIT
"$1" drill --his "$url" --charges "$2" --json
