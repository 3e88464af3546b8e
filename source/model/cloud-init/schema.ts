import {passedOn, seldom} from './modules.ts';

/**
 * What cloud-init takes in user-data, in JSON Schema draft-04, the dialect of its own schema: our own words for the modules
 * that guests of ours are likely to need, and what 22.4 or the newest takes, for the guest brings its own. Other modules are known
 * by their settings or by their keys alone; an unknown key is refused, for cloud-init passes a typing error over in silence.
 */
const text = {type: 'string'} as const;
const flag = {type: 'boolean'} as const;
const texts = {type: 'array', items: text} as const;
const map = {type: 'object'} as const;
const command = {
  oneOf: [text, texts, {type: 'null'}],
} as const;
const commands = {type: 'array', items: command, minItems: 1} as const;
const size = {oneOf: [{type: 'integer', minimum: 0}, text]} as const;
/** Text in quotes: `0600` without them is the number 384 to YAML 1.1. */
const mode = {type: 'string', pattern: '^[0-7]{3,4}$'} as const;
const members = {oneOf: [text, texts, map]} as const;

const user = {
  oneOf: [
    text,
    {
      type: 'object',
      anyOf: [{required: ['name']}, {required: ['snapuser']}],
      properties: {
        ...{
          name: text,
          gecos: text,
          homedir: text,
          shell: text,
          primary_group: text,
          passwd: text,
          hashed_passwd: text,
        },
        ...{plain_text_passwd: text, selinux_user: text, snapuser: text, uid: {oneOf: [{type: 'integer'}, text]}},
        ...{expiredate: text, inactive: text, groups: members},
        ...{lock_passwd: flag, 'lock-passwd': flag, system: flag, no_create_home: flag, no_user_group: flag},
        ...{no_log_init: flag, ssh_redirect_user: flag, ssh_authorized_keys: texts, ssh_import_id: texts},
        sudo: {oneOf: [text, texts, flag, {type: 'null'}]},
        doas: texts,
      },
      additionalProperties: false,
    },
  ],
} as const;

const file = {
  type: 'object',
  required: ['path'],
  properties: {
    ...{
      path: {type: 'string', pattern: '^/'},
      content: text,
      owner: text,
      append: flag,
      defer: flag,
      permissions: mode,
    },
    encoding: {enum: ['gz', 'gzip', 'gz+base64', 'gzip+base64', 'gz+b64', 'gzip+b64', 'b64', 'base64', 'text/plain']},
    source: {type: 'object', required: ['uri'], properties: {uri: text, headers: map}, additionalProperties: false},
  },
  additionalProperties: false,
} as const;

const growpart = {
  type: 'object',
  properties: {
    mode: {enum: [false, 'auto', 'growpart', 'gpart', 'off']},
    devices: texts,
    ignore_growroot_disabled: flag,
  },
  additionalProperties: false,
} as const;

const chpasswd = {
  type: 'object',
  properties: {
    expire: flag,
    list: {oneOf: [text, texts]},
    users: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name'],
        properties: {name: text, password: text, type: {enum: ['hash', 'text', 'RANDOM']}},
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
} as const;

const power = {
  type: 'object',
  required: ['mode'],
  properties: {
    mode: {enum: ['poweroff', 'reboot', 'halt']},
    delay: {oneOf: [{type: 'integer', minimum: 0}, text]},
    ...{message: text, timeout: {type: 'integer'}, condition: {oneOf: [text, flag, texts]}},
  },
  additionalProperties: false,
} as const;

const swap = {
  type: 'object',
  properties: {filename: text, size, maxsize: size},
  additionalProperties: false,
} as const;

const known = {
  ...{hostname: text, fqdn: text, timezone: text, prefer_fqdn_over_hostname: flag, preserve_hostname: flag},
  manage_etc_hosts: {oneOf: [flag, {enum: ['localhost', 'template']}]},
  users: {oneOf: [text, {type: 'array', items: user}, map]},
  user: {oneOf: [text, map]},
  groups: {oneOf: [text, map, {type: 'array', items: {oneOf: [text, map]}}]},
  ssh_authorized_keys: texts,
  ssh_import_id: texts,
  ssh_pwauth: {oneOf: [flag, text]},
  ...{
    ssh_deletekeys: flag,
    ssh_genkeytypes: {type: 'array', items: {enum: ['dsa', 'ecdsa', 'ed25519', 'rsa']}},
    ssh_quiet_keygen: flag,
    disable_root: flag,
    disable_root_opts: text,
  },
  no_ssh_fingerprints: flag,
  packages: {type: 'array', items: {oneOf: [text, texts, map]}, minItems: 1},
  ...{package_update: flag, package_upgrade: flag, package_reboot_if_required: flag, manage_resolv_conf: flag},
  ...{
    write_files: {type: 'array', items: file, minItems: 1},
    runcmd: commands,
    bootcmd: commands,
    chpasswd,
    growpart,
    swap,
  },
  resize_rootfs: {enum: [true, false, 'noblock']},
  power_state: power,
} as const;

export const cloudConfigSchema = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  type: 'object',
  properties: {...passedOn, ...seldom, ...known},
  additionalProperties: false,
};
