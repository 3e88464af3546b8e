import type {OptionRow} from '../options.ts';
import type {Surface} from '../surface.ts';
import {listings, type Place, placesOf, type Source, scopes, valuesOf} from './grammar.ts';

/** To be sourced, or kept as `construct-tui.fish` among fish's completions. */
export function fishCompletion(surface: Surface): string {
  const {options} = surface;
  const valued = options.filter(({value}) => value).map(({name}) => `--${name}`);
  const isScope = ({name}: OptionRow): boolean => scopes.some(scope => scope === name);
  return `# construct-tui in fish: construct-tui completion fish | source
function __construct_tui_place
    set -l place
    set -l skip
    for word in (commandline -opc)[2..]
        if test -n "$skip"
            set skip
            continue
        end
        switch $word
            case ${valued.join(' ')}
                set skip 1
            case '-*'
            case '*'
                set -a place $word
        end
    end
    string join ' ' -- $place
end
function __construct_tui_scope
    set -l words (commandline -opc)
    for index in (seq (count $words))
        switch $words[$index]
            case ${options
              .filter(row => isScope(row) && !row.value)
              .map(({name}) => `--${name}`)
              .join(' ')}
                echo $words[$index]
            case ${options
              .filter(row => isScope(row) && row.value)
              .map(({name}) => `--${name}`)
              .join(' ')}
                echo $words[$index]
                echo $words[(math $index + 1)]
        end
    end
end
function __construct_tui_at
    set -l place (__construct_tui_place)
    test "$place" = "$argv"
end
function __construct_tui_below
    set -l place (__construct_tui_place)
    string match -q -- "$argv *" "$place"
end
function __construct_tui_guests
    ${listings.guests.replace('SCOPE', '(__construct_tui_scope)')}
end
function __construct_tui_jobs
    ${listings.jobs.replace('SCOPE', '(__construct_tui_scope)')}
end
function __construct_tui_sets
    ${listings.sets.replace('SCOPE', '(__construct_tui_scope)')}
end
complete -c construct-tui -f
${options.map(row => optionLine(row, surface)).join('\n')}
${placesOf(surface).flatMap(placeLines).join('\n')}`;
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function optionLine(row: OptionRow, surface: Surface): string {
  const {name, short, value, help} = row;
  const {words, source} = valuesOf(row, surface);
  const takes = value ? (source === 'files' ? ' -r -F' : ' -x') : '';
  const offers =
    words.length > 0 ? ` -a ${quoted(words.join(' '))}` : source && source !== 'files' ? ` -a ${listed(source)}` : '';
  return `complete -c construct-tui -l ${name}${short ? ` -s ${short}` : ''}${takes}${offers} -d ${quoted(help)}`;
}

const listed = (source: Source): string => quoted(`(__construct_tui_${source})`);

function placeLines({place, words, source, further}: Place): readonly string[] {
  const at = place.join(' ');
  return [
    ...words.map(
      ({word, help}) =>
        `complete -c construct-tui -n ${quoted(`__construct_tui_at ${at}`.trim())} -a ${word} -d ${quoted(help)}`,
    ),
    ...offers('__construct_tui_at', at, source),
    ...offers('__construct_tui_below', at, further),
  ];
}

const offers = (condition: string, at: string, source: Source | null): readonly string[] =>
  source && source !== 'files'
    ? [`complete -c construct-tui -n ${quoted(`${condition} ${at}`)} -a ${listed(source)}`]
    : [];
