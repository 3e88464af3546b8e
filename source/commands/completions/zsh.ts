import type {Surface} from '../surface.ts';
import {listings, type Place, placesOf, type Source, scopes, valuesOf} from './grammar.ts';

/** To be sourced, or kept as `_construct-tui` in a folder of `$fpath`. */
export function zshCompletion(surface: Surface): string {
  const {options} = surface;
  const valued = options.filter(({value}) => value);
  return `#compdef construct-tui
# construct-tui in zsh: source <(construct-tui completion zsh)
_construct_tui_guests() { compadd -- \${(f)"$(${listings.guests.replace('SCOPE', '$scope')})"}; }
_construct_tui_jobs() { compadd -- \${(f)"$(${listings.jobs.replace('SCOPE', '$scope')})"}; }
_construct_tui_sets() { compadd -- \${(f)"$(${listings.sets.replace('SCOPE', '$scope')})"}; }
_construct_tui() {
  local -a place scope choices
  local word skip=
  integer index
  for ((index = 2; index < CURRENT; index++)); do
    word=\${words[index]}
    if [[ -n $skip ]]; then skip=; continue; fi
    case $word in
${options
  .filter(({name}) => scopes.some(scope => scope === name))
  .map(({name, value}) =>
    value
      ? `      --${name}) scope+=("$word" "\${words[index + 1]}"); skip=1 ;;`
      : `      --${name}) scope+=("$word") ;;`,
  )
  .join('\n')}
      ${valued
        .filter(({name}) => !scopes.some(scope => scope === name))
        .map(({name}) => `--${name}`)
        .join('|')}) skip=1 ;;
      -*) ;;
      *) place+=("$word") ;;
    esac
  done
  case \${words[CURRENT - 1]} in
${valued.map(row => `    --${row.name}) ${reply(valuesOf(row, surface))}; return ;;`).join('\n')}
  esac
  if [[ \${words[CURRENT]} == -* ]]; then
    choices=(
${options.flatMap(({name, short, help}) => [`--${name}`, ...(short ? [`-${short}`] : [])].map(word => `      ${described(word, help)}`)).join('\n')}
    )
    _describe option choices
    return
  fi
  case "\${place[*]}" in
${placesOf(surface)
  .toSorted((one, other) => other.place.length - one.place.length)
  .flatMap(row => [
    `    '${row.place.join(' ')}') ${offer(row)} ;;`,
    ...(row.further && row.place.length > 0
      ? [`    '${row.place.join(' ')} '*) ${reply({words: [], source: row.further})} ;;`]
      : []),
  ])
  .join('\n')}
  esac
}
if [[ $funcstack[1] == _construct_tui ]]; then _construct_tui "$@"; else compdef _construct_tui construct-tui; fi`;
}

const described = (word: string, help: string): string =>
  `'${`${word}:${help.replaceAll(':', '\\:')}`.replaceAll("'", "'\\''")}'`;

function offer({words, source}: Place): string {
  const list = words.map(({word, help}) => described(word, help)).join(' ');
  const described_ = words.length > 0 ? [`choices=(${list}); _describe command choices`] : [];
  return [...described_, ...(source ? [reply({words: [], source})] : [])].join('; ') || ':';
}

function reply({words, source}: {readonly words: readonly string[]; readonly source: Source | null}): string {
  if (source === 'files') return '_files';
  if (source) return `_construct_tui_${source}`;
  return words.length > 0 ? `compadd -- ${words.join(' ')}` : ':';
}
