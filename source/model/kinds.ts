/** Names of the kinds a field can have; their rules stand in `kinds` below, a row each. */
export type KindName =
  | 'jname' | 'hostname' | 'choice' | 'bool' | 'integer' | 'size' | 'text' | 'ip-list' | 'cidr' | 'ip' | 'mac' | 'port'
  | 'version' | 'package-list' | 'service-list' | 'tags' | 'login-list' | 'ssh-key' | 'password' | 'path' | 'interface'
  | 'limit' | 'snapshot';
