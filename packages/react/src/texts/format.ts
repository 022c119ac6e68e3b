/** Dates, numbers and lists as the language writes them. */
export interface Format {
  /** 14:05 */
  readonly time: (date: Date) => string;
  /** Friday, 3 May; with the year when it is not `now`'s. */
  readonly day: (date: Date, now: Date) => string;
  /** 3 May or 03/05/2024: short enough for a row of the list. */
  readonly shortDay: (date: Date, now: Date) => string;
  /** Everything, for a tooltip. */
  readonly moment: (date: Date) => string;
  readonly number: (value: number) => string;
  /** 1.5 MB */
  readonly bytes: (count: number) => string;
  /** 1:05 */
  readonly duration: (seconds: number) => string;
  readonly names: (names: readonly string[]) => string;
}

export function createFormat(locale: string): Format {
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, options);
    return (date: Date) => format.format(date);
  };
  const time = dates({ hour: '2-digit', minute: '2-digit' });
  const thisYear = dates({ weekday: 'long', day: 'numeric', month: 'long' });
  const otherYear = dates({ year: 'numeric', day: 'numeric', month: 'long' });
  const shortThisYear = dates({ day: 'numeric', month: 'short' });
  const shortOtherYear = dates({ year: 'numeric', month: 'numeric', day: 'numeric' });
  const moment = dates({ dateStyle: 'full', timeStyle: 'medium' });
  const numbers = new Intl.NumberFormat(locale);
  const list = new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' });
  const isSameYear = (one: Date, other: Date) => one.getFullYear() === other.getFullYear();
  return {
    time,
    day: (date, now) => (isSameYear(date, now) ? thisYear : otherYear)(date),
    shortDay: (date, now) => (isSameYear(date, now) ? shortThisYear : shortOtherYear)(date),
    moment,
    number: (value) => numbers.format(value),
    bytes: (count) => bytes(locale, count),
    duration,
    names: (names) => list.format(names),
  };
}

const dayNumber = (date: Date) =>
  Math.round(new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime() / 86_400_000);

/** Without a new date for each: it is asked of every message of a stretch whenever one comes. */
export const isSameDay = (one: Date, other: Date): boolean =>
  one.getDate() === other.getDate() && one.getMonth() === other.getMonth() && one.getFullYear() === other.getFullYear();

/** How many midnights lie between: 0 today, 1 yesterday. */
export const daysBetween = (date: Date, now: Date): number => dayNumber(now) - dayNumber(date);

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

function bytes(locale: string, count: number): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, count)) / 3)));
  const options = { style: 'unit', unit: units[power], unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, options).format(count / 1000 ** power);
}

function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
