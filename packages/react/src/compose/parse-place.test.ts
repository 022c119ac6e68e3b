import { describe, expect, it } from 'vitest';
import { parsePlace } from './parse-place.js';

describe('parsePlace', () => {
  it('reads coordinates as people write them', () => {
    const oslo = { latitude: 59.91, longitude: 10.75 };
    for (const text of ['59.91, 10.75', ' 59.91 10.75 ', '59.91，10.75', '59.91° N, 10.75° E', '59.91N;10.75E'])
      expect(parsePlace(text)).toEqual(oslo);
    expect(parsePlace('33.86 S, 70.5 W')).toEqual({ latitude: -33.86, longitude: -70.5 });
    expect(parsePlace('-33.86,-70.5')).toEqual({ latitude: -33.86, longitude: -70.5 });
  });

  it('reads them from the address of a map', () => {
    const place = { latitude: 59.91, longitude: 10.75 };
    for (const text of [
      'https://www.openstreetmap.org/?mlat=59.91&mlon=10.75#map=16/59.91/10.75',
      'https://www.openstreetmap.org/#map=16/59.91/10.75',
      'https://maps.example/maps/@59.91,10.75,15z',
      'https://maps.example/?q=59.91%2C10.75',
    ])
      expect(parsePlace(text)).toEqual(place);
  });

  it('takes nothing that is no place', () => {
    for (const text of ['', 'Oslo', '59.91', '91, 10', '10, 181', '1,2,3']) expect(parsePlace(text)).toBeUndefined();
  });
});
