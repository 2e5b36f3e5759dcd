import type { ExportFormat } from '../../trace/export/export.ts';

/** What a call can be exported as. A PNG is made of the drawing of its format. */
export interface ExportThing {
  readonly id: string;
  readonly format: ExportFormat;
  readonly ending: 'svg' | 'png' | 'mmd' | 'md' | 'csv';
  /** Before the ending in the name of a file; what tells a call's files apart. */
  readonly infix: '' | 'flow' | 'timeline' | 'sequence';
  readonly icon: string;
}

export const exportThings = [
  { id: 'flow-svg', format: 'flow-svg', ending: 'svg', infix: 'flow', icon: 'type-hierarchy-sub' },
  { id: 'flow-png', format: 'flow-svg', ending: 'png', infix: 'flow', icon: 'file-media' },
  { id: 'timeline-svg', format: 'timeline-svg', ending: 'svg', infix: 'timeline', icon: 'list-tree' },
  { id: 'timeline-png', format: 'timeline-svg', ending: 'png', infix: 'timeline', icon: 'file-media' },
  {
    id: 'mermaid-flowchart',
    format: 'mermaid-flowchart',
    ending: 'mmd',
    infix: 'flow',
    icon: 'type-hierarchy',
  },
  {
    id: 'mermaid-sequence',
    format: 'mermaid-sequence',
    ending: 'mmd',
    infix: 'sequence',
    icon: 'arrow-swap',
  },
  { id: 'markdown', format: 'markdown', ending: 'md', infix: '', icon: 'markdown' },
  { id: 'csv', format: 'csv', ending: 'csv', infix: '', icon: 'table' },
] as const satisfies readonly ExportThing[];

export type ExportId = (typeof exportThings)[number]['id'];

export const isPicture = ({ ending }: ExportThing): boolean => ending === 'svg' || ending === 'png';

/** Name of a file for a call, `<call>.flow.svg`, beside the name of its document. */
export function exportName(documentName: string, { infix, ending }: ExportThing): string {
  const base = documentName.replace(/\.calltrace\.json$/i, '').replace(/\.json$/i, '');
  return [base === '' ? 'call' : base, infix, ending].filter((part) => part !== '').join('.');
}
