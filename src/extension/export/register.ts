import type { Register } from '../commands/register.ts';
import { targetsOf } from '../commands/target.ts';
import type { ExportTools } from './run.ts';
import { exportThings, type ExportId } from './things.ts';

/** "Export…" and a command for each thing that a call can be exported as. */
export function registerExportCommands(register: Register, tools: ExportTools): void {
  const run = (id?: ExportId) => async (argument: unknown, all: unknown) => {
    const [uri] = targetsOf(argument, Array.isArray(all) ? all : undefined);
    if (uri === undefined) return;
    const { exportTrace } = await import('./run.ts');
    const thing = exportThings.find((one) => one.id === id);
    await exportTrace(uri, thing, all ?? argument, tools);
  };
  register('export', run());
  register('exportFlowSvg', run('flow-svg'));
  register('exportFlowPng', run('flow-png'));
  register('exportTimelineSvg', run('timeline-svg'));
  register('exportTimelinePng', run('timeline-png'));
  register('exportFlowchart', run('mermaid-flowchart'));
  register('exportSequence', run('mermaid-sequence'));
  register('exportMarkdown', run('markdown'));
  register('exportCsv', run('csv'));
}
