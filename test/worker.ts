import hooks from 'node:async_hooks';
import process from 'node:process';
import {spec} from 'node:test/reporters';

/**
 * `worker.ts FOLDER FILE…`: runs test files in this process, one after the other; what they write lies in the folder. node:test follows every
 * promise by a hook, to tell which test an error belongs to that nobody caught, and makes each a twentyfold of what it costs. Here it hears of
 * its own tests only, which is how a test finds the group that it stands in; such an error fails the run without the test's name.
 */
type Init = NonNullable<hooks.HookCallbacks['init']>;
const told: Init[] = [];

const {AsyncResource} = hooks;
class ToldOf extends AsyncResource {
  constructor(...[type, options]: ConstructorParameters<typeof AsyncResource>) {
    super(type, options);
    for (const init of told) init(this.asyncId(), type, this.triggerAsyncId(), this);
  }
}

Object.assign(hooks, {
  AsyncResource: ToldOf,
  createHook({init}: hooks.HookCallbacks): hooks.AsyncHook {
    const hook: hooks.AsyncHook = {
      enable() {
        if (init) told.push(init);
        return hook;
      },
      disable: () => hook,
    };
    return hook;
  },
});

const {run} = await import('node:test');
const [folder, ...files] = process.argv.slice(2);
process.env.TMPDIR = folder; // not sooner: tsx keeps what it has compiled where it began
const events = run({files, isolation: 'none'});
const failed: {readonly name: string; readonly error: Error}[] = [];
events.on('test:fail', ({name, todo, details}) => {
  if (todo !== undefined && todo !== false) return;
  process.exitCode = 1;
  failed.push({name, error: details.error});
});
events.compose(spec).pipe(process.stdout);

/** Who waited too long for us: what has failed until now is told. */
process.once('SIGTERM', () => {
  for (const {name, error} of failed) console.error(`✖ ${name}`, error);
  process.exit(1);
});
