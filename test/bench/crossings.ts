import type { Point } from '../../src/trace/layout/model.ts';

interface Piece {
  readonly line: number;
  readonly a: Point;
  readonly b: Point;
  readonly top: number;
  readonly bottom: number;
}

/**
 * How often the lines of a drawing cross one another: places where a piece of one line goes through a piece of another.
 * Lines that meet at an end or run along each other do not cross there.
 */
export function crossingsOf(lines: readonly (readonly Point[])[]): number {
  const pieces = lines
    .flatMap((points, line) => points.slice(1).map((b, index) => pieceOf(line, points[index] ?? b, b)))
    .sort((one, other) => one.top - other.top);
  let count = 0;
  let near: Piece[] = [];
  for (const piece of pieces) {
    near = near.filter(({ bottom }) => bottom >= piece.top);
    for (const other of near) if (other.line !== piece.line && cross(piece, other)) count += 1;
    near.push(piece);
  }
  return count;
}

function pieceOf(line: number, a: Point, b: Point): Piece {
  return { line, a, b, top: Math.min(a.y, b.y), bottom: Math.max(a.y, b.y) };
}

/** Each one's ends lie on different sides of the other. */
function cross(one: Piece, other: Piece): boolean {
  return side(one, other.a) * side(one, other.b) < 0 && side(other, one.a) * side(other, one.b) < 0;
}

/** Sign of the side of a piece on which a point lies; 0: on its line, as near as rounding tells. */
function side({ a, b }: Piece, { x, y }: Point): number {
  const turn = (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
  return Math.abs(turn) < 1e-6 ? 0 : Math.sign(turn);
}
