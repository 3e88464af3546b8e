import * as fs from 'node:fs';
import {dirname, join, posix} from 'node:path';

/** The host's files, all under one folder. Host paths in, host paths out; `..` ends at the host's root. */
export type Files = {
  path(hostPath: string): string;
  exists(hostPath: string): boolean;
  /** null: not there. */
  read(hostPath: string): string | null;
  bytes(hostPath: string): Uint8Array | null;
  size(hostPath: string): number | null;
  /** Missing parent folders are an error for CBSD, so false then; true when written. Throws ENOSPC when full. */
  write(hostPath: string, content: string | Uint8Array, mode?: number): boolean;
  append(hostPath: string, content: string): boolean;
  makeFolder(hostPath: string): void;
  remove(hostPath: string): void;
  rename(from: string, to: string): boolean;
  /** What lies in one folder into another; `keep` sees names at the top. */
  copy(from: string, to: string, keep?: (name: string) => boolean): void;
  /** Names in a folder, sorted; [] when there is none. */
  list(hostPath: string): string[];
  isFolder(hostPath: string): boolean;
};

export const openFiles = (root: string, changing: () => void): Files => {
  const path = (hostPath: string): string => join(root, posix.resolve('/', hostPath));
  const put = (hostPath: string, write: (real: string) => void): boolean => {
    changing();
    const real = path(hostPath);
    if (!fs.existsSync(dirname(real))) return false;
    write(real);
    return true;
  };
  const attempt = <T>(look: () => T, otherwise: T): T => {
    try {
      return look();
    } catch {
      return otherwise;
    }
  };
  return {
    path,
    exists: hostPath => fs.existsSync(path(hostPath)),
    read: hostPath => attempt(() => fs.readFileSync(path(hostPath), 'utf8'), null),
    bytes: hostPath => attempt(() => fs.readFileSync(path(hostPath)), null),
    size: hostPath => attempt(() => fs.statSync(path(hostPath)).size, null),
    write: (hostPath, content, mode = 0o644) => put(hostPath, real => fs.writeFileSync(real, content, {mode})),
    append: (hostPath, content) => put(hostPath, real => fs.appendFileSync(real, content)),
    makeFolder: hostPath => {
      changing();
      fs.mkdirSync(path(hostPath), {recursive: true});
    },
    remove: hostPath => {
      const real = path(hostPath);
      if (real === path('/')) return;
      changing();
      fs.rmSync(real, {recursive: true, force: true});
    },
    rename: (from, to) => {
      changing();
      return attempt(() => {
        fs.renameSync(path(from), path(to));
        return true;
      }, false);
    },
    copy: (from, to, keep = () => true) => {
      changing();
      for (const name of attempt(() => fs.readdirSync(path(from)), []))
        if (keep(name)) fs.cpSync(join(path(from), name), join(path(to), name), {recursive: true});
    },
    list: hostPath => attempt(() => fs.readdirSync(path(hostPath)).sort(), []),
    isFolder: hostPath => attempt(() => fs.statSync(path(hostPath)).isDirectory(), false),
  };
};
