import * as z from "zod";

const Day = z.iso.date("Write a day as 2026-11-25.");
const LONGEST_DAYS = 366;

/** The days that are asked for, both included, in UTC; by default the last thirty. */
export const HoursQuery = z
  .strictObject({ from: Day.optional(), to: Day.optional() })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ["to"], message: "The last day comes before the first." })
  .refine(({ from, to }) => !from || !to || daysBetween(from, to) < LONGEST_DAYS, {
    path: ["from"],
    message: "Ask for at most 366 days.",
  });
export type HoursQuery = z.infer<typeof HoursQuery>;

/** The days that a query means, whatever it leaves out. */
export function toDays({ from, to }: HoursQuery, today: string): { from: string; to: string } {
  const last = to ?? (from && from > today ? from : today);
  return { from: from ?? addDays(last, -29), to: last };
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}
