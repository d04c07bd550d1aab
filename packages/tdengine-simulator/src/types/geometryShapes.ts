/** Codes of well-known binary (OGC Simple Feature Access) for the shapes TDengine stores. */
export const SHAPES: Record<string, number> = {
  POINT: 1,
  LINESTRING: 2,
  POLYGON: 3,
  MULTIPOINT: 4,
  MULTILINESTRING: 5,
  MULTIPOLYGON: 6,
};

/** The first of the codes of shapes that are lists of others, and how far they are behind what they list. */
export const FIRST_LIST = 4;
export const LIST_OFFSET = 3;
