#!/bin/bash
# Installs the Debian or Ubuntu packages that are missing, and says which: deps.sh GROUP…
#   window  to build and open the window    test  to run the tests    ci  for the FHIR server of others
set -euo pipefail

packages() {
	case $1 in
	window) echo gcc libc6-dev pkgconf libgl-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev ;;
	test) echo git postgresql xvfb xauth xdotool openbox imagemagick poppler-utils zbar-tools dbus gnome-keyring ;;
	ci) echo ca-certificates curl npm ;;
	*)
		echo "deps.sh: no group '$1' (window, test, ci)" >&2
		exit 2
		;;
	esac
}

# installed tells what is there already, as a package or, for a tool that came another way, as a command.
installed() {
	dpkg -s "$1" 2>/dev/null | grep -q '^Status: install ok installed' || { [ "$1" = npm ] && command -v npm >/dev/null; }
}

if ! command -v go >/dev/null; then
	echo "Go is missing. Install Go 1.26 or later (https://go.dev/dl), then run make again." >&2
	exit 1
fi
if ! command -v dpkg >/dev/null; then
	echo "This is neither Debian nor Ubuntu: install a C compiler, pkg-config and the headers of OpenGL and X11 yourself."
	exit 0
fi

missing=()
for group in "$@"; do
	for package in $(packages "$group"); do
		installed "$package" || missing+=("$package")
	done
done
if [ ${#missing[@]} -eq 0 ]; then
	exit 0
fi

sudo=()
if [ "$(id -u)" -ne 0 ]; then
	sudo=(sudo)
fi
install=(apt-get install -y --no-install-recommends "${missing[@]}")
by_hand="Run this, then make again:  ${sudo[*]:+sudo }apt-get update && ${sudo[*]:+sudo }${install[*]}"
if [ ${#sudo[@]} -gt 0 ] && ! command -v sudo >/dev/null; then
	echo "Missing packages, and neither root nor sudo here. As root: apt-get update && ${install[*]}" >&2
	exit 1
fi

echo "== install ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
quiet=(-qq -o Dpkg::Use-Pty=0)
if ! "${sudo[@]}" apt-get "${quiet[@]}" update || ! "${sudo[@]}" "${install[@]}" "${quiet[@]}" </dev/null; then
	echo "The packages could not be installed. $by_hand" >&2
	exit 1
fi
