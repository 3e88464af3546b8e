import {shell} from '../text/sections.ts';
import type {Command} from './command.ts';

/** $1…: paths; prints those at which something is, a line each. */
const script = 'for p do [ -e "$p" ] && printf "%s\\n" "$p"; done; exit 0';

/** The look that tells at which of these paths something is; what a link leads to counts, not the link. */
export const whichAreThere = (...paths: readonly string[]): Command => ({argv: shell(script, ...paths), paths});
