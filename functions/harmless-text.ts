/** Text for a cell of a table that no spreadsheet takes for a formula. */

/** Where a cell may begin: in much of Europe one ends at a semicolon, wherever the quotes are. */
const FORMULA = /((?:^|[,;|])[\s"]*)(?=[=+\-@＝＋－＠])/gu;

/** On one line. The CSV library's own escaping would take a negative amount for a formula, too. */
export const harmless = (text: string): string => text.replace(/[\t\r\n]+/g, ' ').replace(FORMULA, "$1'");
