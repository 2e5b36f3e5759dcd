import type { IconName, Severity } from './names.ts';
import type { FindingView, GapView } from './types.ts';

/** Everything about one step or event, or (no item) about the call; asked for when it is selected. */
export interface DetailsView {
  readonly item?: string;
  readonly icon: IconName;
  readonly name: string;
  /** Kind and place in the path: `HTTP request · step 10 of 13`. */
  readonly detail: string;
  /** The problem that names it; of the call, the worst one. */
  readonly finding?: FindingView;
  /** Further problems that it has or is part of. */
  readonly otherFindings?: readonly FindingView[];
  readonly groups: readonly { readonly title: string; readonly fields: readonly FieldView[] }[];
  /** Variables as a tree; JSON in text is parsed. */
  readonly variables: readonly VariableView[];
  readonly gaps: readonly GapView[];
  readonly source?: SourceExcerpt;
}

export interface FieldView {
  readonly label: string;
  readonly value: string;
  /** The provider's code or field behind a word. */
  readonly code?: string;
  readonly severity: Severity;
  /** Where it stands in the document: a JSON pointer. */
  readonly path?: string;
  /** What stands there, as JSON. */
  readonly json?: string;
  /** Of a moment: epoch ms. */
  readonly at?: number;
  /** The step or event that it names, to be selected. */
  readonly item?: string;
  /** Of a duration among others: its part of the longest one, 0 to 1. */
  readonly share?: number;
}

export interface VariableView {
  readonly name: string;
  readonly value: string;
  readonly type: 'string' | 'number' | 'boolean' | 'null' | 'object' | 'array';
  /** Against the step before. */
  readonly change?: 'new' | 'changed';
  /** The value before, where it changed. */
  readonly before?: string;
  readonly children: readonly VariableView[];
}

export interface SourceExcerpt {
  readonly operation: string;
  readonly pointer: string;
  /** The raw record, indented JSON (also of XML, whose element tree it is). */
  readonly text: string;
  /** Lines, from 0, with what its problem speaks of: the exit, the answer of the service. */
  readonly telling?: readonly number[];
}
