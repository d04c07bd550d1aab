/** A figure as people read it, by what its name says it is. */
export function formatFigure(figure: string, value: number): string {
  if (figure.startsWith('bytes')) {
    return `${(value / 1e6).toFixed(1)} MB`;
  }
  if (figure.includes('rows per second')) {
    return `${(value / 1e6).toFixed(2)} M`;
  }
  if (figure.includes('MiB')) {
    return `${Math.round(value)} MiB`;
  }
  return `${value < 10 ? value.toFixed(2) : value.toFixed(1)} s`;
}
