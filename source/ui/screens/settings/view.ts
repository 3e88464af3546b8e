import type {Role} from '../../../terminal/theme.ts';
import {line, type Paint, selected, span} from '../../paint.ts';
import {bodyRows, type Line, type Picture, type World} from '../../screen.ts';
import {type SettingsRow, settingsRows} from './rows.ts';
import type {SettingsScreen} from './state.ts';

export function drawSettings({view}: SettingsScreen, world: World, paint: Paint): Picture {
  const rows = settingsRows(world);
  const height = bodyRows(world.size);
  return {
    heading: 'Settings',
    aside:
      rows.length > height ? `rows ${view.top + 1}-${Math.min(rows.length, view.top + height)} of ${rows.length}` : '',
    rest: 'Shown as it would look; Enter keeps it',
    lines: rows
      .slice(view.top, view.top + height)
      .map((row, index) => rowLine(row, view.top + index === view.cursor, world, paint)),
  };
}

const labelWidth = 16;

function rowLine(row: SettingsRow, isSelected: boolean, {size}: World, paint: Paint): Line {
  if (row.kind === 'group')
    return line(span(`${paint.glyphs.rule.repeat(2)} ${row.title}`, 'rule'), ...sample(row, size.columns, paint));
  const {choice, isKept} = row;
  const whole = line(
    isSelected ? `${paint.glyphs.cursor} ` : '  ',
    span(paint.fit(`${isKept ? paint.glyphs.done : ' '} ${choice.label}`, labelWidth), isKept ? 'good' : 'text'),
    span(paint.fit(` ${choice.note}`, size.columns - labelWidth - 2), 'muted'),
  );
  return isSelected ? selected(whole) : whole;
}

/** Beside the colours' title: what matters most to tell apart. */
function sample({title}: Extract<SettingsRow, {kind: 'group'}>, columns: number, {glyphs}: Paint): Line['spans'] {
  if (title !== 'Colours') return [];
  const parts: readonly (readonly [string, Role])[] = [
    [`${glyphs.running} running`, 'good'],
    [`${glyphs.stopped} stopped`, 'muted'],
    [`${glyphs.unknown} unknown`, 'warn'],
    [`${glyphs.broken} broken`, 'bad'],
    ['command', 'command'],
  ];
  const shown = columns < 70 ? parts.slice(0, -1) : parts;
  return shown.flatMap(([text, role]) => [span('  '), span(text, role)]);
}
