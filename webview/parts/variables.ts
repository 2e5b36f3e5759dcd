import { html, nothing, type TemplateResult } from 'lit';
import type { VariableView } from '../../src/trace/view/types.ts';
import { sign } from '../icons.ts';
import { definePart, Part } from '../part.ts';
import type { Strings } from '../strings.ts';
import { styled } from '../styled.ts';

/** Variables as a tree; what changed since the step before is tinted and says so. */
export class VariablesPart extends Part {
  static override properties = {
    variables: { attribute: false },
    strings: { attribute: false },
    folded: { state: true },
  };
  declare variables: readonly VariableView[];
  declare strings: Strings;
  /** Paths of folded variables; kept while stepping, so that a variable stays as a person left it. */
  declare folded: ReadonlySet<string>;

  constructor() {
    super();
    this.folded = new Set();
  }

  protected override render(): TemplateResult {
    return html`<ul class="variables">
      ${this.level(this.variables, '', 0)}
    </ul>`;
  }

  private level(variables: readonly VariableView[], path: string, depth: number): TemplateResult[] {
    return variables.map((variable) => this.variable(variable, `${path}/${variable.name}`, depth));
  }

  private variable(variable: VariableView, path: string, depth: number): TemplateResult {
    const { strings } = this;
    const { name, value, type, change, before, children } = variable;
    const open = !this.folded.has(path);
    return html`<li>
      <div class="variable ${change === undefined ? '' : 'changed'}" ${styled({ '--depth': String(depth) })}>
        ${
          children.length === 0
            ? html`<span class="twist"></span>`
            : html`<button
                class="twist"
                aria-expanded=${open}
                aria-label=${name}
                @click=${() => this.fold(path)}
              >
                ${sign(open ? 'unfolded' : 'folded')}
              </button>`
        }
        <span class="variable-text"
          ><span class="token-name">${name}</span>: <span class="token-${type}">${value}</span></span
        >
        ${
          change === undefined
            ? nothing
            : html`<span class="change"
                >${
                  change === 'new' || before === undefined
                    ? strings('variable.new')
                    : strings('variable.before', { before })
                }</span
              >`
        }
      </div>
      ${
        children.length > 0 && open
          ? html`<ul>
              ${this.level(children, path, depth + 1)}
            </ul>`
          : nothing
      }
    </li>`;
  }

  private fold(path: string): void {
    const folded = new Set(this.folded);
    if (!folded.delete(path)) folded.add(path);
    this.folded = folded;
  }
}

definePart('call-trace-variables', VariablesPart);
