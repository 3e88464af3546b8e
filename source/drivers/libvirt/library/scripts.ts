/**
 * $1 the file, $2 the address. It goes on where an earlier one ended, if the mirror still has that file (by what it said of it then, kept
 * beside the file); a mirror that has another one, or cannot go on (33), sends it from its beginning. What is whole is refused (22, HTTP's
 * 416) with its length; what is longer than the mirror's file is no part of it, and refused the same way (FTP: 36). RHEL 8 has curl 7.61.
 */
export const downloadScript = [
  'said=$1.from',
  'get() { curl -gfsSL --retry 3 -D "$said.new" "$@"; code=$?; if [ -s "$said.new" ]; then mv "$said.new" "$said"; else rm -f "$said.new"; fi; return "$code"; }',
  'again() { echo "$3: once more from the beginning"; rm -f "$1"; get -o "$1" "$2"; }',
  'answer() { tr -d "\\r" 2>/dev/null <"$said"; }',
  `is=$(answer | awk '/^HTTP/ {e = m = ""} tolower($1) == "etag:" && $2 !~ /^W/ {e = $2} tolower($1) == "last-modified:" {m = substr($0, 16)} END {print e != "" ? e : m}')`,
  'have=$([ -f "$1" ] && wc -c <"$1")',
  'if [ "${have:-0}" -gt 0 ] && [ -n "$is" ]; then get -C - -H "If-Range: $is" -o "$1" "$2"; else get -C - -o "$1" "$2"; fi',
  "status=$(answer | awk '/^HTTP/ {s = $2} END {print s}')",
  'case $code,$status in',
  '[02]*,416 | 36,*)', // curl may take a 416 that tells no length for an end
  '  all=$(answer | awk \'tolower($1) == "content-range:" {sub(".*/", ""); n = $0} END {print n}\')',
  '  [ "$all" != "$have" ] || exit 0',
  '  why="More is here ($have bytes) than the file of the mirror has ($all)"',
  '  [ -n "$all" ] || why="The mirror has nothing behind the $have bytes that are here, and does not say whether they are all"',
  '  again "$1" "$2" "$why" && exit 0;;',
  '33,*) again "$1" "$2" "The mirror cannot go on in the middle, or has another file by now" && exit 0;;',
  '22,404) echo "The mirror has no such file: it was moved away, or the address is another one" >&2;;',
  'esac',
  '[ "$code" -ne 23 ] || df -h "${1%/*}" >&2',
  'exit "$code"',
].join('\n');

/** $1 an address. How many bytes it has; 0: it does not say. */
export const lengthScript =
  'curl -gfsIL --max-time 20 "$1" | tr -d "\\r" | awk \'tolower($1) == "content-length:" {n = $2} END {print n + 0}\'';

/**
 * $1 the file, $2 the list's address, $3 the name in it, $4 256 or 512. The list is `SUM  NAME`, `SHA256 (NAME) = SUM`, or the sum
 * alone; the sum that was found true is kept in $5, for a later look.
 */
export const compareScript = [
  'list=$(curl -gfsSL --max-time 60 "$2") || { echo "$2 cannot be read: nothing to compare with" >&2; exit 2; }',
  'want=$(printf "%s\\n" "$list" | awk -v n="$3" -v a="$4" \'$1 == "SHA" a && $2 == "(" n ")" {print $4} $2 == n || $2 == "*" n {print $1} NF == 1 {print $1}\' | tr A-F a-f | grep -Ex "[0-9a-f]{$(($4 / 4))}" | head -1)',
  '[ -n "$want" ] || { echo "$2 does not name $3" >&2; exit 2; }',
  'is=$("sha$4sum" <"$1" | cut -d" " -f1)',
  '[ "$is" = "$want" ] || { echo "its checksum is $is and should be $want: it is damaged or another one, and was removed: fetch it again." >&2; rm -f "$1" "$1.from"; exit 1; }',
  'printf "%s %s\\n" "$is" "$2" >"$5" && echo "as $2 says: $is"',
].join('\n');

/** $1 the file, $2 the sum that was noted when it was fetched. */
export const againScript = [
  'case ${#2} in 64) is=$(sha256sum <"$1" | cut -d" " -f1);; *) is=$(sha512sum <"$1" | cut -d" " -f1);; esac',
  '[ "$is" = "$2" ] && { echo "as when it was fetched: $is"; exit 0; }',
  'echo "its checksum is $is and was $2 when it was fetched" >&2; exit 1',
].join('\n');

/** $1 the file, $2 its place, $3 the note of its sum: xz is unpacked, and the sum of what came out of it noted instead. */
export const settleScript = [
  'case $1 in *.xz.part)',
  '  xz -dc <"$1" >"$1.raw" || { rm -f "$1.raw"; exit 1; }',
  '  if [ -e "$3" ]; then printf "%s %s\\n" "$(sha256sum <"$1.raw" | cut -d" " -f1)" "$(cut -d" " -f2 "$3")" >"$3.new" && mv "$3.new" "$3"; fi',
  '  mv -n "$1.raw" "$2" && rm -f "$1" || exit 1;;',
  '*) mv -n "$1" "$2" || exit 1;; esac; rm -f "$1.from"',
  'chmod 644 "$2"; qemu-img info "$2"',
].join('\n');

/** $1 a file of the host, $2 its place: a copy that nothing is written over by. */
export const importScript =
  '[ ! -e "$2" ] && cp --reflink=auto "$1" "$2.part" && mv -n "$2.part" "$2" && chmod 644 "$2" && qemu-img info "$2"';
