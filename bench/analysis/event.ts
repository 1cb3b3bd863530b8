/** Events from seeds, with whatever an analysis looks at. */
import { dice } from "./inputs.ts";

export const start = "2026-12-01T08:00:00Z";
export const at = (minutes: number) => new Date(Date.parse(start) + minutes * 60_000).toISOString();
export const list = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

export interface Shape {
  tasks: number;
  links: number;
  /** Whether durations are estimated, people and resources needed, hours kept. */
  estimated?: boolean;
  staffed?: boolean;
  demanding?: boolean;
  calendar?: boolean;
  /** How many there are, a thousand where it is not said. */
  people?: number;
}

/** A random event of this shape; links lead at most fifty tasks on. */
export function event({ tasks: count, links, estimated, staffed, demanding, calendar, people = 1000 }: Shape) {
  const below = dice(count), roles = ["stylist", "dresser", "rigger", "makeup artist"];
  const tasks = list(count, (n) => {
    const durationMinutes = 10 + below(200), id = `t${n}`;
    return {
      id,
      durationMinutes,
      dependencies: [] as string[],
      ...estimated ? { optimisticMinutes: durationMinutes >> 1, pessimisticMinutes: durationMinutes * 3 } : {},
      ...staffed ? { staff: [{ role: roles[below(4)], count: 1 + below(3) }] } : {},
      ...demanding ? { demands: { a: 1 + below(5), b: below(6), c: below(4) }, location: `room ${below(20)}` } : {},
    };
  });
  for (let link = 0; link < links; link++) {
    const before = below(count - 1), after = tasks[Math.min(before + 1 + below(50), count - 1)].dependencies;
    if (!after.includes(`t${before}`)) after.push(`t${before}`);
  }
  const crew = staffed
    ? list(people, (n) => ({
      id: `c${n}`,
      roles: [roles[below(4)], roles[below(4)]],
      assignedTo: list(3, () => `t${below(count)}`),
    }))
    : [];
  const workingHours = list(6, (day) => ({ day: day + 1, from: "09:00", to: "18:00" }));
  return {
    id: "e",
    startsAt: start,
    showAt: at(400_000),
    tasks,
    crew,
    resources: [{ id: "a", capacity: 9 }, { id: "b", capacity: 8 }, { id: "c", capacity: 7 }],
    ...calendar ? { calendar: { workingHours }, timeZone: "Europe/Berlin" } : {},
  };
}
