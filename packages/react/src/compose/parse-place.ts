export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

const number = '(-?\\d{1,3}(?:\\.\\d+)?)';
/** "59.91, 10.75", with the letters of the compass or without, and Chinese commas too. */
const pair = new RegExp(`^\\s*${number}\\s*°?\\s*([NS])?\\s*[,，;；\\s]\\s*${number}\\s*°?\\s*([EW])?\\s*$`, 'i');
/** As the addresses of maps have it. */
const links = [
  new RegExp(`mlat=${number}&mlon=${number}`),
  new RegExp(`@${number},${number}`),
  new RegExp(`[?&](?:q|ll|query)=${number}(?:,|%2C)${number}`, 'i'),
  new RegExp(`#map=\\d+/${number}/${number}`),
];

/** Coordinates as people write them or copy them from a map; undefined where there are none on earth. */
export function parsePlace(text: string): Coordinates | undefined {
  const match = pair.exec(text);
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
