export {section} from '../../../text/sections.ts';

/** Names that may stand in an `.open` line; the same rule as `quotable` of the names that we pass ourselves. */
export const safeName = '*[!a-zA-Z0-9_.@%:/-]*';

/** Every guest's forwards, for sqlite3's stdin: a count of the column that 13.x lacks, then the rows. */
export const exposeTables = [
  'for f in jails-system/*/expose.sqlite; do',
  `  case $f in ${safeName}) continue;; esac; [ -r "$f" ] || continue`,
  `  g=\${f#jails-system/}; printf ".print @expose %s\\n.open --readonly %s\\nSELECT count(*) AS has_fromips FROM pragma_table_info('expose') WHERE name = 'fromips';\\nSELECT * FROM expose;\\n" "\${g%/*}" "$f"`,
  'done',
].join('\n');
