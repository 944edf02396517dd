/** Credentials for services on this machine: they want some, and check none. */
export const LOCAL_CREDENTIALS = { accessKeyId: 'LOCAL', secretAccessKey: 'local' } as const;
