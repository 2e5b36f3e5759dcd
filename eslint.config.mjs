import { defineConfig } from 'eslint/config';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** What shows texts in VS Code makes links of `[text](command:…)` and icons of `$(name)`: see src/extension/window. */
const shown = (name, message) => [
  { selector: `MemberExpression[property.name='${name}']`, message },
  { selector: `ObjectPattern > Property[key.name='${name}']`, message },
];
const assigned = (name, message) => ({
  selector: `AssignmentExpression > MemberExpression.left[property.name='${name}']`,
  message,
});
const textsInVsCode = [
  ...['showInformationMessage', 'showWarningMessage', 'showErrorMessage'].flatMap((name) =>
    shown(name, 'Use showMessage or askModally of src/extension/window/messages.ts.'),
  ),
  ...['showQuickPick', 'createQuickPick', 'showInputBox', 'createInputBox'].flatMap((name) =>
    shown(name, 'Use src/extension/window/quick-input.ts.'),
  ),
  ...['withProgress', 'setStatusBarMessage', 'createStatusBarItem'].flatMap((name) =>
    shown(name, 'Show it through src/extension/window, as plain text.'),
  ),
  ...['appendText', 'appendCodeblock'].flatMap((name) =>
    shown(name, 'It leaves addresses links: use markdownText of src/extension/window/plain-text.ts.'),
  ),
  assigned('items', 'Use setRows of src/extension/window/quick-input.ts.'),
  assigned('prompt', 'Use createInputBox of src/extension/window/quick-input.ts.'),
  assigned('validationMessage', 'Use setValidation of src/extension/window/quick-input.ts.'),
  ...['supportHtml', 'supportThemeIcons'].map((name) => assigned(name, 'Texts from outside are text.')),
  {
    selector: "AssignmentExpression[right.value=true] > MemberExpression.left[property.name='isTrusted']",
    message: 'Name the commands that its links may run.',
  },
];

/** A promise that is kept as it is keeps its failure too. */
const keptFailure = {
  selector: "AssignmentExpression[operator='??='] ImportExpression",
  message: 'Use lazily(): a module that could not be loaded once would never be loaded.',
};

export default defineConfig(
  { ignores: ['dist', 'node_modules', '.vscode-test', 'test-results', 'test/fixtures', 'media'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // Whatever a pattern is tried on may come from outside: none takes more time than the text is long.
    files: ['src/**/*.ts', 'webview/**/*.ts'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': 'error',
      'regexp/no-super-linear-move': ['error', { ignoreSticky: true, ignorePartial: false }],
    },
  },
  {
    files: ['src/extension/**/*.ts'],
    ignores: ['src/extension/window/**'],
    rules: { 'no-restricted-syntax': ['error', ...textsInVsCode, keptFailure] },
  },
  {
    files: ['src/{trace,providers,http,protocol,cli}/**/*.ts', 'webview/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'vscode', message: 'Only src/extension may import vscode.' }] },
      ],
    },
  },
  {
    files: ['src/trace/**/*.ts', 'src/protocol/**/*.ts', 'webview/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: ['vscode'],
          patterns: [{ group: ['node:*'], message: 'This room also runs in a browser.' }],
        },
      ],
    },
  },
  {
    // The toolkit is archived upstream: one module imports it, so that it can be exchanged there.
    files: ['webview/**/*.ts'],
    ignores: ['webview/controls.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: ['vscode', { name: '@vscode/webview-ui-toolkit', message: 'Import ./controls.ts.' }],
          patterns: [{ group: ['node:*'], message: 'This room runs in a browser.' }],
        },
      ],
    },
  },
  {
    files: ['src/cli/**/*.ts', 'test/bench/**/*.ts', 'test/simulators/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
);
