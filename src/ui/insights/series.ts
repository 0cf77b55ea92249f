import type { History } from '../../domain/watching/history.ts';
import type { Figure } from './figure.ts';
import { distanceFromStart, lengthByVersion, tokensOfRules, waysByVersion } from './version-series.ts';
import { correctionsByWeek, learningByWeek, probesByDay, type Days } from './time-series.ts';
import type { Calendar } from './weeks.ts';

/** All charts of the page, in its order. */
export const figuresOf = (history: History, calendar: Calendar, days: Days): Figure[] => [
  correctionsByWeek(history, calendar, days),
  lengthByVersion(history),
  waysByVersion(history),
  distanceFromStart(history),
  probesByDay(history, calendar, days),
  tokensOfRules(history),
  learningByWeek(history, calendar, days),
];
