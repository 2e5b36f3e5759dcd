import { provideVSCodeDesignSystem, vsCodeButton, vsCodeProgressRing } from '@vscode/webview-ui-toolkit';

/**
 * The ready-made controls of the viewer, all from here: the toolkit is archived upstream and can be exchanged in this
 * module. `vscode-tag` and `vscode-badge` bind a style attribute, which the content security policy forbids.
 */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeProgressRing());
}
