/** The beginning of the day where the person is, in milliseconds since 1970. */
export function midnight(now: number): number {
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  return day.getTime();
}
