/**
 * @internal
 */
export interface SuperTableInfo {
  name: string;
  virtual: boolean;
  comment?: string;
  keepMinutes?: number;
}

/**
 * @internal
 */
export interface NormalTableInfo {
  name: string;
  comment?: string;
  ttl?: number;
}

/**
 * @internal
 */
export interface VirtualTableInfo {
  name: string;
  superTable?: string;
}

/**
 * The tables of a database by kind, without child tables.
 *
 * @internal
 */
export interface TableIndex {
  superTables: SuperTableInfo[];
  normalTables: NormalTableInfo[];
  virtualTables: VirtualTableInfo[];
}
