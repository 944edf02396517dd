/** Where the pages of the Partner Center stand that mails link to, after the address that the deployment names. */
export const SETTINGS_PAGE = '/settings';
