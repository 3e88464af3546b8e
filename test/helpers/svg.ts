import type {IBufferCell, Terminal} from '@xterm/headless';

const cell = {width: 8.4, height: 18, font: 14};
const margin = 12;

/** The 16 colours of a terminal, then the two that it uses where nobody says. */
const palette = [
  ...['#1d1f21', '#cc6666', '#8fbf6f', '#e0b050', '#6f9fd8', '#b294bb', '#5fb8b8', '#c5c8c6'],
  ...['#7c8187', '#ff7b72', '#a5d68a', '#f2cc60', '#8ab8f0', '#d2a8ff', '#7fdcdc', '#ffffff'],
];
const usual = {ink: '#d4d7d6', paper: '#16181a'};

type Style = {
  readonly ink: string;
  readonly paper: string;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly underline: boolean;
};

type Run = Style & {readonly x: number; readonly width: number; readonly text: string};

/** What an emulated terminal shows, as a picture that any browser draws the same: each run of one style has its exact width. */
export function svgOf(terminal: Terminal, title: string): string {
  const [width, height] = [terminal.cols * cell.width + 2 * margin, terminal.rows * cell.height + 2 * margin];
  const rows = Array.from({length: terminal.rows}, (_, row) =>
    runsOf(terminal, row)
      .map(run => drawn(run, row))
      .join(''),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${usual.paper}"/>`,
    `<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="${cell.font}" xml:space="preserve" style="white-space: pre">`,
    ...rows.filter(Boolean),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function runsOf(terminal: Terminal, row: number): readonly Run[] {
  const {active} = terminal.buffer;
  const line = active.getLine(active.viewportY + row);
  const runs: Run[] = [];
  for (let x = 0; x < terminal.cols; x += 1) {
    const found = line?.getCell(x);
    if (!found || found.getWidth() === 0) continue;
    const style = styleOf(found);
    const last = runs.at(-1);
    const text = found.getChars() || ' ';
    if (last && isSame(last, style))
      runs[runs.length - 1] = {...last, width: last.width + found.getWidth(), text: last.text + text};
    else runs.push({...style, x, width: found.getWidth(), text});
  }
  return runs;
}

const isSame = (one: Style, other: Style): boolean =>
  one.ink === other.ink &&
  one.paper === other.paper &&
  one.bold === other.bold &&
  one.dim === other.dim &&
  one.underline === other.underline;

function styleOf(found: IBufferCell): Style {
  const ink = found.isFgDefault() ? usual.ink : colour(found.getFgColor(), found.isFgRGB());
  const paper = found.isBgDefault() ? usual.paper : colour(found.getBgColor(), found.isBgRGB());
  const isTurned = found.isInverse() !== 0;
  return {
    ink: isTurned ? paper : ink,
    paper: isTurned ? ink : paper,
    bold: found.isBold() !== 0,
    dim: found.isDim() !== 0,
    underline: found.isUnderline() !== 0,
  };
}

function colour(value: number, isRgb: boolean): string {
  const named = isRgb ? undefined : palette[value];
  if (named) return named;
  return `#${(isRgb ? value : cube(value)).toString(16).padStart(6, '0')}`;
}

/** The colours from 16 on: six steps of each part, then 24 greys. */
function cube(value: number): number {
  if (value >= 232) return (8 + 10 * (value - 232)) * 0x010101;
  const part = (step: number): number => (step === 0 ? 0 : 55 + 40 * step);
  const index = value - 16;
  return (part(Math.floor(index / 36)) << 16) | (part(Math.floor(index / 6) % 6) << 8) | part(index % 6);
}

function drawn({x, width, text, ink, paper, bold, dim, underline}: Run, row: number): string {
  const [left, top, wide] = [number(margin + x * cell.width), margin + row * cell.height, number(width * cell.width)];
  const ground =
    paper === usual.paper
      ? ''
      : `<rect x="${left}" y="${top}" width="${wide}" height="${cell.height}" fill="${paper}"/>`;
  if (text.trim() === '') return ground;
  const weight = bold ? ' font-weight="bold"' : '';
  const shade = dim ? ' opacity="0.6"' : '';
  const rule = underline ? ' text-decoration="underline"' : '';
  return `${ground}<text x="${left}" y="${top + 13.5}" textLength="${wide}" fill="${ink}"${weight}${shade}${rule}>${escaped(text)}</text>`;
}

const number = (value: number): string => `${Math.round(value * 10) / 10}`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
