/**
 * What a set-up asks dozens of times, answered by sh itself where it can; everything else falls through to the program. `$R` is the
 * folder that stands for `/`.
 */
export const quickFirst: Readonly<Record<string, string>> = {
  // what a practice mirror gave is a hole with a note of its digest, which the program reads
  sha256: `
[ -e "$R/var/run/practice-given" ] ||
case $2 in "$R"/*) f=$2;; /*) f=$R$2;; *) f=;; esac
[ "$1" = -q ] && [ $# = 2 ] && [ -f "\${f-}" ] && [ -x /usr/bin/sha256sum ] && { told "$@"; s=$(/usr/bin/sha256sum < "$f"); echo "\${s%% *}"; exit; }`,
  pkg: `
[ "$1 $2" = 'info -e' ] && [ $# = 3 ] && { told "$@"; [ -e "$R/var/db/pkg/$3" ]; exit; }`,
  pw: `
if [ "$1" = usershow ] && [ $# = 2 ] && [ -e "$R/etc/passwd" ]; then
  told "$@"
  while IFS= read -r l; do case $l in "$2":*) printf '%s\\n' "$l"; exit 0;; esac; done < "$R/etc/passwd"
  printf '%s\\n' "pw: no such user \\\`$2'" >&2; exit 67
fi`,
  service: `
case $2 in status|onestatus)
  if [ "$1" = cbsdd ] && [ -e "$R/usr/local/cbsd" ] && [ -e "$R/var/run/practice-services" ]; then
    told "$@"
    while IFS= read -r l; do [ "$l" = cbsdd ] && { echo 'cbsdd is running as pid 812.'; exit 0; }; done < "$R/var/run/practice-services"
    echo 'cbsdd is not running.'; exit 1
  fi;;
esac`,
  ls: `
case $2 in "$R"/*) f=$2;; /*) f=$R$2;; *) f=;; esac
[ "$1" = -a ] && [ $# = 2 ] && [ -d "$f" ] && told "$@" && exec /bin/ls -a "$f"`,
};
