/** Server settings that tests may change; a running cooperative always uses the defaults below. */
export type ServerSettings = Readonly<Record<string, string>>;

/**
 * The text of postgresql.conf, written anew at each start: reachable on the loopback address only, nothing acknowledged
 * before it is on the disk, and a week's logs at most.
 */
export function serverConfiguration(port: number, changes: ServerSettings = {}): string {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '60',
    password_encryption: 'scram-sha-256',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    data_sync_retry: 'off',
    wal_level: 'replica',
    max_wal_size: '1GB',
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    default_text_search_config: 'pg_catalog.indonesian',
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'server-%a.log',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_truncate_on_rotation: 'on',
    log_file_mode: '0600',
    ...changes,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  return `# Written by Sokoguru at each start: changes made here are lost.\n${lines.join('\n')}\n`;
}

/** The text of pg_hba.conf: a password over the loopback address is the only way in. */
export const accessRules = '# Written by Sokoguru at each start.\nhost all all 127.0.0.1/32 scram-sha-256\n';
