/** How the path is drawn over the designed flow: laid out by us, or at the designer's own positions. */
export const designPlaces = ['over', 'placed'] as const;
export type DesignPlaces = (typeof designPlaces)[number];

/** What a person chose of the way in which a flow is drawn. */
export interface FlowArrangement {
  /** Ids of the sub-flow boxes that are folded, and of the nodes whose visits are drawn one by one. */
  readonly folded?: readonly string[];
  readonly expanded?: readonly string[];
  /** Absent: the path alone. */
  readonly design?: DesignPlaces;
}
