#!/bin/sh
# unpack.sh FOLDER PACKAGE…: Debian's packages, and what they need beside those of this machine, unpacked: installed they would act on it.
set -eu
folder=$1
shift
mkdir -p "$folder/debs/partial" "$folder/part"
apt-get update -qq
apt-get install -y -qq --no-install-recommends --download-only -o "Dir::Cache::archives=$folder/debs" "$@"
for d in "$folder"/debs/*.deb; do [ ! -e "$d" ] || dpkg-deb -x "$d" "$folder/part"; done
mv "$folder/part" "$folder/root"
