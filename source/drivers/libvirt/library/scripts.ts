/** $1 the file, $2 the address. It goes on where an earlier one ended; a mirror that cannot (33) sends it from its beginning. */
export const downloadScript = [
  'get() { curl -gfL --no-progress-meter --retry 3 "$@"; }',
  'get -C - -o "$1" "$2" && exit 0',
  'code=$?; [ "$code" -eq 33 ] || exit "$code"',
  'echo "The mirror cannot go on in the middle: once more from the beginning"; rm -f "$1"; get -o "$1" "$2"',
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
  'want=$(printf "%s\\n" "$list" | awk -v n="$3" \'$1 ~ /^SHA(256|512)$/ && $2 == "(" n ")" {print $4} $2 == n || $2 == "*" n {print $1} NF == 1 {print $1}\' | tr A-F a-f | grep -Ex "[0-9a-f]{64}|[0-9a-f]{128}" | head -1)',
  '[ -n "$want" ] || { echo "$2 does not name $3" >&2; exit 2; }',
  'is=$("sha$4sum" <"$1" | cut -d" " -f1)',
  '[ "$is" = "$want" ] || { echo "its checksum is $is and should be $want: it is damaged or another one, and was removed: fetch it again." >&2; rm -f "$1"; exit 1; }',
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
  '  xz -dc <"$1" >"$1.raw" || exit 1',
  '  if [ -e "$3" ]; then printf "%s %s\\n" "$(sha256sum <"$1.raw" | cut -d" " -f1)" "$(cut -d" " -f2 "$3")" >"$3.new" && mv "$3.new" "$3"; fi',
  '  mv -n "$1.raw" "$2" && rm -f "$1" || exit 1;;',
  '*) mv -n "$1" "$2" || exit 1;; esac',
  'chmod 644 "$2"; qemu-img info "$2"',
].join('\n');

/** $1 a file of the host, $2 its place: a copy that nothing is written over by. */
export const importScript =
  '[ ! -e "$2" ] && cp --reflink=auto "$1" "$2.part" && mv -n "$2.part" "$2" && chmod 644 "$2" && qemu-img info "$2"';
