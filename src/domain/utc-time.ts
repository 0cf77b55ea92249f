const dayLength = 86_400_000;

/** As `Date.prototype.toISOString`, without a clock at hand. The calendar is Howard Hinnant's `civil_from_days`. */
export function isoTime(at: number): string {
  const time = Math.trunc(at);
  const days = Math.floor(time / dayLength);
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const rest = time - days * dayLength;
  const [hours, minutes] = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60];
  const [seconds, thousandths] = [Math.floor(rest / 1000) % 60, rest % 1000];
  const figures = (value: number, length: number) => String(value).padStart(length, '0');
  const clock = [hours, minutes, seconds].map((value) => figures(value, 2)).join(':');
  const longYear =
    year >= 0 && year <= 9999 ? figures(year, 4) : `${year < 0 ? '-' : '+'}${figures(Math.abs(year), 6)}`;
  return `${longYear}-${figures(month, 2)}-${figures(day, 2)}T${clock}.${figures(thousandths, 3)}Z`;
}
