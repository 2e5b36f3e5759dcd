/** Where a file is, as far as it decides whether it may be read. */
export interface FilePlace {
  readonly scheme: string;
  readonly authority: string;
}

/**
 * Schemes of files on this machine, on the machine of a remote window, and in a repository that is open without a copy
 * of it; of documents that were not saved yet; and of raw responses beside a call.
 */
const fileSchemes: ReadonlySet<string> = new Set([
  'file',
  'vscode-remote',
  'vscode-vfs',
  'untitled',
  'calltrace',
]);

/**
 * Whether an address that may come from outside (the query of an inspected call) may be read: files only, or what is in
 * the same place as a folder of the workspace, whatever file system an extension gives it. A file of another machine
 * (`file://host/…`) is asked for over the network with the name of the user, so only those of the workspace's own hosts.
 * @param folders of the workspace
 */
export function isReadable({ scheme, authority }: FilePlace, folders: readonly FilePlace[]): boolean {
  if (folders.some((folder) => folder.scheme === scheme && folder.authority === authority)) return true;
  return fileSchemes.has(scheme) && (scheme !== 'file' || authority === '');
}
