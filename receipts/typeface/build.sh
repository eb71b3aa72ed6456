#!/bin/sh
# Makes OutpostSans-Regular.ttf, OutpostSans-Bold.ttf and OFL.txt in this folder
# from pinned versions of the npm packages @expo-google-fonts/noto-sans-sc and
# @expo-google-fonts/noto-sans.
# Needs npm and Debian's python3-fonttools. The result is committed; run this
# only to change the set of characters or the version of the source font.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
for package in noto-sans-sc@0.4.3 noto-sans@0.4.2; do
	npm pack --silent "@expo-google-fonts/$package" >/dev/null
	mkdir "${package%@*}"
	tar xzf ./*.tgz -C "${package%@*}" --strip-components 1
	rm ./*.tgz
done
/usr/bin/python3 "$here/build.py" noto-sans-sc noto-sans "$here"
