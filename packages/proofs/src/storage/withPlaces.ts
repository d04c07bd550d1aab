import { Place } from './Place';

/** Opens places for as long as a proof takes. */
export async function withPlaces(
  kinds: ReadonlyArray<() => Promise<Place>>,
  prove: (places: Place[]) => Promise<void>,
): Promise<void> {
  const places: Place[] = [];
  try {
    for (const open of kinds) {
      places.push(await open());
    }
    await prove(places);
  } finally {
    for (const place of places) {
      await place.close();
    }
  }
}
