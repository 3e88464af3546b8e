import {Box, useCursor} from 'ink';
import type {ReactElement, ReactNode} from 'react';
import type {FleetHost} from '../actions/fleet/host.ts';
import {widthOf, wrap} from '../terminal/fit.ts';
import {keyLabel} from '../terminal/keys.ts';
import {hostStyle} from './host-name.ts';
import {footerRows, type Ground, keyOf} from './keymap.ts';
import {Lines} from './lines.tsx';
import {line, type Paint, span} from './paint.ts';
import {bodyRows, type Flash, type Line, type Picture, type Size, type World} from './screen.ts';

type Props = {
  readonly picture: Omit<Picture, 'lines'>;
  readonly ground: Ground;
  /** What just happened; more than one row takes the rest from the body's end. */
  readonly told: readonly Line[];
  readonly world: World;
  readonly paint: Paint;
  readonly children: ReactNode;
};

/** One frame for every screen: whose host this is, where one is, the body, what just happened, the keys valid now. */
export function Frame({picture, ground, told, world, paint, children}: Props): ReactElement {
  const {size} = world;
  const {setCursorPosition} = useCursor();
  setCursorPosition(picture.caret && {x: picture.caret.x, y: picture.caret.y + 2});
  return (
    <Box
      flexDirection="column"
      width={size.columns}
      height={size.rows - 1}
      overflow="hidden"
      {...(paint.theme.ground && {backgroundColor: paint.theme.ground})}
    >
      <Lines
        height={2}
        columns={size.columns}
        paint={paint}
        lines={[titleLine(world, paint, picture.hosts), headingLine(picture, size, paint)]}
      />
      <Box height={bodyRows(size) - told.length + 1} flexDirection="column" overflow="hidden">
        {children}
      </Box>
      <Lines
        height={told.length + 1}
        columns={size.columns}
        paint={paint}
        lines={[...told, footerLine(ground, size, paint)]}
      />
    </Box>
  );
}

/** By whom commands are run here; a right without words of its own stands as it is. */
const rightsWords: Readonly<Record<string, string>> = {
  root: 'as root',
  sudo: 'by sudo',
  doas: 'by doas',
  'platform-user': 'as its own user',
  none: 'only looking: no rights to change it',
};

/** Whose host this is, its name in the colour that the operator gave it; or the other hosts that a picture is about. */
export function titleLine(world: World, paint: Paint, others: readonly string[] = []): Line {
  const {host, fleet, size} = world;
  if (others.length > 0) return othersLine(others, world, paint);
  const platform = [host.platform, host.version].filter(Boolean).join(' ');
  const facts = [host.name, platform, rightsWords[host.rights] ?? host.rights]
    .filter(Boolean)
    .join(` ${paint.glyphs.dot} `);
  const practice = host.practice ? [span(' PRACTICE HOST ', 'practice'), ' '] : [];
  const room =
    size.columns - practice.reduce((sum, part) => sum + (typeof part === 'string' ? 1 : part.text.length), 0);
  const name = widthOf(paint.clean(facts)) + 14 <= room ? [span('construct-tui', 'title'), ' '] : [];
  const shown = paint.cut(facts, room - (name.length > 0 ? 14 : 0));
  const coloured = hostStyle(fleet.find(each => each.name === host.name)?.settings.colour ?? '', paint);
  if (!('style' in coloured)) return line(...name, ...practice, span(shown, 'muted'));
  const end = paint.clean(host.name).length;
  return line(...name, ...practice, {text: shown.slice(0, end), ...coloured}, span(shown.slice(end), 'muted'));
}

/** As many of them as there is room for. */
function othersLine(names: readonly string[], {fleet, host, size}: World, paint: Paint): Line {
  const colours = new Map(fleet.map(({name, settings}) => [name, settings.colour]));
  const isPractice = ({name, settings, isHere}: FleetHost) =>
    names.includes(name) && (settings.practice !== null || (isHere && host.practice));
  const label = fleet.some(isPractice) ? ' PRACTICE HOST ' : '';
  const title = label === '' ? 'construct-tui' : `construct-tui ${label}`;
  const moreOf = (count: number) => (count > 0 ? ` and ${count} more` : '');
  let room = size.columns - title.length - moreOf(names.length).length;
  const shown = names.filter((name, index) => {
    room -= widthOf(paint.clean(name)) + 2;
    return room >= 0 || index === 0;
  });
  return line(
    span('construct-tui', 'title'),
    ...(label === '' ? [] : [' ', span(label, 'practice')]),
    ...shown.flatMap((name, index) => [
      index === 0 ? ' ' : ', ',
      {text: paint.cut(name, size.columns - title.length - 1), ...hostStyle(colours.get(name) ?? '', paint)},
    ]),
    span(moreOf(names.length - shown.length), 'muted'),
  );
}

/** The rule with the screen's name on its left and its figures on its right. */
function headingLine({heading, aside}: Omit<Picture, 'lines'>, {columns}: Size, paint: Paint): Line {
  const {rule} = paint.glyphs;
  const parts = typeof aside === 'string' ? [aside] : aside;
  const text = paint.cut(partsBeside(heading, parts, columns, paint), Math.floor(columns * 0.6));
  const right = text ? ` ${text} ` : '';
  const left = paint.cut(heading, Math.max(8, columns - widthOf(right) - 8));
  const between = columns - widthOf(left) - widthOf(right) - 5;
  return line(
    span(`${rule.repeat(2)} `, 'rule'),
    span(left, 'title'),
    span(` ${rule.repeat(Math.max(0, between))}`, 'rule'),
    span(right, 'muted'),
    span(rule, 'rule'),
  );
}

function partsBeside(heading: string, parts: readonly string[], columns: number, paint: Paint): string {
  const text = parts.join(` ${paint.glyphs.dot} `);
  const isWhole = widthOf(paint.clean(heading)) + widthOf(paint.clean(text)) + 8 <= columns;
  return isWhole || parts.length < 2 ? text : partsBeside(heading, parts.slice(0, -1), columns, paint);
}

/** What happened, whole, for a refusal's way out stands at its end; else what the place says of itself, in one row. */
export function toldLines(flash: Flash | null, rest: string, {columns}: Size, paint: Paint): readonly Line[] {
  if (!flash) return [line(span(paint.cut(rest, columns), 'muted'))];
  const rows = wrap(paint.clean(flash.text), columns);
  const seen = rows.slice(0, mostTold - 1);
  const last = rows.slice(mostTold - 1).join(' ');
  return [...seen, ...(last ? [paint.cut(last, columns)] : [])].map(text => line(span(text, flash.role)));
}

const mostTold = 3;

/** Never left out: the door to all the other keys, and the way back. */
const keptAlways = ['help', 'back'];

/** As many keys as there is room for, the least important ones left out. */
function footerLine(ground: Ground, {columns}: Size, paint: Paint): Line {
  const hints = footerRows(ground).map(row => ({
    id: row.id,
    key: keyLabel(keyOf(row, ground) ?? ''),
    title: row.title,
  }));
  const width = (kept: typeof hints): number =>
    kept.reduce((sum, {key, title}) => sum + key.length + title.length + 3, -2);
  let kept = hints;
  while (width(kept) > columns) {
    const last = kept.findLastIndex(({id}) => !keptAlways.includes(id));
    if (last < 0) break;
    kept = kept.toSpliced(last, 1);
  }
  return line(
    ...kept.flatMap(({key, title}, index) => [index > 0 ? '  ' : '', span(key, 'key'), ` ${paint.clean(title)}`]),
  );
}
