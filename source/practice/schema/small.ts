/** The small databases: one guest’s forwards and NICs, and those beside the node’s. */
export const exposeSchema = `
  CREATE TABLE expose (
    pin INTEGER, pout INTEGER, proto VARCHAR(5) DEFAULT 'tcp', inaddr VARCHAR(128) DEFAULT 'nodeip',
    outaddr VARCHAR(128) DEFAULT '', fromips VARCHAR(128) NOT NULL DEFAULT 'any'
  );
`;

export const jailSchema = `
  CREATE TABLE jailnic (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(64) UNIQUE DEFAULT '', nic_order integer default 0,
    nic_slot text default 0, nic_parent text default "auto", nic_hwaddr text default 0, nic_address text default 0,
    nic_persistent integer default 0
  );
`;

export const mediaSchema = `
  CREATE TABLE media (
    idx INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(64) DEFAULT '', path TEXT DEFAULT NULL,
    type VARCHAR(64) DEFAULT '', jname VARCHAR(64) DEFAULT '', size INTEGER DEFAULT '0' NULL
  );
`;

export const taskSchema = `
  CREATE TABLE taskd (
    id INTEGER PRIMARY KEY AUTOINCREMENT, st_time text default now, end_time text default 0,
    user text default root, cmd text default 0, status integer default 0, errcode integer default 0,
    owner text default root, logfile text default 0, logtype text default auto, notify integer default 1,
    autoflush integer default 0, after integer default 0, client_id integer default 0, jname text default 0
  );
`;

export const nodesSchema = `
  CREATE TABLE nodelist (
    nodename TEXT UNIQUE PRIMARY KEY, ip TEXT, port INTEGER, keyfile TEXT, rootkeyfile TEXT, status INTEGER,
    invfile TEXT, idle TIMESTAMP DATE
  );
`;

export const imagesSchema = `
  CREATE TABLE images (
    id INTEGER PRIMARY KEY AUTOINCREMENT, md5 TEXT DEFAULT 0, name TEXT UNIQUE, path TEXT UNIQUE, source,
    emulator TEXT DEFAULT 0, size INTEGER DEFAULT '0' NULL,
    created TIMESTAMP DATE DEFAULT (datetime('now','localtime'))
  );
`;

export const authkeySchema = `
  CREATE TABLE authkey (
    idx INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(64) UNIQUE DEFAULT '', authkey TEXT DEFAULT NULL
  );
`;

export const vpnetSchema = `
  CREATE TABLE vpnet (
    idx INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(64) UNIQUE DEFAULT '', vpnet TEXT DEFAULT NULL
  );
`;
