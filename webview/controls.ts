import { provideVSCodeDesignSystem, vsCodeButton, vsCodeProgressRing } from '@vscode/webview-ui-toolkit';

/*
 * The ready-made controls of the viewer, all from here: the toolkit is archived upstream and can be exchanged in this
 * module, which is a script of its own (`need-controls.ts`). `vscode-tag` and `vscode-badge` bind a style attribute, which
 * the content security policy forbids.
 */
provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeProgressRing());
