// What `npm start` shows first: a failed sample call in the viewer, the Calls view beside it.
const vscode = require('vscode');

const callsView = 'callTraceInspector.calls';
const failedCall = 'http-node-fails.calltrace.json';

exports.activate = async () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined) return;
  await vscode.commands.executeCommand(`${callsView}.focus`);
  // Whoever comes back finds the editors as they were left.
  if (vscode.window.tabGroups.all.some((group) => group.tabs.length > 0)) return;
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.joinPath(folder, failedCall), {
    preview: false,
  });
};
