#!/bin/sh
# unpack.sh FOLDER: Debian's cloud-init, and what it needs beside this machine's packages, unpacked: installed it would act at the machine's
# next start.
set -eu
apt-get update -qq
mkdir -p "$1/debs/partial"
apt-get install -y -qq --no-install-recommends --download-only -o "Dir::Cache::archives=$1/debs" cloud-init
for d in "$1"/debs/*.deb; do dpkg-deb -x "$d" "$1/part"; done
mv "$1/part" "$1/root"
