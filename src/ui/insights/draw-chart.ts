import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartConfiguration,
  type ChartDataset,
} from 'chart.js';
import { valueInWords, type Column, type DrawnFigure, type Unit } from './figure.ts';
import type { Ink } from './ink.ts';

// Only what is used here comes with the bundle.
Chart.register(
  ...[BarController, BarElement, LineController, LineElement, PointElement],
  ...[CategoryScale, LinearScale, Legend, Tooltip],
);

type Kind = 'bar' | 'line';
type Values = (number | null)[];
type Drawn = Column & { drawn: NonNullable<Column['drawn']> };

/** Draws a figure. Returns how to take it away again. */
export function drawChart(canvas: HTMLCanvasElement, figure: DrawnFigure, ink: Ink): () => void {
  const chart = new Chart<Kind, Values, string>(canvas, configurationOf(figure, ink));
  return () => chart.destroy();
}

function configurationOf(figure: DrawnFigure, ink: Ink): ChartConfiguration<Kind, Values, string> {
  const { ticks, labels } = figure;
  const columns = figure.columns.filter((column): column is Drawn => column.drawn !== undefined);
  const right = columns.find(({ drawn }) => drawn.right);
  const left = columns.find(({ drawn }) => !drawn.right);
  const font = { family: ink.family, size: ink.size };
  return {
    type: 'bar',
    data: { labels: [...ticks], datasets: columns.map((column, place) => datasetOf(column, place, ink)) },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      locale: 'en',
      font,
      color: ink.text,
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: {
          grid: { display: false },
          border: { color: ink.line },
          ticks: { color: ink.text, font, maxRotation: 0, autoSkipPadding: 12 },
        },
        ...(left && { left: scale('left', left.unit, right !== undefined) }),
        ...(right && { right: scale('right', right.unit, true) }),
      },
      plugins: {
        // A press on the legend would hide a line, for the pointer only: the table has each row by itself.
        legend: {
          display: columns.length > 1,
          position: 'bottom',
          onClick: () => undefined,
          labels: { color: ink.text, font, usePointStyle: true, boxHeight: 7 },
        },
        tooltip: {
          backgroundColor: ink.paper,
          borderColor: ink.line,
          borderWidth: 1,
          titleColor: ink.text,
          bodyColor: ink.text,
          titleFont: font,
          bodyFont: font,
          usePointStyle: true,
          callbacks: {
            title: (items) => items.slice(0, 1).map(({ dataIndex }) => labels[dataIndex] ?? ''),
            label: ({ datasetIndex, dataIndex }) => {
              const column = columns[datasetIndex];
              if (column === undefined) return '';
              return `${column.name}: ${valueInWords(column.values[dataIndex] ?? null, column.unit)}`;
            },
          },
        },
      },
    },
  };

  function scale(position: 'left' | 'right', unit: Unit, isNamed: boolean) {
    return {
      type: 'linear' as const,
      position,
      beginAtZero: true,
      title: { display: isNamed, text: unitNames[unit], color: ink.text, font },
      grid: { color: ink.line, drawOnChartArea: position === 'left' },
      border: { display: false },
      ticks: {
        color: ink.text,
        font,
        maxTicksLimit: 6,
        ...(unit === 'share' || unit === 'points' ? {} : { precision: 0 }),
        callback: (value: string | number) => valueInWords(Number(value), unit),
      },
    };
  }
}

const unitNames: Record<Unit, string> = {
  share: 'Share',
  points: 'Points',
  count: 'Answers',
  words: 'Words',
  tokens: 'Tokens',
};

/** Lines differ by their marks too, not by colour alone. */
const marks = ['circle', 'rect', 'triangle', 'rectRot'] as const;

function datasetOf({ name, values, drawn }: Drawn, place: number, ink: Ink): ChartDataset<Kind, Values> {
  const colour = ink.tones[drawn.tone];
  const common = { label: name, data: [...values], yAxisID: drawn.right ? 'right' : 'left' };
  if (drawn.as === 'bar')
    return {
      ...common,
      type: 'bar',
      backgroundColor: colour,
      pointStyle: 'rect',
      stack: 'bars',
      order: 1,
      maxBarThickness: 28,
    };
  const mark = marks[place % marks.length] ?? 'circle';
  return {
    ...common,
    type: 'line',
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: 2,
    pointStyle: drawn.dashed ? 'line' : mark,
    pointRadius: drawn.dashed || values.length > 40 ? 0 : 3,
    spanGaps: true,
    order: 0,
    ...(drawn.dashed && { borderDash: [5, 4] }),
  };
}
