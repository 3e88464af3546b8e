import process from 'node:process';
import type {Fleet} from '../actions/fleet/fleet.ts';
import type {Session} from '../actions/session.ts';
import {writeAudit} from '../actions/write-audit.ts';
import {writeScript} from '../actions/write-script.ts';
import type {Preferences} from '../settings/preferences.ts';
import {away, stopped} from '../terminal/away.ts';
import {applyDepth, asksBackground, backgroundOf, backgroundQuestion, depthOf} from '../terminal/colour.ts';
import {createDecoder} from '../terminal/decode.ts';
import {wantsAscii} from '../terminal/glyphs.ts';
import {tap} from '../terminal/tap.ts';
import {createApp} from './app.ts';
import type {Outside} from './outside.ts';
import {createPaints} from './paints.ts';
import {createSwitch, type HostJob} from './switch.ts';
import type {Handles} from './view.tsx';

export type ScreenOptions = {
  readonly preferences: Preferences;
  readonly noColor: boolean;
  readonly fellBack: boolean;
  /** With the guided tour at its foot. */
  readonly isTour: boolean;
  /** Keeps a preference for the next time. */
  prefer(name: keyof Preferences, value: string): Promise<void>;
};

/** Seconds: the grain of the looks at the host while the screen is open. */
const grain = 5;

/**
 * The screen, until the operator leaves it; resolves with the exit code (0, 130 for Ctrl-C). The caller has asked
 * `canPaint`. Ink is loaded here and not before: it reads FORCE_COLOR only then.
 */
export async function runScreen(session: Session, fleet: Fleet, options: ScreenOptions): Promise<number> {
  applyDepth(depthOf(process.env, options.noColor), process.env);
  // Ink does it too, but only after its first frame: until then keys would be echoed into it, and Ctrl-Z would stop us half painted.
  process.stdin.setRawMode(true);
  const [{render}, {Root}, {createElement}] = await Promise.all([import('ink'), import('./view.tsx'), import('react')]);
  const {stdin, stdout} = process;
  const paints = createPaints(wantsAscii(process.env));
  const texts: string[] = [];
  let handles: Handles | null = null;
  let code = 0;

  const outside: Omit<Outside, 'goTo'> = {
    now: Date.now,
    send: text => void stdout.write(text),
    redraw: () => void handles?.suspendTerminal(async () => {}),
    suspend: () => void handles?.suspendTerminal(() => away(stopped)),
    async away<T>(task: () => Promise<T>): Promise<T> {
      const ended: {readonly value: T}[] = [];
      await handles?.suspendTerminal(() => away(async () => void ended.push({value: await task()})));
      const [first] = ended;
      if (!first) throw new Error('The terminal could not be let go of');
      return first.value;
    },
    save: plan => writeScript(plan, process.cwd()),
    saveJobs: (audit, jobs) => writeAudit(audit, jobs, process.cwd()),
    leave(with_) {
      code = with_;
      instance.unmount();
    },
    keep: text => void texts.push(text),
    prefer: options.prefer,
  };
  let preferences = options.preferences;
  const app = createSwitch(
    fleet,
    session,
    {columns: stdout.columns || 80, rows: stdout.rows || 24},
    (its, goTo, size) =>
      createApp(
        its,
        {
          ...outside,
          goTo,
          prefer(name, value) {
            preferences = {...preferences, [name]: value};
            return outside.prefer(name, value);
          },
        },
        {
          ...{fleet, size, preferences},
          background: backgroundOf(process.env),
          fellBack: options.fellBack && its === session,
          tour: options.isTour ? 0 : null,
        },
      ),
  );
  const decoder = createDecoder(app.input);
  stdout.write('\r'); // a cursor that is not in the first column costs the first row
  const instance = render(
    createElement(Root, {
      app,
      paints,
      onMount: found => {
        handles = found;
      },
    }),
    {
      stdin: tap(stdin, decoder.push),
      alternateScreen: true,
      incrementalRendering: true,
      interactive: true,
      exitOnCtrlC: false,
    },
  );
  app.begin();
  void fleet.reload().catch(() => {}); // a file that cannot be read is told where hosts are looked at
  if (asksBackground(process.env)) stdout.write(backgroundQuestion);
  let waited = 0;
  const timer = setInterval(() => {
    waited += grain;
    const every = Number(app.snapshot().world.preferences.refresh);
    if (!(every > 0) || waited < every) return;
    waited = 0;
    void app.session().refresh();
  }, grain * 1000);
  try {
    await instance.waitUntilExit();
  } finally {
    clearInterval(timer);
    decoder.close();
    app.close();
  }
  stdout.write(farewell(app.jobs(), texts));
  return code;
}

/** What is left on the normal screen: that jobs go on, and what was copied, for terminals that have no clipboard for us. */
function farewell(jobs: readonly HostJob[], texts: readonly string[]): string {
  const lines = [
    ...jobs.map(({host, id}) => `Job ${id} goes on: construct-tui ${wayTo(host)}jobs attach ${id}`),
    ...(texts.length > 0 ? ['What you copied:', ...new Set(texts)] : []),
  ];
  return lines.map(text => `${text}\n`).join('');
}

const wayTo = ({name, isFar, practice}: Session['host']): string =>
  isFar ? `--host ${name} ` : practice ? '--practice ' : '';
