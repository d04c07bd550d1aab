/** A place of the sample data. */
export interface Site {
  name: string;
  location: string;
  /** Mean temperature in °C. */
  climate: number;
}

export const SITES: readonly Site[] = [
  { name: '上海一号站', location: 'Shanghai', climate: 19 },
  { name: '北京东站', location: 'Beijing', climate: 12 },
  { name: 'Hamburg-Nord', location: 'Hamburg', climate: 9 },
  { name: 'San Jose', location: 'California', climate: 17 },
];
