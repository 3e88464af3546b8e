/** Settings of a module by name; what each holds is passed on as it is. */
const settings = (names: string, required?: readonly string[]) => ({
  type: 'object',
  minProperties: 1,
  properties: Object.fromEntries(names.split(' ').map(name => [name, {}])),
  ...(required ? {required} : {}),
  additionalProperties: false,
});

const text = {type: 'string'} as const;
const flag = {type: 'boolean'} as const;
const certificates = {...settings('trusted remove_defaults remove-defaults'), minProperties: 0};

/** Modules that guests of ours seldom need, by what cloud-init's own schema asks of their settings. */
export const seldom = {
  apk_repos: settings('preserve_repositories alpine_repo local_repo_base_url'),
  apt: settings(
    'preserve_sources_list disable_suites primary security add_apt_repo_match debconf_selections sources_list conf https_proxy http_proxy proxy ftp_proxy sources',
  ),
  apt_pipelining: {oneOf: [{type: 'integer'}, flag, {enum: ['os', 'none', 'unchanged']}]},
  byobu_by_default: {
    enum: ['enable-system', 'enable-user', 'disable-system', 'disable-user', 'enable', 'disable', 'user', 'system'],
  },
  ...{ca_certs: certificates, 'ca-certs': certificates},
  drivers: {...settings('nvidia'), properties: {nvidia: settings('license-accepted version', ['license-accepted'])}},
  ...{create_hostname_file: flag, disable_ec2_metadata: flag, final_message: text, locale_configfile: text},
  fan: settings('config config_path', ['config']),
  keyboard: settings('layout model variant options', ['layout']),
  landscape: settings('client', ['client']),
  locale: {oneOf: [flag, text]},
  mounts: {type: 'array', minItems: 1, items: {type: 'array', minItems: 1, maxItems: 6}},
  mount_default_fields: {type: 'array', minItems: 6, maxItems: 6},
  ntp: {
    oneOf: [{type: 'null'}, {...settings('pools servers peers allow ntp_client enabled config'), minProperties: 0}],
  },
  output: {...settings('all init config final'), minProperties: 0},
  phone_home: settings('url post tries', ['url']),
  ssh_keys: {
    type: 'object',
    patternProperties: {'^(dsa|ecdsa|ed25519|rsa)_(public|private|certificate)$': text},
    additionalProperties: false,
  },
  yum_repos: {
    type: 'object',
    minProperties: 1,
    additionalProperties: {
      type: 'object',
      anyOf: [{required: ['baseurl']}, {required: ['metalink']}, {required: ['mirrorlist']}],
    },
  },
};

/** Keys that cloud-init has, old names of some among them, whose values are passed on as they are. */
const keys =
  'allow_public_ssh_keys ansible apt_reboot_if_required apt_update apt_upgrade authkey_hash autoinstall chef cloud_config_modules cloud_final_modules cloud_init_modules device_aliases disk_setup fs_setup grub-dpkg grub_dpkg launch-index lxd mcollective merge_how merge_type migrate password puppet random_seed reporting resolv_conf rh_subscription rpi rsyslog salt_minion snap spacewalk ssh ssh_fp_console_blacklist ssh_key_console_blacklist ssh_publish_hostkeys system_info ubuntu_advantage ubuntu_pro updates vendor_data version wireguard yum_repo_dir zypper';

export const passedOn: Readonly<Record<string, object>> = Object.fromEntries(keys.split(' ').map(key => [key, {}]));
