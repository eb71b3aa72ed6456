#!/bin/bash
# Lays Node 22 and the FHIR server's packages into a folder, once: node.sh FOLDER.
# Exact versions stand in fhir/package.json and its lock file. npm itself comes from the machine (apt: npm).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
home=$1
wanted=$(cat "$here/fhir/package.json" "$here/fhir/package-lock.json" | sha256sum)
if [ "$(cat "$home/.installed" 2>/dev/null || true)" = "$wanted" ]; then
	exit 0
fi
if ! command -v npm >/dev/null; then
	echo "npm is missing: run 'apt-get install -y --no-install-recommends npm' (or 'make deps-ci'), then this again." >&2
	exit 1
fi
echo "Node 22 and the FHIR server's packages -> $home"
mkdir -p "$home"
cp "$here/fhir/package.json" "$here/fhir/package-lock.json" "$here/fhir/.npmrc" "$home/"
# npm of an older Node warns that the packages want Node 22: they run under the one they bring, not under npm's.
(cd "$home" && npm ci --no-audit --no-fund --loglevel=error)
echo "$wanted" >"$home/.installed"
