import type {Recording} from './recording.ts';

export type Answer = {readonly exit: number | 'timeout'; readonly stdout: string; readonly stderr: string};

export type Verdict = {
  readonly exit: boolean;
  readonly text: boolean;
  readonly kind: 'exact' | 'result' | 'flood';
  readonly wanted: string;
  readonly got: string;
};

export const compare = (recording: Recording, answer: Answer): Verdict => {
  if (recording.exit === 'timeout') return compareFlood(recording, answer);
  const reads = isExact(recording);
  const wanted = reads ? whole(recording.stdout, recording.stderr ?? '') : results(recording.stdout);
  const got = reads ? whole(answer.stdout, answer.stderr) : results(answer.stdout);
  return {exit: recording.exit === answer.exit, text: wanted === got, kind: reads ? 'exact' : 'result', wanted, got};
};

/** What differs from call to call, and what only the shell or GNU tools of the recording worded. */
const masks: readonly (readonly [RegExp, string])[] = [
  [/done in (\d+ hours?,? (and )?)?(\d+ minutes? and )?\d+ seconds?/g, 'done in # seconds'],
  [/\b1[5-9]\d{8}\b/g, '<epoch>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uuid>'],
  [/\b([0-9a-f]{2}:){5}[0-9a-f]{2}\b/g, '<mac>'],
  [/\b\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?\b/g, '<time>'],
  [/\b(PID: |jid: |by pid: )\d+/g, '$1<pid>'],
  [/(ftmp\/test\.|tmp\/src\.)\d+/g, '$1<pid>'],
  [/^\/(usr\/)?s?bin\/(\w+): /gm, '$2: '],
  [/^\[: .*\n/gm, ''],
  [/^init_systap: waiting for link: .*\n/gm, ''],
  [/^ipfw: retrieving config failed.*\n/gm, ''],
  [/^[0-9a-f]{32}$/gm, '<checksum of the profile files>'],
  [/"imgsize_max": "\w+", "imgsize_max_bytes": \d+/g, '"imgsize_max": <size of the disk>'],
  [/^(Send SIGTERM to [^.]+\.).*$/gm, '$1 …'],
];

const mask = (text: string): string => {
  const masked = masks.reduce((rest, [pattern, by]) => rest.replace(pattern, by), text);
  // A pid in a table also moves the columns behind it.
  const table = masked.replace(/^(\S+ +)\d{3,}( .*\bOn\b)/gm, '$1<pid>$2');
  return table === masked ? masked : table.replace(/ {2,}/g, '  ');
};

const whole = (stdout: string, stderr: string): string => `${mask(stdout)}\n--\n${mask(stderr).trim()}`;

const reading =
  /^cbsd(\s+(jls|bls|jget|bget|freejname|dhcpd|bases|taskls|get-profiles|version|--version|summary|jstatus|imgtype)\b|\s+(node|media|expose)\s+mode=(list|get)\b|\s+expose$|\s+\S+\s+--args|\s+-c\b|$)/;

const isExact = (recording: Recording): boolean =>
  recording.exit !== 0 || reading.test(recording.cmd.replace(/^([A-Z]+=\S+ )+/, ''));

/** Of a command that changes something every line counts but blank ones; its stderr is progress. */
const results = (text: string): string =>
  mask(text)
    .split('\n')
    .filter(line => line.trim() !== '')
    .join('\n');

/** A question that nobody answers: it has begun as recorded, and the same line comes again and again. */
const compareFlood = (recording: Recording, answer: Answer): Verdict => {
  const lines = mask(recording.stdout).split('\n');
  const question = lines.find(line => /^\[.*yes\(1\)/.test(line)) ?? '';
  const start = lines.slice(0, lines.indexOf(question)).join('\n');
  const got = mask(answer.stdout);
  const floods = got.startsWith(start) && got.split(question).length > 1000;
  return {
    exit: answer.exit === 'timeout',
    text: floods,
    kind: 'flood',
    wanted: start,
    got: got.slice(0, start.length + 200),
  };
};
