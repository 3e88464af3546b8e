import type {Choice} from '../../../../model/form.ts';

/** What is asked for most, by what it is for; every other name of the repository is typed. */
const shelves: Readonly<Record<string, string>> = {
  'web server': 'nginx apache24 caddy haproxy lighttpd varnish7 squid',
  'web language': 'php83 php84 php83-extensions python311 py311-pip node22 npm-node22 ruby perl5 go openjdk21 rust',
  database:
    'postgresql16-server postgresql17-server postgresql16-client mariadb1011-server mysql80-server sqlite3 redis valkey memcached mongodb70 influxdb',
  mail: 'postfix dovecot opensmtpd exim rspamd opendkim',
  'name server': 'bind918 unbound nsd knot3 dnsmasq powerdns',
  network:
    'wireguard-tools openvpn strongswan tailscale tor frr10 iperf3 nmap mtr-nox11 tcpdump socat rsync curl wget ca_root_nss',
  monitoring: 'prometheus grafana node_exporter zabbix7-agent nagios-plugins telegraf loki monit htop',
  management: 'sudo doas bash zsh fish tmux screen vim nano git jq ripgrep fd-find tree py311-ansible puppet8 salt',
  files: 'samba419 nextcloud-php83 syncthing minio restic borgbackup rclone vsftpd',
  development: 'gcc llvm cmake gmake pkgconf autoconf automake subversion gitea forgejo jenkins gitlab-runner',
  messages: 'rabbitmq mosquitto ejabberd kafka nats-server',
  certificates: 'acme.sh py311-certbot lego step-certificates',
  other: 'wordpress-php83 drupal10-php83 jellyfin homeassistant asterisk20 ffmpeg ImageMagick7 consul vault nomad',
};

export const packageChoices: readonly Choice[] = Object.entries(shelves).flatMap(([note, names]) =>
  names.split(' ').map(value => ({value, label: value, note})),
);

const services =
  'sshd nginx apache24 caddy haproxy php_fpm postgresql mysql_server redis memcached postfix dovecot named unbound nsd ntpd local_unbound syslogd cron sendmail prometheus grafana node_exporter zabbix_agentd tailscaled wireguard samba_server syncthing';

export const serviceChoices: readonly Choice[] = services.split(' ').map(value => ({value, label: value}));
