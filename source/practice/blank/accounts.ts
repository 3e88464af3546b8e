import type {Call} from '../call.ts';
import type {World} from '../world.ts';

const file = '/etc/passwd';

type Account = readonly [
  name: string,
  mark: string,
  uid: string,
  gid: string,
  gecos: string,
  home: string,
  shell: string,
];

const read = (world: World): readonly Account[] =>
  (world.read(file) ?? '').split('\n').flatMap(line => {
    const [name, mark, uid, gid, gecos, home, shell] = line.split(':');
    return name && mark && uid && gid && gecos !== undefined && home && shell
      ? [[name, mark, uid, gid, gecos, home, shell] as const]
      : [];
  });

const keep = (world: World, accounts: readonly Account[]): void => {
  world.write(file, accounts.map(account => `${account.join(':')}\n`).join(''));
};

export const accountOf = (world: World, name: string): Account | undefined =>
  read(world).find(([known]) => known === name);

export const addAccount = (world: World, name: string, home: string, comment: string): void =>
  keep(world, [...read(world), [name, '*', '150', '150', comment, home, '/bin/sh']]);

export const moveHome = (world: World, name: string, home: string): void =>
  keep(
    world,
    read(world).map(account => {
      const [known, mark, uid, gid, gecos, old, shell] = account;
      return [known, mark, uid, gid, gecos, known === name ? home : old, shell];
    }),
  );

/** `pw usershow|useradd|usermod|userdel NAME [-d HOME] [-c COMMENT] …`, as far as CBSD and its package call it. */
export const pw = (call: Call): number => {
  const [verb = '', ...rest] = call.argv;
  const option = (letter: string): string | null => {
    const at = rest.indexOf(`-${letter}`);
    return at < 0 ? null : (rest[at + 1] ?? '');
  };
  const name =
    option('n') ?? rest.find((word, index) => !word.startsWith('-') && !/^-[a-z]$/.test(rest[index - 1] ?? '')) ?? '';
  const account = accountOf(call.world, name);
  if (verb !== 'useradd' && account === undefined) {
    call.err(`pw: no such user \`${name}'\n`);
    return 67;
  }
  switch (verb) {
    case 'usershow':
      call.say((account ?? []).join(':'));
      return 0;
    case 'useradd':
      if (account !== undefined) {
        call.err(`pw: login name \`${name}' already exists\n`);
        return 65;
      }
      addAccount(call.world, name, option('d') ?? `/home/${name}`, option('c') ?? 'User &');
      return 0;
    case 'usermod':
      moveHome(call.world, name, option('d') ?? account?.[5] ?? '');
      return 0;
    case 'userdel':
      keep(
        call.world,
        read(call.world).filter(([known]) => known !== name),
      );
      return 0;
    default:
      call.err(`practice: not simulated: pw ${verb}\n`);
      return 127;
  }
};
