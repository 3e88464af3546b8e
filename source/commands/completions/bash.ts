import type {Surface} from '../surface.ts';
import {listings, placesOf, type Source, scopes, valuesOf} from './grammar.ts';

/** For bash 3.2 and later, without the bash-completion package. */
export function bashCompletion(surface: Surface): string {
  const {options} = surface;
  const valued = options.filter(({value}) => value);
  const offered = options.flatMap(({name, short}) => [`--${name}`, ...(short ? [`-${short}`] : [])]);
  return `# construct-tui in bash: source <(construct-tui completion bash)
_construct_tui_reply() { COMPREPLY=($(compgen "$@" -- "$current")); }
_construct_tui_guests() { _construct_tui_reply -W "$1 $(${listings.guests.replace('SCOPE', scopeWords)})"; }
_construct_tui_jobs() { _construct_tui_reply -W "$1 $(${listings.jobs.replace('SCOPE', scopeWords)})"; }
_construct_tui_sets() { _construct_tui_reply -W "$1 $(${listings.sets.replace('SCOPE', scopeWords)})"; }
_construct_tui() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} place= skip= index word
  local -a scope
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    if [[ $skip ]]; then skip=; continue; fi
    case $word in
${options
  .filter(({name}) => scopes.some(scope => scope === name))
  .map(({name, value}) =>
    value
      ? `      --${name}) scope+=("$word" "\${COMP_WORDS[index + 1]}"); skip=1 ;;`
      : `      --${name}) scope+=("$word") ;;`,
  )
  .join('\n')}
      ${valued
        .filter(({name}) => !scopes.some(scope => scope === name))
        .map(({name}) => `--${name}`)
        .join('|')}|=) skip=1 ;;
      -*) ;;
      *) place+=\${place:+ }$word ;;
    esac
  done
  case $before in
${valued.map(row => `    --${row.name}) ${reply(valuesOf(row, surface))}; return ;;`).join('\n')}
  esac
  if [[ $current == -* ]]; then _construct_tui_reply -W '${offered.join(' ')}'; return; fi
  case $place in
${placesOf(surface)
  .toSorted((one, other) => other.place.length - one.place.length)
  .flatMap(row => [
    `    '${row.place.join(' ')}') ${reply({words: row.words.map(({word}) => word), source: row.source})} ;;`,
    ...(row.further && row.place.length > 0
      ? [`    '${row.place.join(' ')} '*) ${reply({words: [], source: row.further})} ;;`]
      : []),
  ])
  .join('\n')}
  esac
}
complete -F _construct_tui construct-tui`;
}

const scopeWords = `"\${scope[@]}"`;

function reply({words, source}: {readonly words: readonly string[]; readonly source: Source | null}): string {
  if (source === 'files') return '_construct_tui_reply -f';
  if (source) return `_construct_tui_${source} '${words.join(' ')}'`;
  return words.length > 0 ? `_construct_tui_reply -W '${words.join(' ')}'` : ':';
}
