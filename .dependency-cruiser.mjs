/** Which folders a folder may import; everything else of ours is refused (ARCHITECTURE.md, "Rooms"). */
const mayImport = {
  'src/trace': [],
  'src/http': ['src/trace'],
  'src/protocol': ['src/trace'],
  'src/providers': ['src/trace', 'src/http'],
  'src/extension': ['src/trace', 'src/http', 'src/protocol', 'src/providers'],
  'src/cli': ['src/trace', 'src/http', 'src/providers'],
  webview: ['src/trace', 'src/protocol'],
};

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Files that import each other cannot be understood one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...Object.entries(mayImport).map(([folder, allowed]) => ({
      name: `imports-of-${folder.replace('/', '-')}`,
      comment: `${folder} may import ${allowed.length === 0 ? 'nothing of ours' : allowed.join(', ')}.`,
      severity: /** @type {const} */ ('error'),
      from: { path: `^${folder}/` },
      to: { path: '^(src|webview|test)/', pathNot: [folder, ...allowed].map((name) => `^${name}/`) },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(node_modules|dist|\\.vscode-test)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    skipAnalysisNotInRules: true,
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js', '.json'] },
  },
};
