// Next actions as in shared/analysis/src/recommend/actions.rs, for plans that
// are not under way and keep no calendar.

import { criticalPath, type Task } from "./critical_path.ts";
import { analyze, type Sample } from "./logistics.ts";
import { count } from "./recommend_packages.ts";

interface Context {
  sampleList?: Sample[];
  event?: { id: string; startsAt: string; tasks: Task[] };
  shootAt?: string;
}

interface Candidate {
  item: { kind: string; title: string; subjectId: string; effortMinutes: number };
  score: number;
  rationale: string;
  action: string;
}

const DAY = 480, CALL_MINUTES = 15, CLOSE_LOOKS = 50, MOST = 5, MINUTE_MS = 60_000;
const KINDS = ["start_task", "finish_task", "unblock_task", "chase_sample"];

const perEffort = (worth: number, minutes: number) => worth / (1 + minutes / DAY);

export function nextActions({ sampleList = [], event, shootAt }: Context, now: number) {
  const candidates = [...ofSamples(sampleList, shootAt, now), ...event ? ofTasks(event, now) : []];
  const kind = ({ item }: Candidate) => KINDS.indexOf(item.kind);
  candidates.sort((a, b) => b.score - a.score || kind(a) - kind(b) || (a.item.subjectId < b.item.subjectId ? -1 : 1));
  return { recommendations: candidates.slice(0, count(candidates.map(({ score }) => score))) };
}

function ofSamples(samples: Sample[], shootAt: string | undefined, now: number): Candidate[] {
  const { blockers = [] } = analyze({ sampleList: samples, analysisType: "blockers", shootAt }, now);
  return blockers.slice(0, MOST).map(({ sampleId, name, score, impact }) => {
    const { status } = samples.find(({ id }) => id === sampleId)!;
    const verb = status === "received"
      ? "Prepare"
      : status === "lost"
      ? "Replace"
      : status === "returned"
      ? "Call back"
      : "Chase";
    return {
      item: { kind: "chase_sample", title: `${verb} ${name}`, subjectId: sampleId, effortMinutes: CALL_MINUTES },
      score: perEffort(score / 100, CALL_MINUTES),
      rationale: `${impact.replace(/\.$/, "")}; blocker score ${
        score.toFixed(0)
      } of 100, about ${CALL_MINUTES} min of work`,
      action: `/samples/${sampleId}`,
    };
  });
}

function ofTasks(event: { id: string; startsAt: string; tasks: Task[] }, now: number): Candidate[] {
  const { tasks } = event, { criticalPath: { tasks: dates } } = criticalPath({ event });
  const begun = Math.floor((now - Date.parse(event.startsAt)) / MINUTE_MS), present = Math.max(begun, 0);
  const open = dates.map(({ totalFloat, earlyStart }, at) => ({ float: totalFloat, earlyStart, at }))
    .filter(({ earlyStart }) => earlyStart <= present)
    .sort((a, b) => a.float - b.float || a.at - b.at).slice(0, CLOSE_LOOKS);
  const places = new Map(tasks.map(({ id }, at) => [id, at])), after: number[][] = tasks.map(() => []);
  tasks.forEach(({ dependencies = [] }, at) => {
    for (const one of dependencies) after[places.get(typeof one === "string" ? one : one.taskId)!].push(at);
  });
  const waitingFor = (task: number) => {
    const seen = new Set<number>(), stack = [task];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      for (const next of after[at]) {
        if (!seen.has(next)) {
          seen.add(next);
          stack.push(next);
        }
      }
    }
    return seen.size;
  };
  return open.map(({ float: given, at }) => {
    // Until work may begin at all, nothing is lost.
    const float = given < 0 ? given : given + present - begun;
    const { id, durationMinutes: work } = tasks[at], delay = Math.min(Math.max(DAY - float, 0), DAY);
    const waiting = waitingFor(at), share = waiting / Math.max(tasks.length - 1, 1);
    const worth = 0.5 * delay / DAY + 0.25 * share + (float < 0 ? 0.25 : 0);
    const effect = float < 0
      ? `already ${-float} min too late`
      : delay > 0
      ? `put off for a working day it costs ${delay} min`
      : `${float} min of float`;
    return {
      item: { kind: "start_task", title: `Start ${id}`, subjectId: id, effortMinutes: work },
      score: perEffort(worth, work),
      rationale: `${effect}; ${waiting === 1 ? "1 task waits" : `${waiting} tasks wait`} for it; ${work} min of work`,
      action: `/events/${event.id}/tasks/${id}`,
    };
  });
}
