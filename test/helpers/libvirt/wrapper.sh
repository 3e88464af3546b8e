#!/bin/sh
# Stands before a tool of the host under the tool's name. Where its words are those of the file `on`, it does what the file `kind` says.
tool=${0##*/}
here=${0%/*}
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
[ "$tool $*" = "$(cat "$here/on" 2>/dev/null)" ] || exec "$tool" "$@"
case $(cat "$here/kind") in
  fail) echo 'error: the host has a fault' >&2; exit 1 ;;
  lie) exit 0 ;;
  die) kill -9 $$ ;;
  late) "$tool" "$@"; kill -9 $$ ;;
  down) kill -9 "$(cat /run/libvirtd.pid)"; exec "$tool" "$@" ;;
esac
