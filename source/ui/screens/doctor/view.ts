import type {Finding, FindingState} from '../../../model/doctor.ts';
import {wrap} from '../../../terminal/fit.ts';
import type {GlyphName} from '../../../terminal/glyphs.ts';
import {scrollTo} from '../../../terminal/scroll.ts';
import type {Role} from '../../../terminal/theme.ts';
import {firstKey} from '../../keymap.ts';
import {line, type Paint, selected, span} from '../../paint.ts';
import type {Line, Picture, World} from '../../screen.ts';
import {filterLines} from '../list.ts';
import {type DoctorScreen, findingRows, paneRows, visibleFindings} from './state.ts';

type Sign = {readonly sign: GlyphName; readonly role: Role};

const signs: Readonly<Record<FindingState, Sign>> = {
  ok: {sign: 'done', role: 'good'},
  warn: {sign: 'warning', role: 'warn'},
  missing: {sign: 'broken', role: 'bad'},
  unknown: {sign: 'unknown', role: 'warn'},
};

export function drawDoctor(screen: DoctorScreen, world: World, paint: Paint): Picture {
  const findings = visibleFindings(screen, world);
  const height = findingRows(screen, world);
  const {cursor, top} = scrollTo(screen.view, screen.view.cursor, findings.length, height);
  const rows = findings.slice(top, top + height).map((each, index) => row(each, top + index === cursor, world, paint));
  const blank = Array.from({length: Math.max(0, height - Math.max(1, rows.length))}, () => line(''));
  const finding = findings[cursor];
  return {
    heading: 'Doctor',
    aside: aside(screen, world, paint),
    lines: [
      ...filterLines(screen, paint),
      ...(rows.length > 0 ? rows : [line(world.diagnosis ? '  No check matches.' : '  Looking at the host.')]),
      ...blank,
      line(span(paint.glyphs.rule.repeat(world.size.columns), 'muted')),
      ...(finding ? about(finding, world, paint) : []),
    ],
  };
}

function aside({filter}: DoctorScreen, {diagnosis}: World, paint: Paint): string {
  if (!diagnosis) return 'reading';
  const count = (state: FindingState) => diagnosis.findings.filter(each => each.state === state).length;
  const parts = (['missing', 'warn', 'unknown', 'ok'] as const).filter(state => count(state) > 0);
  return [...parts.map(state => `${count(state)} ${state}`), ...(filter ? [`matching ${filter}`] : [])].join(
    ` ${paint.glyphs.dot} `,
  );
}

function row(finding: Finding, isSelected: boolean, {size}: World, paint: Paint): Line {
  const {sign, role} = signs[finding.state];
  const title = Math.min(40, Math.max(26, Math.floor(size.columns / 3)));
  const whole = line(
    isSelected ? `${paint.glyphs.cursor} ` : '  ',
    span(`${paint.glyphs[sign]} ${paint.fit(finding.state, 8)}`, role),
    `${paint.fit(finding.title, title)}  `,
    span(paint.cut(finding.found, size.columns - title - 15), 'muted'),
  );
  return isSelected ? selected(whole) : whole;
}

/** What was found may take what the other lines leave; nothing is cut that there is room for. */
function about({found, wanted, why, fix, state, harmless}: Finding, {size}: World, paint: Paint): readonly Line[] {
  const width = size.columns - 10;
  const told = (label: string, text: string, most: number): readonly Line[] => {
    const lines = wrap(paint.clean(text), width);
    const shown = lines.length > most ? [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')] : lines;
    return shown.map((part, index) =>
      line(span(` ${paint.fit(index === 0 ? label : '', 8)}`, 'muted'), paint.cut(part, width)),
    );
  };
  const way =
    fix === null
      ? []
      : told('Mend', `${fix} (${firstKey('mend')}${harmless ? `; ${firstKey('mend-all')} all harmless` : ''})`, 1);
  const ends = [...(state === 'ok' ? [] : told('Wanted', wanted, 1)), ...told('Why', why, 2), ...way];
  return [...told('Found', found, paneRows - 1 - ends.length), ...ends];
}
