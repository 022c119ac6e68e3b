export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** "59.91, 10.75", with the letters of the compass or without, and Chinese commas too; each space is one by then. */
const pair = /^ ?(-?\d{1,3}(?:\.\d+)?) ?°? ?([NS])? ?[,，;； ] ?(-?\d{1,3}(?:\.\d+)?) ?°? ?([EW])? ?$/i;
/** As the addresses of maps have it. */
const links = [
  /mlat=(-?\d{1,3}(?:\.\d+)?)&mlon=(-?\d{1,3}(?:\.\d+)?)/,
  /@(-?\d{1,3}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)/,
  /[?&](?:q|ll|query)=(-?\d{1,3}(?:\.\d+)?)(?:,|%2C)(-?\d{1,3}(?:\.\d+)?)/i,
  /#map=\d+\/(-?\d{1,3}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)/,
];

/** Coordinates as people write them or copy them from a map; undefined where there are none on earth. */
export function parsePlace(text: string): Coordinates | undefined {
  const match = pair.exec(text.replace(/\s+/g, ' '));
  if (match) {
    const [, latitude, ns, longitude, ew] = match;
    return onEarth(signed(latitude, ns), signed(longitude, ew));
  }
  for (const link of links) {
    const [, latitude, longitude] = link.exec(text) ?? [];
    if (latitude !== undefined) return onEarth(Number(latitude), Number(longitude));
  }
  return undefined;
}

const signed = (value: string | undefined, letter: string | undefined) =>
  /[SW]/i.test(letter ?? '') ? -Math.abs(Number(value)) : Number(value);

const onEarth = (latitude: number, longitude: number): Coordinates | undefined =>
  Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
