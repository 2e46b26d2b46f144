// Chart.js alone lives in this chunk: a screen without a chart does not load it.
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
} from 'chart.js'
import type { Series } from './charts'

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
)

export interface Drawn {
  kind: 'bar' | 'line'
  labels: string[]
  series: Series[]
  /** As the axis and the tooltip tell a value. */
  tell: (value: number) => string
  /** By name of a custom property: the theme's colours. */
  colour: (name: string) => string
}

const PALETTE = ['--chart-1', '--chart-2', '--chart-3', '--chart-4', '--chart-5', '--chart-6']

export function draw(canvas: HTMLCanvasElement, drawn: Drawn): Chart {
  return new Chart(canvas, configuration(drawn))
}

function configuration({ kind, labels, series, tell, colour }: Drawn): ChartConfiguration {
  const [ink, muted, edge] = [colour('--ink'), colour('--muted'), colour('--edge')]
  const font = { family: getComputedStyle(document.body).fontFamily }
  return {
    type: kind,
    data: {
      labels,
      datasets: series.map(({ name, values }, at) => {
        const own = colour(PALETTE[at % PALETTE.length] ?? '--ink')
        return { label: name, data: values, borderColor: own, backgroundColor: own, maxBarThickness: 36 }
      }),
    },
    options: {
      animation: false,
      color: ink,
      font,
      maintainAspectRatio: false,
      interaction: { mode: 'index', intersect: false },
      elements: { line: { borderWidth: 2 }, point: { radius: 2.5 } },
      plugins: {
        legend: { display: series.length > 1, align: 'start', labels: { boxWidth: 12, color: ink, font } },
        tooltip: {
          titleFont: font,
          bodyFont: font,
          titleColor: ink,
          bodyColor: ink,
          backgroundColor: colour('--surface'),
          borderColor: edge,
          borderWidth: 1,
          callbacks: {
            label: ({ dataset, raw }) => `${dataset.label} ${typeof raw === 'number' ? tell(raw) : '–'}`,
          },
        },
      },
      scales: {
        x: { grid: { display: false }, border: { color: edge }, ticks: { color: muted, font, maxRotation: 0, autoSkipPadding: 16 } },
        y: {
          beginAtZero: true,
          border: { display: false },
          grid: { color: edge },
          ticks: { color: muted, font, callback: (value) => tell(Number(value)) },
        },
      },
    },
  }
}
