#!/bin/sh
# Sees to what the tests use besides Go, a C++ compiler and Node: a Chromium,
# Chinese fonts and pdftotext. Installs what is missing where it can (Debian, as
# root or with sudo); elsewhere it says what to install and fails.
set -eu

have() { command -v "$1" >/dev/null 2>&1; }

missing=""
have chromium || have chromium-browser || have google-chrome || missing="$missing chromium"
{ have fc-list && fc-list :lang=zh | grep -q .; } || missing="$missing fontconfig fonts-noto-cjk"
have pdftotext || missing="$missing poppler-utils"
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if have sudo && sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root="no"; fi
fi
if [ "$as_root" = no ] || ! have apt-get; then
    echo "The tests need these Debian packages, or what equals them here:$missing" >&2
    echo "Install them and run 'make test' again. 'go test ./...' runs without them and skips what it must." >&2
    exit 1
fi
echo "installing$missing"
$as_root apt-get update -qq
# shellcheck disable=SC2086  # a list of names
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
