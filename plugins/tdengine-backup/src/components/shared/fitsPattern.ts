/**
 * As the server reads patterns: `*` any characters, `?` one. Only the last `*` seen is ever widened, so that no text of many
 * stars keeps the browser busy.
 */
export function fitsPattern(pattern: string, name: string): boolean {
  const [wanted, given] = [Array.from(pattern), Array.from(name)];
  let [at, next, star, afterStar] = [0, 0, -1, 0];
  while (next < given.length) {
    if (wanted[at] === '*') {
      star = at++;
      afterStar = next;
    } else if (wanted[at] === '?' || wanted[at] === given[next]) {
      at++;
      next++;
    } else if (star >= 0) {
      at = star + 1;
      next = ++afterStar;
    } else {
      return false;
    }
  }
  return wanted.slice(at).every(character => character === '*');
}
