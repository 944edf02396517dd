/** Hands a file of the API to the browser, which saves it: a link cannot fetch it, since a link carries no sign-in. */
export function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
