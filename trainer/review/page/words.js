// How figures are put into words.

/** What stands of a key point: its sign, and the word for it. */
export const STANDINGS = {
  covered: ["✓", "made"],
  partly: ["~", "in part"],
  not_sure: ["?", "perhaps"],
  missed: ["·", "not heard"],
};

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function clock(seconds) {
  const whole = Math.floor(Math.max(seconds, 0));
  const rest = String(whole % 60).padStart(2, "0");
  if (whole < 3600) return `${Math.floor(whole / 60)}:${rest}`;
  const minutes = String(Math.floor(whole / 60) % 60).padStart(2, "0");
  return `${Math.floor(whole / 3600)}:${minutes}:${rest}`;
}

export function percent(share) {
  return `${Math.round(100 * share)} %`;
}

/** A band of coverage: one figure where it is sure, else from the least to the most. */
export function band(low, high) {
  if (low === null || high === null) return "–";
  const [least, most] = [Math.round(100 * low), Math.round(100 * high)];
  return least === most ? `${least} %` : `${least}–${most} %`;
}

/** 2026-03-02 or 2026-03-02T18:30 as a person writes it. */
export function dated(text) {
  const [day, time] = text.split("T");
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}${time ? `, ${time}` : ""}`;
}

export function counted(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

export function figure(value, digits) {
  return value === null || value === undefined ? "–" : value.toFixed(digits);
}
